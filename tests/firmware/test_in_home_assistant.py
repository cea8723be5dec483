"""Our firmware in a real Home Assistant, through its own ESPHome integration.

The chip keeps real minutes here: both clocks are to agree.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
import time
from typing import Any

import pytest

from demo.client import HomeClient
from demo.evidence import complaints
from demo.home import RealHome
from demo.massager import WIND_DOWN, lights

from .build import FIRMWARE, build
from .chip import Chip

pytestmark = [pytest.mark.firmware, pytest.mark.slow, pytest.mark.timeout(900)]

PORT = 16056
POLLS = 700
SPEED = "motor_speed"


class Bedroom:
    """The home, the chip, and the massager that Home Assistant makes of it."""

    def __init__(self, home: RealHome, chip: Chip) -> None:
        self.home = home
        self.chip = chip
        self.switch = ""

    @property
    def client(self) -> HomeClient:
        return self.home.client

    @property
    def motor(self) -> bool:
        """Whether the chip drives the motor: one of the two ways round."""
        return self.chip.pin(SPEED) > 0

    async def set_up(self) -> None:
        """Add the chip, then the massager: it is recognised, nothing is asked."""
        address = {"host": "127.0.0.1", "port": self.chip.port}
        await self.client.add_entry(address, domain="esphome")
        device_id = await self._device_id()
        await self.client.add_entry(
            {"next_step_id": "entities"},
            {"device_id": device_id, "entities": []},
            {},
            {"next_step_id": "it_ran"},
            {"acknowledged": True},
        )
        self.switch = await self.client.entity_id("switch", "session")

    async def _device_id(self) -> str:
        """Return the chip's device, once all its entities are there."""
        for _ in range(POLLS):
            states = await self.client.states()
            if any(key.startswith("sensor.foot_massager_time_left") for key in states):
                break
            await asyncio.sleep(0.2)
        devices = await self.client.command("config/device_registry/list")
        ours = [one["id"] for one in devices if one["manufacturer"] == "foot_massage"]
        assert ours, self.home.log_text()[-3000:]
        return str(ours[0])

    async def act(self, action: str, **data: Any) -> None:
        await self.client.call_action(
            "foot_massage", action, {"entity_id": self.switch, **data}
        )

    async def shows(self, platform: str, key: str) -> str:
        state = await self.client.state(await self.client.entity_id(platform, key))
        return str(state["state"])

    async def until_shown(self, platform: str, key: str, value: str) -> None:
        for _ in range(POLLS):
            if await self.shows(platform, key) == value:
                return
            await asyncio.sleep(0.2)
        raise AssertionError(f"{key} is {await self.shows(platform, key)}")

    async def until(self, condition: Callable[[], bool]) -> None:
        await self.chip.until(condition, within_s=100)

    async def sessions(self) -> list[dict[str, Any]]:
        answer = await self.client.call_action(
            "foot_massage", "get_sessions", return_response=True
        )
        found: list[dict[str, Any]] = answer["sessions"]
        return found

    async def last(self) -> tuple[str, float]:
        """Return how the latest session ended, and its minutes."""
        session = (await self.sessions())[-1]
        return session["outcome"], session["minutes"]


@pytest.fixture(scope="module")
def real_program() -> Path:
    return build(
        FIRMWARE / "host.yaml",
        "real",
        name="foot-massager-real",
        port=str(PORT),
        mac_address="06:35:69:AB:F6:7C",
        minute_ms="60000",
        rest_ms="3000",
    )


@pytest.fixture
async def bedroom(
    real_program: Path, socket_enabled: None, tmp_path: Path
) -> AsyncIterator[Bedroom]:
    chip = Chip(real_program, tmp_path / "flash", PORT)
    await chip.start()
    try:
        with RealHome(tmp_path / "config") as home:
            await home.seed()
            await home.start()
            bedroom = Bedroom(home, chip)
            await bedroom.set_up()
            # Home Assistant writes its registries with a delay of its own.
            await home.restart()
            await bedroom.until_shown("binary_sensor", "connection", "on")
            yield bedroom
            assert list(complaints(home.log_text())) == []
    finally:
        await chip.cut_power()


async def test_from_start_to_stop(bedroom: Bedroom) -> None:
    await bedroom.act("start_session", technique="kneading", intensity=4, duration=2)
    await bedroom.until_shown("sensor", "session_state", "running")
    assert bedroom.motor
    before = bedroom.chip.pin(SPEED)
    number = await bedroom.client.entity_id("number", "intensity")
    await bedroom.client.call_action(
        "number", "set_value", {"entity_id": number, "value": 1}
    )
    await bedroom.until(lambda: 0 < bedroom.chip.pin(SPEED) < before)

    await bedroom.act("pause_session")
    await bedroom.until_shown("sensor", "session_state", "paused")
    assert not bedroom.motor
    await bedroom.act("resume_session")
    await bedroom.until_shown("sensor", "session_state", "running")
    assert bedroom.motor

    await bedroom.act("stop_session")
    assert await bedroom.shows("sensor", "session_state") == "idle"
    assert not bedroom.motor
    assert (await bedroom.last())[0] == "stopped"
    assert len(await bedroom.sessions()) == 1


async def test_wind_down(bedroom: Bedroom) -> None:
    client = bedroom.client
    (entry,) = await client.config_entries()
    wind_down = {
        **WIND_DOWN,
        "lights": list(lights(await client.states())),
        "fade_minutes": 0.5,
        "duration": 1,
    }
    await client.add_subentry(entry["entry_id"], "wind_down", wind_down)
    for _ in range(POLLS):
        if any(
            one["entity_id"].startswith("scene.") for one in await client.our_entities()
        ):
            break
        await asyncio.sleep(0.2)
    await bedroom.until_shown("binary_sensor", "connection", "on")
    scene = await client.entity_id("scene", "wind_down")
    await client.call_action("scene", "turn_on", {"entity_id": scene})
    await bedroom.until_shown("sensor", "session_state", "running")
    assert bedroom.motor
    assert await bedroom.shows("sensor", "wind_down") == "dimming"
    await bedroom.until_shown("sensor", "wind_down", "idle")

    assert not bedroom.motor
    assert await bedroom.last() == ("completed", 1.0)
    (session,) = await bedroom.sessions()
    assert session["started_by"] == "wind_down"
    for _ in range(POLLS):
        states = lights(await client.states()).values()
        if all(state["state"] != "on" for state in states):
            return
        await asyncio.sleep(0.2)
    raise AssertionError("The lights stay on")


async def test_home_assistant_is_killed(bedroom: Bedroom) -> None:
    """The chip's own clock ends the session on time."""
    started = time.monotonic()
    # One way round, without the breaks in which a motor turns.
    await bedroom.act("start_session", technique="rolling", duration=1)
    await bedroom.until_shown("sensor", "session_state", "running")
    bedroom.home.kill()
    assert bedroom.motor
    await bedroom.until(lambda: not bedroom.motor)
    assert bedroom.chip.changes[-1][0] - started < 62

    await bedroom.home.start()
    await bedroom.until_shown("binary_sensor", "connection", "on")
    await bedroom.until_shown("sensor", "session_state", "idle")
    assert await bedroom.last() == ("completed", 1.0)
    assert len(await bedroom.sessions()) == 1


async def test_home_assistant_is_back_in_time(bedroom: Bedroom) -> None:
    await bedroom.act("start_session", duration=2)
    await bedroom.until_shown("sensor", "session_state", "running")
    bedroom.home.kill()
    await bedroom.home.start()
    await bedroom.until_shown("sensor", "session_state", "running")
    assert bedroom.motor
    await bedroom.until_shown("sensor", "session_state", "idle")
    assert not bedroom.motor
    assert await bedroom.last() == ("completed", 2.0)
    assert len(await bedroom.sessions()) == 1


@pytest.mark.parametrize("both", [False, True])
async def test_the_chip_loses_its_power(bedroom: Bedroom, both: bool) -> None:
    await bedroom.act("start_session", duration=5)
    await bedroom.until_shown("sensor", "session_state", "running")
    if both:
        bedroom.home.kill()
    await bedroom.chip.cut_power()
    await bedroom.chip.start()
    if both:
        await bedroom.home.start()
    await bedroom.until_shown("binary_sensor", "connection", "on")
    await bedroom.until_shown("sensor", "session_state", "idle")

    assert not bedroom.motor
    outcome, minutes = await bedroom.last()
    assert outcome == "interrupted"
    assert minutes < 1
    assert len(await bedroom.sessions()) == 1
