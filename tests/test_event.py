"""Event: what happens to sessions, with what there is to know about it."""

from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.foot_massage.session_tracker import SessionEvent

from .entities import Massager, refused

STARTED = {
    "event_type": "started",
    "program": "balance",
    "minutes": 0.0,
    "planned_minutes": 12.0,
    "started_by": "home_assistant",
}


def told(massager: Massager) -> list[dict[str, Any]]:
    """Return the attributes of our own that the events had."""
    return [
        {
            key: value
            for key, value in event.items()
            if key not in ("event_types", "friendly_name", "session_id")
        }
        for event in massager.events
    ]


async def test_types(demo: Massager) -> None:
    state = demo.state("event", "session")

    assert state.state == "unknown"
    assert state.attributes["event_types"] == list(SessionEvent)


async def test_a_session(demo: Massager) -> None:
    answer = await demo.start(program="balance", duration=12)
    await demo.act("pause_session")
    await demo.act("resume_session")
    await demo.act("extend_session", duration=5)
    await demo.act("stop_session")

    assert {event["session_id"] for event in demo.events} == {answer["session_id"]}
    longer = {"planned_minutes": 17.0}
    assert told(demo) == [
        STARTED,
        STARTED | {"event_type": "paused"},
        STARTED | {"event_type": "resumed"},
        STARTED | {"event_type": "extended"} | longer,
        STARTED | {"event_type": "stopped"} | longer,
    ]


async def test_a_session_of_the_massager(demo: Massager) -> None:
    demo.driver.press_button()
    await demo.until_shown("sensor", "session_state", "running")

    (event,) = told(demo)
    assert event == STARTED | {
        "program": "custom",
        "planned_minutes": 10.0,
        "started_by": "device",
    }


async def test_a_refusal(demo: Massager) -> None:
    with refused("unsupported_setting"):
        await demo.start(intensity=9)

    (event,) = told(demo)
    assert event == {"event_type": "refused", "reason": "unsupported_setting"}


async def test_a_change_that_is_refused_is_no_refused_session(
    hass: HomeAssistant, demo: Massager
) -> None:
    with refused("not_paused"):
        await demo.act("resume_session")

    assert demo.events == []


async def test_the_last_event_survives_a_restart(demo: Massager) -> None:
    await demo.start()
    await demo.act("stop_session")
    before = demo.state("event", "session")

    await demo.restart()

    assert demo.state("event", "session").state == before.state
