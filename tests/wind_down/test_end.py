"""What the lights do at the end, and what a cancel does."""

import asyncio

import pytest

from .bedroom import CEILING, DIM, LEFT, READING, RIGHT, WARDROBE, Bedroom

BEFORE = {CEILING: 204, LEFT: 204, RIGHT: 153, READING: 255, WARDROBE: 0}


def levels(bedroom: Bedroom) -> dict[str, int]:
    return {light: bedroom.brightness(light) for light in BEFORE}


@pytest.mark.parametrize(
    ("at_end", "expected"),
    [
        ("stay", {CEILING: DIM, LEFT: DIM, RIGHT: DIM, READING: 0, WARDROBE: 0}),
        ("off", dict.fromkeys(BEFORE, 0)),
        ("restore", BEFORE),
    ],
)
async def test_at_the_end(
    bedroom: Bedroom, at_end: str, expected: dict[str, int]
) -> None:
    await bedroom.configure(at_end=at_end, duration=3)
    await bedroom.activate()
    await bedroom.wait(175, step=1)
    assert bedroom.state == "massaging"
    await bedroom.wait(15)
    assert bedroom.state == "idle"
    assert levels(bedroom) == expected
    if at_end == "restore":
        assert bedroom.light(CEILING).attributes["color_temp_kelvin"] == 4000


@pytest.mark.parametrize("seconds", [0.5, 1, 60, 130, 300])
async def test_cancel(bedroom: Bedroom, seconds: float) -> None:
    await bedroom.activate()
    await bedroom.wait(seconds)
    await bedroom.cancel()
    assert (bedroom.state, bedroom.session) == ("idle", "idle")
    await bedroom.wait(8)
    assert levels(bedroom) == BEFORE
    assert bedroom.light(CEILING).attributes["color_temp_kelvin"] == 4000
    await bedroom.wait(60)
    assert levels(bedroom) == BEFORE
    (session,) = await bedroom.sessions()
    assert session["outcome"] == "stopped"


@pytest.mark.parametrize(
    ("seconds", "only_on"), [(0.1, False), (0.5, True), (20, True)]
)
async def test_cancel_before_a_bulb_tells(
    bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch, seconds: float, only_on: bool
) -> None:
    """It looks as before, but has set out, and reports when it has arrived."""
    monkeypatch.setattr("custom_components.emulated_bedroom.light.REPORT_INTERVAL", 60)
    await bedroom.configure(only_lights_on=only_on)
    activation = asyncio.ensure_future(bedroom.activate(transition=300))
    await bedroom.wait(seconds, step=0.1)
    await bedroom.cancel()
    await bedroom.wait(60)
    assert activation.done()
    assert levels(bedroom) == BEFORE
    assert bedroom.light(CEILING).attributes["color_temp_kelvin"] == 4000


async def test_cancel_when_idle_leaves_a_session_alone(bedroom: Bedroom) -> None:
    await bedroom.call(
        "switch", "turn_on", entity_id=bedroom.massager.entity_id("switch", "session")
    )
    await bedroom.cancel()
    assert bedroom.session == "running"


async def test_cancel_while_it_is_being_activated(bedroom: Bedroom) -> None:
    activation = asyncio.ensure_future(bedroom.wind_down.async_activate())
    await bedroom.moment(0.3)
    assert not activation.done()
    await bedroom.cancel()
    await bedroom.wait(10)
    assert activation.done()
    assert (bedroom.state, bedroom.session) == ("idle", "idle")
    assert levels(bedroom) == BEFORE


async def test_reads_finishing_while_it_cancels(bedroom: Bedroom) -> None:
    states: list[str | None] = []
    bedroom.wind_down.async_subscribe(lambda: states.append(bedroom.wind_down.state))
    await bedroom.activate()
    await bedroom.wait(124)
    await bedroom.cancel()
    assert states == ["dimming", "massaging", "finishing", "idle"]
