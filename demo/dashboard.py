"""The dashboard that the card makes by itself, in the sidebar of a home."""

from .client import HomeClient

PATH = "foot-massage"
STRATEGY = {"strategy": {"type": "custom:foot-massage"}}


async def add_dashboard(client: HomeClient) -> None:
    """Add it, as the dialog for a new dashboard does."""
    await client.command(
        "lovelace/dashboards/create",
        title="Foot massage",
        url_path=PATH,
        icon="mdi:foot-print",
    )
    await client.command("lovelace/config/save", url_path=PATH, config=STRATEGY)
