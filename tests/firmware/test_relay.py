"""A massager that is one motor on a relay."""

import pytest

from . import pins
from .chip import Chip
from .owner import Owner

pytestmark = [pytest.mark.firmware, pytest.mark.slow]


async def test_it_offers_only_what_it_has(relay_owner: Owner) -> None:
    assert relay_owner.entities.keys() == {
        "Massage",
        "Pause",
        "Technique",
        "Duration",
        "Time left",
        "Running",
        "Last end",
    }
    assert relay_owner.entities["Technique"].options == ["kneading"]  # type: ignore[attr-defined]


async def test_the_relay_follows_the_session(
    relay_chip: Chip, relay_owner: Owner
) -> None:
    await relay_owner.start(4)
    await relay_chip.until(lambda: bool(relay_chip.pin(pins.FORWARD)))
    relay_owner.switch("Pause", True)
    await relay_chip.until(lambda: not relay_chip.pin(pins.FORWARD))
    relay_owner.switch("Pause", False)
    await relay_chip.until(lambda: bool(relay_chip.pin(pins.FORWARD)))
    await relay_owner.sees("Massage", False)
    assert relay_owner.states["Last end"] == "completed"
    await relay_owner.settled()
    assert not relay_chip.pin(pins.FORWARD)
