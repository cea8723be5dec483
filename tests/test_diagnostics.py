"""What the diagnostics file tells, and above all what it does not."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.json import ExtendedJSONEncoder
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.core.massager import MassageSettings
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.session import Outcome, Session, StartedBy
from custom_components.foot_massage.diagnostics import (
    async_get_config_entry_diagnostics,
)

from .emulator.process import EmulatorProcess
from .massagers import demo_entry, paired_entry, set_up, wind_down_subentry

pytestmark = pytest.mark.usefixtures("integration")

EVENING = datetime(2026, 11, 1, 20, tzinfo=UTC)
REDACTED = "**REDACTED**"


async def diagnostics_of(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Return the diagnostics as they stand in the file."""
    found = await async_get_config_entry_diagnostics(hass, entry)
    text = json.dumps(found, cls=ExtendedJSONEncoder)
    assert "object at 0x" not in text
    file: dict[str, Any] = json.loads(text)
    return file


async def test_nothing_tells_who_someone_is(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(
        emulator,
        options={"hold_reasons": ["pregnancy"]},
        subentries_data=[wind_down_subentry("Ann in bed")],
    )
    await set_up(hass, entry)
    coordinator = entry.runtime_data.coordinator
    for sleeper in ("Ann", "Bob"):
        await coordinator.async_start_session(
            context=Context(user_id="the-user"), sleeper=sleeper
        )
        if sleeper == "Ann":
            await coordinator.async_stop_session()
            await hass.async_block_till_done()

    file = await diagnostics_of(hass, entry)

    assert file["session"]["sleeper"] == REDACTED
    assert file["session"]["user_id"] == REDACTED
    (recent,) = file["recent_sessions"]
    assert recent["sleeper"] == REDACTED
    assert recent["outcome"] == "stopped"
    text = json.dumps(file)
    for secret in (
        "Ann",
        "Bob",
        "the-user",
        "pregnancy",
        "127.0.0.1",
        entry.data["token"],
        emulator.device_id,
    ):
        assert f'"{secret}"' not in text


async def test_what_it_tells(hass: HomeAssistant, emulator: EmulatorProcess) -> None:
    entry = await paired_entry(emulator, subentries_data=[wind_down_subentry()])
    await set_up(hass, entry)

    idle = await diagnostics_of(hass, entry)
    assert idle["problem"] is None
    assert idle["report"]["activity"] == "idle"
    assert idle["report"]["session"] is None
    assert idle["session"] is None
    assert idle["recent_sessions"] == []
    assert list(idle["wind_downs"].values()) == ["idle"]
    assert idle["entry"]["data"]["identity"]["model"] == "Emulated FM-5"
    assert idle["entry"]["data"]["capabilities"]["longest"] == 3600

    await emulator.admin("button", {"button": "power"})
    while not entry.runtime_data.coordinator.runner.session:
        await hass.async_block_till_done()
    running = await diagnostics_of(hass, entry)
    assert running["report"]["session"]["started_by_device"] is True
    assert running["session"]["started_by"] == "device"

    await entry.runtime_data.coordinator.async_stop_session()
    await hass.async_block_till_done()
    ended = await diagnostics_of(hass, entry)
    assert ended["report"]["last_session"]["reason"] == "stopped_remote"


async def test_a_massager_out_of_reach(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator)
    await emulator.kill()
    await set_up(hass, entry)

    file = await diagnostics_of(hass, entry)

    assert file["report"] is None
    assert file["problem"] == "CannotConnectError"


async def test_no_more_than_ten_sessions(hass: HomeAssistant) -> None:
    entry = demo_entry()
    await set_up(hass, entry)
    for number in range(11):
        session = Session(
            session_id=f"session-{number}",
            massager_id=entry.entry_id,
            program=ProgramKey.BALANCE,
            settings=MassageSettings(),
            planned=timedelta(minutes=10),
            started_by=StartedBy.DEVICE,
            seen_at=EVENING,
        )
        at = EVENING + timedelta(hours=number)
        entry.runtime_data.coordinator.log.finish(
            session.end(Outcome.COMPLETED, at, session.planned)
        )
    await hass.async_block_till_done()

    file = await diagnostics_of(hass, entry)

    assert len(file["recent_sessions"]) == 10
    assert file["recent_sessions"][0]["session_id"] == "session-10"
