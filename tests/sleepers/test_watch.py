"""What nobody could have seen: a massager away, and what it remembers."""

from homeassistant.config_entries import ConfigEntryDisabler

from custom_components.foot_massage.core.nights import Exposure

from .bedroom import Bedroom


async def test_a_disabled_massager_is_not_asked(bedroom: Bedroom) -> None:
    hass = bedroom.hass
    await hass.config_entries.async_set_disabled_by(
        bedroom.massager.entry.entry_id, ConfigEntryDisabler.USER
    )
    await bedroom.until("07:00", days=2)
    await bedroom.tells(7)
    assert bedroom.night().exposure is Exposure.OTHER


async def test_a_massager_that_is_removed_leaves_no_gap(bedroom: Bedroom) -> None:
    hass = bedroom.hass
    await bedroom.until("19:00")
    bedroom.massager.driver.set_reachable(False)
    await bedroom.settle()
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    assert bedroom.night().exposure is Exposure.UNKNOWN
    await hass.config_entries.async_remove(bedroom.massager.entry.entry_id)
    await bedroom.until("07:00", days=1)
    await bedroom.tells(8)
    assert bedroom.night().exposure is Exposure.OTHER


async def test_gaps_are_kept_over_a_restart(bedroom: Bedroom) -> None:
    await bedroom.until("19:00")
    bedroom.massager.driver.set_reachable(False)
    await bedroom.until("21:00")
    bedroom.massager.driver.set_reachable(True)
    await bedroom.until("23:00")
    await bedroom.reload()
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    assert bedroom.night().exposure is Exposure.UNKNOWN


async def test_a_massager_that_cannot_remember(bedroom: Bedroom) -> None:
    """The demo massager forgets, so what was missed stays unknown."""
    await bedroom.until("19:00")
    bedroom.massaged("18:30", by="somebody")
    bedroom.massager.driver.set_reachable(False)
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    bedroom.massager.driver.set_reachable(True)
    await bedroom.settle()
    assert bedroom.night().exposure is Exposure.UNKNOWN
