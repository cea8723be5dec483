"""The demo home starts, and its bedroom behaves like one with real bulbs."""

import asyncio

import pytest

from demo.client import HomeClient, HomeError, Json
from demo.evidence import complaints
from demo.home import RealHome

CEILING = "light.bedroom_ceiling_lamp"
LEFT = "light.bedroom_bedside_lamp_left"
RIGHT = "light.bedroom_bedside_lamp_right"
READING = "light.bedroom_reading_light"
WARDROBE = "light.bedroom_wardrobe_light"
WINDOW = "light.bedroom_window_lamp"

# They share one home.
pytestmark = pytest.mark.xdist_group("demo_parts")

FULL = 255
LOW = 26
TRANSITION = 32


async def turn_on(client: HomeClient, light: str, **data: object) -> Json:
    """Turn a light on; returns its state as soon as that is done."""
    await client.call_action("light", "turn_on", {"entity_id": light, **data})
    return await client.state(light)


async def brightness_until(client: HomeClient, light: str, target: int) -> list[int]:
    """Return every brightness seen until the target is reached."""
    seen: list[int] = []
    while not seen or seen[-1] != target:
        seen.append((await client.state(light))["attributes"]["brightness"])
        await asyncio.sleep(0.1)
    return seen


async def test_the_bedroom(client: HomeClient) -> None:
    """Each light has its own abilities."""
    states = await client.states()
    abilities = {
        light: (
            state["state"],
            set(state["attributes"]["supported_color_modes"]),
            bool(state["attributes"]["supported_features"] & TRANSITION),
        )
        for light, state in states.items()
        if light.startswith("light.")
    }
    assert abilities == {
        CEILING: ("on", {"color_temp"}, True),
        LEFT: ("on", {"color_temp"}, False),
        RIGHT: ("on", {"color_temp", "hs"}, True),
        READING: ("on", {"onoff"}, False),
        WARDROBE: ("off", {"brightness"}, False),
        WINDOW: ("unavailable", {"brightness"}, False),
    }


async def test_the_lights_are_in_the_bedroom(client: HomeClient) -> None:
    devices = await client.command("config/device_registry/list")
    areas = {
        device["area_id"]
        for device in devices
        if device["identifiers"] and device["identifiers"][0][0] == "emulated_bedroom"
    }
    assert areas == {"bedroom"}


@pytest.mark.parametrize("light", [CEILING, RIGHT])
async def test_a_transition_is_reported(client: HomeClient, light: str) -> None:
    await turn_on(client, light, brightness=FULL, color_temp_kelvin=4000)
    await turn_on(client, light, brightness=LOW, color_temp_kelvin=2200, transition=3)
    seen = await brightness_until(client, light, LOW)
    assert seen == sorted(seen, reverse=True)
    # The moment of the command, a report or two on the way, and the end.
    assert len(set(seen)) >= 3
    assert (await client.state(light))["attributes"]["color_temp_kelvin"] == 2200


@pytest.mark.parametrize(("light", "transition"), [(LEFT, 3), (CEILING, 120)])
async def test_a_bulb_that_cannot_do_a_transition_jumps(
    client: HomeClient, light: str, transition: int
) -> None:
    await turn_on(client, light, brightness=FULL)
    state = await turn_on(client, light, brightness=LOW, transition=transition)
    assert state["attributes"]["brightness"] == LOW


async def test_colour(client: HomeClient) -> None:
    state = await turn_on(client, RIGHT, hs_color=[30, 60])
    assert state["attributes"]["color_mode"] == "hs"
    assert state["attributes"]["hs_color"] == [30, 60]


async def test_on_and_off(client: HomeClient) -> None:
    await turn_on(client, LEFT, brightness=LOW)
    await client.call_action("light", "turn_off", {"entity_id": [LEFT, READING]})
    assert (await client.state(READING))["state"] == "off"
    assert (await turn_on(client, READING))["state"] == "on"
    # A bulb comes back as bright as it was.
    assert (await turn_on(client, LEFT))["attributes"]["brightness"] == LOW


async def test_the_unavailable_light_stays_so(client: HomeClient) -> None:
    assert (await turn_on(client, WINDOW))["state"] == "unavailable"


async def test_the_wall_switch_is_nobody(client: HomeClient) -> None:
    """Home Assistant knows who used its controls, not who used the switch."""
    by_owner = await turn_on(client, CEILING, brightness=FULL)
    assert by_owner["context"]["user_id"]
    await press(client, CEILING, 100)
    by_hand = await client.state(CEILING)
    assert by_hand["attributes"]["brightness"] == 100
    assert by_hand["context"]["user_id"] is None
    assert by_hand["context"]["id"] != by_owner["context"]["id"]


async def test_the_wall_switch_ends_a_transition(client: HomeClient) -> None:
    await turn_on(client, CEILING, brightness=FULL)
    await turn_on(client, CEILING, brightness=LOW, transition=60)
    await press(client, CEILING, 0)
    assert (await client.state(CEILING))["state"] == "off"


async def test_errors_reach_the_caller(client: HomeClient) -> None:
    with pytest.raises(HomeError, match="invalid_format"):
        await press(client, CEILING, 256)
    with pytest.raises(HomeError):
        await client.state("light.none")
    with pytest.raises(LookupError):
        await client.entity_id("light", "none")


async def test_bulbs_outlive_home_assistant(home: RealHome, client: HomeClient) -> None:
    await turn_on(client, RIGHT, brightness=FULL, color_temp_kelvin=4000)
    await turn_on(client, RIGHT, brightness=LOW, transition=300)
    await turn_on(client, WARDROBE, brightness=77)
    # The bulb's memory is written in the background.
    await asyncio.sleep(0.5)
    home.kill()
    assert not home.running
    await home.start()
    # What Home Assistant does not see goes on: that bulb arrived meanwhile.
    assert (await client.state(RIGHT))["attributes"]["brightness"] == LOW
    assert (await client.state(WARDROBE))["attributes"]["brightness"] == 77


async def test_the_home_is_quiet(home: RealHome) -> None:
    """Nothing but what every start logs, and what was done to it here."""
    assert list(complaints(home.log_text())) == []
    assert "ERROR" not in home.log_text()


async def press(client: HomeClient, light: str, brightness: int) -> None:
    """Change a light by hand."""
    await client.call_action(
        "emulated_bedroom",
        "press_wall_switch",
        {"entity_id": light, "brightness": brightness},
    )
