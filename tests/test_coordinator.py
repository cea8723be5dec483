"""What people ask for at the same moment, all of it is done."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.foot_massage.drivers.simulated import SimulatedDriver

from .entities import Massager, until

CHANGES: tuple[Callable[[Massager], Awaitable[None]], ...] = (
    lambda demo: demo.use("switch.turn_off", "zone_ball"),
    lambda demo: demo.use("switch.turn_on", "zone_calves_and_achilles"),
    lambda demo: demo.use("select.select_option", "technique", option="kneading"),
    lambda demo: demo.use("select.select_option", "heat", option="high"),
    lambda demo: demo.use("number.set_value", "intensity", value=5),
    lambda demo: demo.use("number.set_value", "duration", value=25),
)


@pytest.mark.parametrize("running", [False, True])
async def test_changes_do_not_undo_each_other(demo: Massager, running: bool) -> None:
    if running:
        await demo.start()

    await asyncio.gather(*(change(demo) for change in CHANGES))

    assert demo.panel == {
        "program": "custom",
        "technique": "kneading",
        "intensity": "5",
        "heat": "high",
        "duration": "25.0",
    }
    assert demo.shows("switch", "zone_ball") == "off"
    assert demo.shows("switch", "zone_calves_and_achilles") == "on"
    if running:
        assert demo.settings.technique == "kneading"
        assert demo.settings.intensity == 5
        assert demo.settings.heat == "high"
        assert demo.settings.zones == {
            "arch_and_heel",
            "toes_and_dorsum",
            "calves_and_achilles",
        }
        assert demo.driver.state is not None
        assert demo.driver.state.session is not None
        assert demo.driver.state.session.duration == timedelta(minutes=25)


async def test_start_and_changes(demo: Massager) -> None:
    await asyncio.gather(demo.start(), *(change(demo) for change in CHANGES))

    assert demo.settings.technique == "kneading"
    assert demo.settings.heat == "high"
    assert demo.event_types in (["started"], ["started", "extended"])


async def test_hold_while_a_start_waits(
    demo: Massager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start was let through before the hold; it must not run on after it."""
    answered = asyncio.Event()
    stop = SimulatedDriver.stop

    async def slow_stop(driver: SimulatedDriver) -> None:
        await answered.wait()
        await stop(driver)

    monkeypatch.setattr(SimulatedDriver, "stop", slow_stop)
    work = [
        asyncio.create_task(demo.use(action, key), eager_start=True)
        for action, key in (
            ("button.press", "stop"),
            ("button.press", "start"),
            ("switch.turn_on", "safety_hold"),
        )
    ]
    await until(lambda: demo.shows("switch", "safety_hold") == "on")
    answered.set()
    await asyncio.gather(*work)

    assert demo.shows("sensor", "session_state") == "idle"
    assert demo.driver.state is not None
    assert demo.driver.state.session is None
    with pytest.raises(ServiceValidationError):
        await demo.start()
