"""Refusals, and the reasons that are told for them."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.drivers.base import BusyError, ProtocolError

from .entities import Massager, failed
from .massagers import demo_entry


@pytest.fixture
async def demo(
    freezer: FrozenDateTimeFactory, hass: HomeAssistant, integration: None
) -> Massager:
    """The demo massager, at half past nine in the evening."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    freezer.move_to("2026-11-01T20:30:00Z")
    return await Massager.at_home(hass, demo_entry())


@pytest.mark.parametrize(
    ("error", "key"),
    [(BusyError("No"), "busy"), (ProtocolError("What?"), "protocol")],
)
async def test_refused(demo: Massager, error: Exception, key: str) -> None:
    demo.driver.fail_next(error)  # type: ignore[arg-type]
    with failed(key):
        await demo.start()
    assert demo.event_types == ["refused"]
    assert demo.events[0]["reason"] == key


async def test_safety_hold_tells_why(demo: Massager, hass: HomeAssistant) -> None:
    hass.config_entries.async_update_entry(
        demo.entry, options={"hold_reasons": ["skin_wound", "pregnancy"]}
    )
    await hass.async_block_till_done()
    await demo.use("switch.turn_on", "safety_hold")
    with pytest.raises(Exception, match="Skin wound or open sore, Pregnancy"):
        await demo.start()
    await demo.restart()
    assert demo.shows("switch", "safety_hold") == "on"
