"""Every dialog, answered with anything: it asks again, or says why not."""

from ipaddress import ip_address
import json
from pathlib import Path
from random import Random
from typing import Any

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    SOURCE_ZEROCONF,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage import infrared_listening, try_out
from custom_components.foot_massage.const import (
    CONF_INFRARED,
    CONF_SOURCE,
    DOMAIN,
    SUBENTRY_WIND_DOWN,
    DriverKind,
)
from custom_components.foot_massage.core.massager import MassagerIdentity
from custom_components.foot_massage.core.remote import RemoteKey
from custom_components.foot_massage.core.remote_controls import InfraredSource
from custom_components.foot_massage.massager_entry import entry_data
from tests.drivers.appliance import FULL, IDENTITY, Appliance
from tests.infrared.room import EMITTER, Room, remote
from tests.massagers import EMULATED, demo_entry, set_up, wind_down_subentry
from tests.sleepers.entries import MEASURED, person, ring, sleeper_entry

from .answers import answers
from .liar import Liar, answer
from .spoil import spoilt
from .tally import Tally

pytestmark = pytest.mark.usefixtures("integration", "prompt", "nothing_loud")
MANY = (pytest.mark.slow, pytest.mark.timeout(600))
TEXTS = json.loads(
    Path("custom_components/foot_massage/translations/en.json").read_text("utf-8")
)
ENDS = {FlowResultType.CREATE_ENTRY, FlowResultType.ABORT}
LONGEST_TALK = 20
ANNOUNCED = {"api": "1", "id": "EMU1", "name": "Foot massager"}


@pytest.fixture(autouse=True)
def quick_try_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(try_out, "RUNS_S", 0.0)
    monkeypatch.setattr(try_out, "METER_PATIENCE_S", 0.0)


class Household:
    """One of everything that can be set up, and somebody who fiddles with it."""

    def __init__(self, hass: HomeAssistant, liar: Liar, tally: Tally) -> None:
        self._hass = hass
        self._liar = liar
        self._tally = tally
        self._random = Random(9)
        self._entries: list[MockConfigEntry] = []

    async def moves_in(self) -> None:
        hass = self._hass
        await Appliance.plugged_in(hass)
        self._room = await Room.furnished(hass)
        known = ring(hass)
        await person(hass, "Ada", "user")
        await person(hass, "Ben", "another")
        learned = InfraredSource(remote=remote("nec", RemoteKey.POWER), emitter=EMITTER)
        where = {"host": "127.0.0.1", "port": self._liar.port, "token": "t" * 32}
        served = MassagerIdentity(serial="EMU1", name="Foot massager")
        for entry in (
            demo_entry(subentries_data=[wind_down_subentry()]),
            _entry(entry_data(DriverKind.HTTP, served, EMULATED, **where)),
            _entry(
                entry_data(
                    DriverKind.ENTITIES,
                    IDENTITY,
                    FULL.capabilities(),
                    **{CONF_SOURCE: FULL.as_dict()},
                )
            ),
            _entry(
                entry_data(
                    DriverKind.INFRARED,
                    MassagerIdentity(serial="remote", name="Older massager"),
                    learned.capabilities(),
                    **{CONF_INFRARED: learned.as_dict()},
                )
            ),
            sleeper_entry(
                sensors={one: known[key].id for one, key in MEASURED.items()}
            ),
        ):
            self._entries.append(await set_up(hass, entry))

    async def fiddles(self) -> None:
        """Open a dialog, and answer what it asks for a while."""
        manager, shown, texts = await self._open()
        for _ in range(LONGEST_TALK):
            self._check(shown, texts)
            if shown["type"] in ENDS:
                break
            said: dict[str, Any] | None = None
            if shown["type"] is FlowResultType.SHOW_PROGRESS:
                self._room.hear(remote().keys[RemoteKey.POWER].frame)
                await self._hass.async_block_till_done()
            else:
                said = answers(self._hass, self._random, shown)
            try:
                shown = await manager.async_configure(shown["flow_id"], said)
            except InvalidData:
                self._tally.count("refused by the schema")
            else:
                self._tally.count(_outcome(shown))
        if shown["type"] not in ENDS:
            manager.async_abort(shown["flow_id"])
        await self._tidies_up()

    async def _open(self) -> tuple[Any, Any, dict[str, Any]]:
        """Return who keeps a dialog, what it shows first, and its texts."""
        manager = self._hass.config_entries
        entry = self._random.choice(self._entries)
        whose = {"entry_id": entry.entry_id}
        match self._random.randrange(8):
            case 0:
                texts = TEXTS["options"]
                return (
                    manager.options,
                    await self._begun(
                        manager.options, entry.entry_id, {"source": SOURCE_USER}
                    ),
                    texts,
                )
            case 1:
                return await self._about_a_wind_down()
            case 2:
                context = {"source": SOURCE_RECONFIGURE, **whose}
                shown = await self._begun(manager.flow, DOMAIN, context)
            case 3:
                entry = self._entries[1]
                context = {"source": SOURCE_REAUTH, "entry_id": entry.entry_id}
                shown = await self._begun(manager.flow, DOMAIN, context, entry.data)
            case 4:
                context = {"source": SOURCE_ZEROCONF}
                found = self._announced()
                shown = await self._begun(manager.flow, DOMAIN, context, found)
            case _:
                context = {"source": SOURCE_USER}
                shown = await self._begun(manager.flow, DOMAIN, context)
        return manager.flow, shown, TEXTS["config"]

    async def _about_a_wind_down(self) -> tuple[Any, Any, dict[str, Any]]:
        entry = self._entries[0]
        context = {"source": SOURCE_USER}
        if self._random.random() < 0.5:
            (subentry_id, *_) = entry.subentries
            context = {"source": SOURCE_RECONFIGURE, "subentry_id": subentry_id}
        manager = self._hass.config_entries.subentries
        handler = (entry.entry_id, SUBENTRY_WIND_DOWN)
        texts = TEXTS["config_subentries"][SUBENTRY_WIND_DOWN]
        return manager, await self._begun(manager, handler, context), texts

    async def _begun(
        self, manager: Any, handler: Any, context: Any, data: Any = None
    ) -> Any:
        shown = await manager.async_init(handler, context=context, data=data)
        self._tally.count("opened")
        return shown

    def _announced(self) -> ZeroconfServiceInfo:
        properties = spoilt(self._random, ANNOUNCED)
        return ZeroconfServiceInfo(
            ip_address=ip_address("127.0.0.1"),
            ip_addresses=[ip_address("127.0.0.1")],
            port=self._random.choice((self._liar.port, None, 0)),
            hostname="it.local.",
            type="_foot-massage._tcp.local.",
            name="It._foot-massage._tcp.local.",
            # On the wire there are texts, and names without one.
            properties={
                name: None if value is None else str(value)
                for name, value in properties.items()
            }
            if isinstance(properties, dict)
            else {},
        )

    def _check(self, shown: Any, texts: dict[str, Any]) -> None:
        """Whatever is said has words."""
        for error in (shown.get("errors") or {}).values():
            assert error in texts["error"], error
        if shown["type"] is FlowResultType.ABORT:
            known = {*texts["abort"], *_OF_HOME_ASSISTANT}
            assert shown["reason"] in known, shown["reason"]

    async def _tidies_up(self) -> None:
        """Have the home as it was, more or less."""
        await self._hass.async_block_till_done()
        manager = self._hass.config_entries
        for entry in manager.async_entries(DOMAIN):
            if entry not in self._entries:
                await manager.async_remove(entry.entry_id)
        for flow in manager.flow.async_progress():
            manager.flow.async_abort(flow["flow_id"])
        demo = self._entries[0]
        for subentry_id in [*demo.subentries][1:]:
            manager.async_remove_subentry(demo, subentry_id)
        await self._hass.async_block_till_done()
        for entry in self._entries:
            assert entry.state is ConfigEntryState.LOADED, entry.as_dict()


_OF_HOME_ASSISTANT = {
    "reconfigure_successful",
    "reauth_successful",
    "already_in_progress",
}


def _entry(data: dict[str, Any]) -> MockConfigEntry:
    serial = data["identity"]["serial"]
    return MockConfigEntry(
        domain=DOMAIN,
        title=data["identity"]["name"],
        unique_id=f"{data['driver']}_{serial}" if serial != "EMU1" else serial,
        data=data,
    )


def _outcome(shown: Any) -> str:
    if shown["type"] is FlowResultType.FORM:
        return "asked again" if shown.get("errors") else "asked more"
    return str(shown["type"].value)


@pytest.mark.parametrize("times", [30, pytest.param(1000, marks=MANY)])
async def test_dialogs(
    hass: HomeAssistant,
    liar: Liar,
    tally: Tally,
    monkeypatch: pytest.MonkeyPatch,
    times: int,
) -> None:
    monkeypatch.setattr(infrared_listening, "PATIENCE_S", 0.05)
    # The old remote's massager is not there, and takes as long to say nothing.
    monkeypatch.setattr(try_out, "REST_PATIENCE_S", 0.6 if times > 100 else 0.05)
    monkeypatch.setattr(infrared_listening, "RELEASE_S", 0.05)
    household, random = Household(hass, liar, tally), Random(10)
    await household.moves_in()
    liar.answers = lambda path: (
        answer(random) if "pairing" in path and random.random() < 0.3 else None
    )
    for _ in range(times):
        await household.fiddles()
