"""Numbers: the intensity and the length of a session."""

from datetime import timedelta

from homeassistant.exceptions import ServiceValidationError
import pytest

from .entities import Massager, get_sessions, refused


async def test_range(demo: Massager) -> None:
    duration = demo.state("number", "duration").attributes
    assert (duration["min"], duration["max"], duration["step"]) == (1, 60, 1)
    assert duration["unit_of_measurement"] == "min"
    assert duration["device_class"] == "duration"

    intensity = demo.state("number", "intensity").attributes
    assert (intensity["min"], intensity["max"], intensity["step"]) == (1, 5, 1)


async def test_next_session(demo: Massager) -> None:
    assert demo.panel["duration"] == "10.0"

    await demo.use("number.set_value", "duration", value=25)
    await demo.use("number.set_value", "intensity", value=5)

    assert demo.panel["duration"] == "25.0"
    assert demo.panel["intensity"] == "5"
    assert demo.panel["program"] == "custom"
    assert demo.shows("sensor", "session_state") == "idle"


async def test_running_session(demo: Massager) -> None:
    await demo.start()

    await demo.use("number.set_value", "duration", value=25)
    await demo.use("number.set_value", "intensity", value=4)

    assert demo.driver.state is not None
    assert demo.driver.state.session is not None
    assert demo.driver.state.session.duration == timedelta(minutes=25)
    assert demo.settings.intensity == 4
    assert demo.event_types == ["started", "extended"]
    assert demo.events[1]["planned_minutes"] == 25


async def test_a_duration_alone_keeps_the_program(demo: Massager) -> None:
    await demo.use("number.set_value", "duration", value=5)

    assert demo.panel["program"] == "wind_down"


@pytest.mark.parametrize(
    ("key", "value"),
    [("duration", 0), ("duration", 61), ("intensity", 0), ("intensity", 6)],
)
async def test_out_of_range(demo: Massager, key: str, value: float) -> None:
    before = demo.panel

    with pytest.raises(ServiceValidationError):
        await demo.use("number.set_value", key, value=value)

    assert demo.panel == before


async def test_an_extension_is_for_one_session(demo: Massager) -> None:
    await demo.start()

    await demo.act("extend_session", duration=20)
    assert demo.panel["duration"] == "30.0"
    await demo.use("number.set_value", "intensity", value=1)
    await demo.act("stop_session")

    assert demo.panel["intensity"] == "1"
    assert demo.panel["duration"] == "10.0"


async def test_a_session_of_the_massager_may_be_longer_than_allowed(
    demo: Massager,
) -> None:
    """It cannot be made longer, but everything else of it can be changed."""
    await limit(demo, 5)
    demo.driver.press_button()
    await demo.until_shown("sensor", "session_state", "running")
    assert demo.panel["duration"] == "10.0"

    await demo.use("number.set_value", "intensity", value=1)
    with refused("duration_out_of_range", "1 to 5 minutes"):
        await demo.act("extend_session", duration=1)

    assert demo.settings.intensity == 1
    await demo.act("stop_session")
    assert demo.panel["duration"] == "5.0"


async def test_longest_session(demo: Massager) -> None:
    await limit(demo, 5)
    assert demo.state("number", "duration").attributes["max"] == 5
    assert demo.panel["duration"] == "5.0"

    with refused("duration_out_of_range", "1 to 5 minutes"):
        await demo.start(duration=6)
    assert demo.events[-1]["reason"] == "duration_out_of_range"
    await demo.start(program="deep_relax")

    assert demo.driver.state is not None
    assert demo.driver.state.session is not None
    assert demo.driver.state.session.duration == timedelta(minutes=5)
    with refused("duration_out_of_range"):
        await demo.act("extend_session", duration=1)
    assert await get_sessions(demo.hass) == []


async def limit(massager: Massager, minutes: int) -> None:
    """Let no session be longer than this."""
    massager.hass.config_entries.async_update_entry(
        massager.entry, options={"longest_session": minutes}
    )
    await massager.hass.async_block_till_done()
