"""A real Home Assistant with an emulated massager, to measure in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from demo.home import RealHome
from demo.story import throw_away_home
from tests.emulator.process import EmulatorProcess

_HERE: Final = Path(__file__).parent
PACKAGE: Final = _HERE / "diy" / "foot_massager.yaml"


@asynccontextmanager
async def bench_home(
    *options: str, configuration: str = "bench_probe:\n"
) -> AsyncIterator[tuple[RealHome, EmulatorProcess]]:
    """Offer a home that is seeded and a massager that is on; both end afterwards.

    ``options`` are the massager's, ``configuration`` is YAML, in which the integrations
    in this folder can be named.
    """
    async with throw_away_home(*options) as (home, emulator):
        await home.seed()
        for name in ("bench_probe", "loop_watch"):
            (home.config / "custom_components" / name).symlink_to(_HERE / name)
        with (home.config / "configuration.yaml").open("a") as file:
            file.write(configuration)
        await emulator.start()
        yield home, emulator


def add_package(home: RealHome) -> None:
    """Have a home that is stopped include what somebody would write themselves."""
    file = home.config / "configuration.yaml"
    packages = f"  packages:\n    massager: !include {PACKAGE.name}\n"
    head, mark, rest = file.read_text().partition("homeassistant:\n")
    file.write_text(f"{head}{mark}{packages}{rest}")
    (home.config / PACKAGE.name).write_text(PACKAGE.read_text())


async def probe(home: RealHome, action: str, **data: Any) -> dict[str, Any]:
    """Have the probe in a home measure something."""
    return await home.client.call_action(
        "bench_probe", action, data, return_response=True
    )
