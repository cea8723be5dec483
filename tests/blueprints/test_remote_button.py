"""The remote blueprint: presses of all kinds of buttons, and what they do."""

from typing import Any

import pytest

from .evening import Evening

NAME = "remote_button"
BUTTON = "event.button"


async def remote(evening: Evening, **inputs: Any) -> None:
    inputs = {"button": [BUTTON], "wind_down": evening.scene} | inputs
    await evening.automate(NAME, massager=evening.device, **inputs)


@pytest.mark.parametrize(
    "names",
    [
        # Shelly, Hue, Matter, BTHome, Zigbee2MQTT, HomeKit.
        ("single_push", "double_push", "long_push"),
        ("short_release", "double_press", "long_press"),
        ("multi_press_1", "multi_press_2", "long_press"),
        ("press", "double_press", "hold_press"),
        ("single", "double", "hold"),
        ("single_press", "double_press", "long_press"),
    ],
)
async def test_buttons(evening: Evening, names: tuple[str, str, str]) -> None:
    short, double, long = names
    await remote(evening)
    await evening.fire(BUTTON, short)
    assert evening.session == "running"
    await evening.fire(BUTTON, short)
    assert evening.session == "idle"
    await evening.fire(BUTTON, double)
    assert evening.massager.shows("sensor", "wind_down") == "massaging"
    await evening.fire(BUTTON, long)
    assert evening.massager.shows("sensor", "wind_down") == "idle"
    assert evening.session == "idle"
    assert evening.asked == [
        "start_session",
        "stop_session",
        "start_wind_down",
        "cancel_wind_down",
        "stop_session",
    ]


async def test_short_press_in_a_pause(evening: Evening) -> None:
    await remote(evening)
    await evening.fire(BUTTON, "press")
    await evening.act("pause_session")
    await evening.fire(BUTTON, "press")
    assert evening.session == "running"


async def test_what_it_starts(evening: Evening) -> None:
    await remote(evening, program="balance", duration=7)
    await evening.fire(BUTTON, "press")
    assert evening.massager.panel["program"] == "balance"
    assert evening.session_length == 7


async def test_without_a_wind_down(evening: Evening) -> None:
    await remote(evening, wind_down="")
    await evening.fire(BUTTON, "double")
    assert evening.asked == []
    await evening.fire(BUTTON, "long")
    assert evening.asked == ["stop_session"]


@pytest.mark.parametrize("name", ["initial_press", "long_release", "triple", "turn"])
async def test_other_names(evening: Evening, name: str) -> None:
    await remote(evening)
    await evening.fire(BUTTON, name)
    assert evening.asked == []


async def test_a_name_that_was_added(evening: Evening) -> None:
    await remote(evening, short_names=["initial_press"])
    await evening.fire(BUTTON, "initial_press")
    assert evening.session == "running"


async def test_a_button_that_comes_back(evening: Evening) -> None:
    """What was pressed before it was away is not pressed again."""
    await remote(evening)
    await evening.fire(BUTTON, "press")
    state = evening.hass.states.get(BUTTON)
    assert state
    await evening.set(BUTTON, "unavailable")
    await evening.set(BUTTON, state.state, event_type="press")
    assert evening.asked == ["start_session"]


def tag(name: str, **more: Any) -> dict[str, Any]:
    """Return a trigger as the editor makes it."""
    return {"trigger": "event", "event_type": name, **more}


@pytest.mark.parametrize(
    ("short", "double", "long"),
    [(1, 1, 1), (2, 1, 1), (1, 2, 3), (0, 2, 1), (0, 0, 1), (2, 0, 0)],
)
async def test_other_triggers(
    evening: Evening, short: int, double: int, long: int
) -> None:
    """Each counts as the press that it was added to, whatever its id."""
    kinds = {"short": short, "double": double, "long": long}
    triggers = {
        f"{kind}_triggers": [
            tag(f"{kind}_{number}", id="long") for number in range(many)
        ]
        for kind, many in kinds.items()
    }
    await remote(evening, button=[], **triggers)
    expected = {
        "short": ["start_session"],
        "double": ["start_wind_down"],
        "long": ["cancel_wind_down", "stop_session"],
    }
    for kind, many in kinds.items():
        for number in range(many):
            evening.asked.clear()
            evening.hass.bus.async_fire(f"{kind}_{number}")
            await evening.settle()
            assert evening.asked == expected[kind]
            await evening.act("stop_session")


async def test_a_trigger_that_is_disabled(evening: Evening) -> None:
    await remote(
        evening,
        short_triggers=[tag("one", enabled=False), tag("two")],
        long_triggers=[tag("three")],
    )
    for name in ("one", "two", "three"):
        evening.hass.bus.async_fire(name)
        await evening.settle()
    assert evening.asked == ["start_session", "cancel_wind_down", "stop_session"]


async def test_a_trigger_with_a_template(evening: Evening) -> None:
    """As those of MQTT have, which is read again when a button is pressed."""
    template = tag("mqtt", event_data={"action": "{{ value_json.action.name }}"})
    await remote(evening, long_triggers=[template])
    await evening.fire(BUTTON, "press")
    assert evening.session == "running"


async def test_safety_hold(evening: Evening) -> None:
    await remote(evening)
    hold = evening.massager.entity_id("switch", "safety_hold")
    await evening.act("switch.turn_on", hold)
    await evening.fire(BUTTON, "press")
    assert evening.session == "idle"
