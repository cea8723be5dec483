"""Somebody who may look at everything in a home and do nothing."""

from typing import Any, Final

from demo.home import RealHome

NAME: Final = "guest"
PASSWORD: Final = "a guest's password"


async def guest_token(home: RealHome) -> str:
    """Make an account that may only read; returns what its browser logs in with."""
    client = home.client
    made = await client.command(
        "config/auth/create", name="Guest", group_ids=["system-read-only"]
    )
    await client.command(
        "config/auth_provider/homeassistant/create",
        user_id=made["user"]["id"],
        username=NAME,
        password=PASSWORD,
    )
    client_id = f"{client.url}/"
    flow: dict[str, Any] = await client.post(
        "/auth/login_flow",
        {
            "client_id": client_id,
            "handler": ["homeassistant", None],
            "redirect_uri": client_id,
        },
    )
    done = await client.post(
        f"/auth/login_flow/{flow['flow_id']}",
        {"client_id": client_id, "username": NAME, "password": PASSWORD},
    )
    form = {
        "client_id": client_id,
        "grant_type": "authorization_code",
        "code": done["result"],
    }
    async with (
        client.session() as session,
        session.post("/auth/token", data=form) as response,
    ):
        tokens: dict[str, Any] = await response.json()
    return str(tokens["access_token"])
