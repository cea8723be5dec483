"""Switches: the session, the zones and the safety hold."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.core.massager import Zone
from custom_components.foot_massage.drivers.base import RefusedError

from .entities import Massager, failed, get_sessions, refused, until

FOOT = {"arch_and_heel", "ball", "toes_and_dorsum"}


def zones_on(massager: Massager) -> set[str]:
    return {zone for zone in Zone if massager.shows("switch", f"zone_{zone}") == "on"}


async def test_session(demo: Massager) -> None:
    assert demo.shows("switch", "session") == "off"
    assert demo.state("switch", "session").name == "Demo foot massager"

    await demo.use("switch.turn_on", "session")
    assert demo.shows("switch", "session") == "on"
    assert demo.shows("sensor", "session_state") == "running"

    await demo.act("pause_session")
    assert demo.shows("switch", "session") == "on"

    await demo.use("switch.turn_off", "session")
    assert demo.shows("switch", "session") == "off"
    assert demo.event_types == ["started", "paused", "stopped"]


async def test_on_means_with_what_is_set(demo: Massager) -> None:
    await demo.use("select.select_option", "program", option="deep_relax")
    await demo.use("number.set_value", "duration", value=7)

    await demo.use("switch.turn_on", "session")

    assert demo.driver.state is not None
    assert demo.driver.state.session is not None
    assert demo.driver.state.session.duration.total_seconds() == 7 * 60
    # A deep relax begins gently, below what the controls show.
    assert demo.panel["intensity"] == "3"
    assert demo.settings.intensity == 2


async def test_zones(demo: Massager) -> None:
    assert zones_on(demo) == FOOT

    await demo.use("switch.turn_on", "zone_calves_and_achilles")
    assert zones_on(demo) == set(Zone)
    assert demo.shows("select", "program") == "custom"

    await demo.use("switch.turn_off", "zone_ball")
    assert zones_on(demo) == set(Zone) - {"ball"}


async def test_a_zone_of_the_running_session(demo: Massager) -> None:
    await demo.start()

    await demo.use("switch.turn_off", "zone_ball")

    assert demo.settings.zones == FOOT - {"ball"}
    assert demo.event_types == ["started"]


async def test_the_last_zone_stays(demo: Massager) -> None:
    for zone in ("toes_and_dorsum", "arch_and_heel"):
        await demo.use("switch.turn_off", f"zone_{zone}")

    with refused("no_zone", "Demo foot massager needs at least one zone"):
        await demo.use("switch.turn_off", "zone_ball")

    assert zones_on(demo) == {"ball"}


async def test_out_of_reach(demo: Massager) -> None:
    demo.driver.set_reachable(False)
    await demo.hass.async_block_till_done()

    for key in ("session", *(f"zone_{zone}" for zone in Zone)):
        assert demo.shows("switch", key) == "unavailable"
    # Who should not be massaged must be able to say so before it is back.
    await demo.use("switch.turn_on", "safety_hold")
    assert demo.shows("switch", "safety_hold") == "on"


async def hold(massager: Massager, *reasons: str) -> None:
    """Turn the safety hold on, for these reasons."""
    if reasons:
        options = {**massager.entry.options, "hold_reasons": list(reasons)}
        massager.hass.config_entries.async_update_entry(massager.entry, options=options)
        await massager.hass.async_block_till_done()
    await massager.use("switch.turn_on", "safety_hold")


@pytest.mark.parametrize(
    ("action", "key"), [("switch.turn_on", "session"), ("button.press", "start")]
)
async def test_hold_by_entity(demo: Massager, action: str, key: str) -> None:
    await hold(demo, "pregnancy", "skin_wound")

    with refused("safety_hold", "Pregnancy", "Skin wound"):
        await demo.use(action, key)

    await is_held_back(demo, "safety_hold")


async def test_hold_by_action(demo: Massager) -> None:
    await hold(demo)

    with refused("safety_hold_no_reason", "Demo foot massager"):
        await demo.start(duration=5)

    await is_held_back(demo, "safety_hold_no_reason")


async def is_held_back(massager: Massager, reason: str) -> None:
    """Make sure that nothing has begun, nor is recorded, but the refusal is told."""
    assert massager.shows("sensor", "session_state") == "idle"
    assert massager.driver.state is not None
    assert massager.driver.state.session is None
    assert await get_sessions(massager.hass) == []
    (event,) = massager.events
    assert event["event_type"] == "refused"
    assert event["reason"] == reason


async def test_hold_by_the_massagers_own_button(demo: Massager) -> None:
    await hold(demo)

    demo.driver.press_button()
    await until(lambda: "stopped" in demo.event_types)

    assert demo.shows("sensor", "session_state") == "idle"
    assert demo.event_types == ["started", "refused", "stopped"]


async def test_hold_that_the_massager_does_not_obey(
    demo: Massager, caplog: pytest.LogCaptureFixture
) -> None:
    await hold(demo)
    demo.driver.fail_next(RefusedError())

    demo.driver.press_button()
    await until(lambda: "The safety hold is on, but" in caplog.text)

    assert demo.shows("sensor", "session_state") == "stopping"
    assert demo.shows("button", "stop") != "unavailable"


async def test_hold_stops_what_runs(demo: Massager) -> None:
    await demo.start()

    await hold(demo)

    assert demo.shows("sensor", "session_state") == "idle"
    assert demo.event_types == ["started", "stopped"]


async def test_hold_is_on_even_if_the_stop_fails(demo: Massager) -> None:
    await demo.start()
    demo.driver.set_reachable(False)

    with failed("cannot_connect", "Demo foot massager"):
        await hold(demo)

    assert demo.shows("switch", "safety_hold") == "on"


async def test_hold_off(demo: Massager) -> None:
    await hold(demo)

    await demo.use("switch.turn_off", "safety_hold")

    assert (await demo.start())["session_id"]


async def test_settings_may_change_while_held(
    hass: HomeAssistant, demo: Massager
) -> None:
    await hold(demo)

    await demo.use("select.select_option", "program", option="balance")

    assert demo.panel["program"] == "balance"
