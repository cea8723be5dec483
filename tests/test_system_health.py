"""What the system information says about us."""

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.foot_massage.const import DOMAIN

from .emulator.process import EmulatorProcess
from .massagers import demo_entry, paired_entry

pytestmark = pytest.mark.usefixtures("integration")


async def test_counts_only(hass: HomeAssistant, emulator: EmulatorProcess) -> None:
    assert await async_setup_component(hass, "system_health", {})
    demo, away = demo_entry(), await paired_entry(emulator)
    await emulator.kill()
    for entry in (demo, away):
        entry.add_to_hass(hass)
    assert await async_setup_component(hass, DOMAIN, {})
    await hass.async_block_till_done()
    await demo.runtime_data.coordinator.async_start_session()
    await demo.runtime_data.coordinator.async_stop_session()
    await hass.async_block_till_done()

    assert await get_system_health_info(hass, DOMAIN) == {
        "massagers": 2,
        "reachable": 1,
        "sleepers": 0,
        "recorded_sessions": 1,
        "recorded_nights": 0,
        "store_version": 1,
    }
