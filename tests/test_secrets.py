"""Token and PIN stay where they belong: a massager's whole life, looked through."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
import json
import logging
from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.helpers.json import ExtendedJSONEncoder
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.diagnostics import (
    async_get_config_entry_diagnostics,
)
from custom_components.foot_massage.issues import raise_device_gone
from custom_components.foot_massage.system_health import system_health_info

from .dialogs import address, choose, go_on, reaches
from .emulator.process import EmulatorProcess
from .entities import Massager, until
from .massagers import set_up
from .sleepers.entries import sleeper_entry

pytestmark = pytest.mark.usefixtures("integration")

PIN = "730519"


@dataclass
class Secrets:
    """What nobody may come across."""

    known: set[str] = field(default_factory=lambda: {PIN})

    def found_in(self, *texts: str) -> list[str]:
        # Six digits may well be part of a longer number.
        wanted = "|".join(rf"(?<![0-9.]){one}(?![0-9])" for one in self.known)
        return [text for text in texts if re.search(wanted, text)]


@pytest.fixture
async def emulator(
    socket_enabled: None, tmp_path: Path
) -> AsyncIterator[EmulatorProcess]:
    async with EmulatorProcess(tmp_path / "massager.json", pin=PIN) as process:
        yield process


async def paired(hass: HomeAssistant, emulator: EmulatorProcess) -> MockConfigEntry:
    """Set a massager up in the dialogs, at the third attempt."""
    form = await choose(hass, "network")
    pair = await go_on(hass, form, address(emulator.port))
    await go_on(hass, pair, {"pin": "000000"})
    await emulator.admin("misbehave", {"garbage": 1})
    await go_on(hass, pair, {"pin": PIN})
    await emulator.admin("advance", {"seconds": 121})
    await go_on(hass, pair, {"pin": PIN})
    safety = await go_on(hass, pair, {"pin": PIN})
    created = await go_on(hass, safety, {"acknowledged": True})
    await hass.async_block_till_done()
    entry: MockConfigEntry = created["result"]
    assert reaches(entry)
    return entry


async def have_trouble(massager: Massager, emulator: EmulatorProcess) -> None:
    """Have everything go wrong that can, until there is nobody any more."""
    await massager.act("stop_session")
    for trouble in ("garbage", "wrong_types", "error_500", "hang_up"):
        await emulator.admin("misbehave", {trouble: 3})
        with suppress(HomeAssistantError):
            await massager.act("start_session")
    await emulator.admin("misbehave", {"fault": True})
    with pytest.raises(HomeAssistantError):
        await massager.act("start_session")
    await emulator.kill()
    with pytest.raises(HomeAssistantError):
        await massager.act("start_session")
    await emulator.start()
    await until(lambda: reaches(massager.entry))


async def paired_again(
    hass: HomeAssistant, emulator: EmulatorProcess, entry: MockConfigEntry
) -> None:
    await emulator.admin("revoke")
    await until(hass.config_entries.flow.async_progress)
    (confirm,) = hass.config_entries.flow.async_progress()
    pair = await go_on(hass, confirm, {})
    await go_on(hass, pair, {"pin": "000000"})
    result = await go_on(hass, pair, {"pin": PIN})
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done()
    assert reaches(entry)


def logged(caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    """Yield all that was logged, with the traces of errors."""
    formatter = logging.Formatter("%(name)s %(message)s")
    for record in caplog.get_records("call"):
        yield formatter.format(record)


async def shown(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, str]:
    """Return all that somebody may come to see, as text, by where it is."""

    def text(thing: object) -> str:
        return json.dumps(thing, cls=ExtendedJSONEncoder, default=repr)

    async def answer(action: str) -> Any:
        return await hass.services.async_call(
            "foot_massage", action, {}, blocking=True, return_response=True
        )

    return {
        "states": text([state.as_dict() for state in hass.states.async_all()]),
        "entities": text(
            [one.extended_dict for one in er.async_get(hass).entities.values()]
        ),
        "devices": text([one.dict_repr for one in dr.async_get(hass).devices]),
        "repairs": text([one.to_json() for one in ir.async_get(hass).issues.values()]),
        "diagnostics": text(await async_get_config_entry_diagnostics(hass, entry)),
        "system health": text(await system_health_info(hass)),
        "sessions": text(await answer("get_sessions")),
        "history": text(await answer("export_history")),
        "report": text(await answer("get_nights")),
    }


async def test_a_whole_life(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    emulator: EmulatorProcess,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = Secrets()
    await set_up(hass, sleeper_entry())
    entry = await paired(hass, emulator)
    secrets.known.add(entry.data["token"])
    massager = Massager(hass=hass, entry=entry)
    await massager.start(sleeper="Ada")
    await have_trouble(massager, emulator)
    await paired_again(hass, emulator, entry)
    secrets.known.add(entry.data["token"])
    raise_device_gone(hass, entry.entry_id, entry.title)
    assert len(secrets.known) == 3

    places = await shown(hass, entry)
    assert "Ada" in places["sessions"]
    assert not [where for where, text in places.items() if secrets.found_in(text)]
    kept = {
        key: json.dumps(stored, cls=ExtendedJSONEncoder)
        for key, stored in hass_storage.items()
        if key != "core.config_entries"
    }
    assert "foot_massage.sessions" in kept
    assert not [key for key, text in kept.items() if secrets.found_in(text)]
    await hass.config_entries.async_remove(entry.entry_id)
    assert not secrets.found_in(*logged(caplog))
