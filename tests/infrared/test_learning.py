"""A remote is learned key by key in the set-up dialog, through a real receiver."""

import asyncio
from typing import Any

from homeassistant.components.infrared.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from infrared_protocols.commands.nec import NECCommand
import pytest

from custom_components.foot_massage import infrared_listening, try_out
from custom_components.foot_massage.core import infrared_learn
from custom_components.foot_massage.core.infrared import RawCode, alike
from custom_components.foot_massage.core.infrared_press import Verdict
from custom_components.foot_massage.core.remote import RemoteKey, remote_from_dict
from tests.core.infrared_air import REMOTES, sent

from .dialog import Dialog
from .room import EMITTER, Machine, Room, remote

pytestmark = pytest.mark.usefixtures("integration")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between presses, and the try-out is short."""
    monkeypatch.setattr(infrared_learn, "_SAME_PRESS_S", 0.0)
    monkeypatch.setattr(infrared_listening, "RELEASE_S", 0.01)
    monkeypatch.setattr(try_out, "RUNS_S", 0.01)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(infrared_listening, "PATIENCE_S", 0.05)


async def learn(dialog: Dialog, name: str, key: str, command: int) -> None:
    """Press a key until it is known."""
    await dialog.begin_to_learn(key)
    for press in range(6):
        await dialog.press(REMOTES[name](command, press % 2))
        if dialog.shown["type"] is FlowResultType.MENU:
            return
        assert dialog.said == Verdict.PRESS_AGAIN
    await asyncio.sleep(0.05)
    await dialog.settled()
    assert dialog.shown["type"] is FlowResultType.MENU, dialog.shown


def same(one: RawCode, other: RawCode) -> bool:
    """Return whether codes are the same; either form may come first."""
    forms, others = (
        [form for form in (code.frame, code.toggled) if form] for code in (one, other)
    )
    return len(forms) == len(others) and all(
        any(alike(form, match) for match in others) for form in forms
    )


@pytest.mark.parametrize("name", ["nec", "samsung", "rc5", "sony", "rc6"])
async def test_whole_remote(hass: HomeAssistant, room: Room, name: str) -> None:
    keys = (RemoteKey.POWER, RemoteKey.INTENSITY_UP, RemoteKey.INTENSITY_DOWN)
    real = remote(name, *keys, intensity_levels=3, intensity_start=2)
    dialog = await Dialog.opened(room)
    assert "behaviour" not in dialog.shown["menu_options"]
    for number, key in enumerate(keys, 1):
        await learn(dialog, name, key, number)
    assert "Power, Intensity up" in dialog.shown["description_placeholders"]["keys"]
    room.machine = Machine(real)

    await dialog.behave(intensity_levels=3, intensity_start=2, gap_ms=50)
    room.emitter.sent.clear()
    entry = await dialog.finish()

    # The massager has understood what was learned.
    down = [RemoteKey.INTENSITY_DOWN]
    assert room.machine.pressed == [RemoteKey.POWER, *down, RemoteKey.POWER]
    assert not room.machine.on
    learned = remote_from_dict(entry.data["infrared"]["remote"])
    codes = [learned.keys[key] for key in room.machine.pressed]
    assert room.emitter.sent == [
        (code.timings(toggled=press % 2 == 0), code.carrier)
        for press, code in enumerate(codes)
    ]
    for key in keys:
        assert same(learned.keys[key], real.keys[key])
    assert entry.data["capabilities"]["intensity_levels"] == 3
    switch = hass.states.get("switch.old_massager")
    assert switch
    assert switch.attributes["assumed_state"] is True


POWER = sent("nec", 1)
CUT = POWER[:31]
OTHER_KEY = sent("nec", 2)
SAID: list[tuple[Verdict, list[list[int]]]] = [
    (Verdict.PRESS_AGAIN, [POWER]),
    (Verdict.DIFFERENT, [POWER, OTHER_KEY]),
    (Verdict.REPEAT_ONLY, [[9000, -2250, 562]]),
    (Verdict.TRUNCATED, [CUT]),
    (Verdict.MIXED, [[*POWER, -20_000, *OTHER_KEY]]),
    (Verdict.NOISE, [[300, -5000, 1200, -90, 2000, -700] * 5]),
    (Verdict.TOO_SHORT, [[500, -500, 500]]),
    (Verdict.TOO_LONG, [[500, -500] * 600]),
]


@pytest.mark.parametrize(("verdict", "heard"), SAID, ids=[one for one, _ in SAID])
async def test_what_is_said(
    room: Room, translations: dict[str, str], verdict: Verdict, heard: Any
) -> None:
    dialog = await Dialog.opened(room)
    await dialog.begin_to_learn("power")
    for frame in heard:
        room.receiver.hear(frame, None)
        await dialog.settled()
    assert dialog.said == verdict
    assert f"config.progress.{verdict}" in translations
    assert f"config.error.heard_{verdict}" in translations

    # There is a way on: the right key, from near by.
    for _ in range(3):
        room.hear(POWER)
        await dialog.settled()
    await asyncio.sleep(0.05)
    await dialog.settled()
    assert dialog.shown["step_id"] == "remote"


@pytest.mark.parametrize(("verdict", "heard"), SAID, ids=[one for one, _ in SAID])
@pytest.mark.usefixtures("impatient")
async def test_what_is_said_when_nothing_more_comes(
    room: Room, verdict: Verdict, heard: Any
) -> None:
    dialog = await Dialog.opened(room)
    await dialog.begin_to_learn("power")
    for frame in heard:
        room.receiver.hear(frame, None)
        await dialog.settled()
    await asyncio.sleep(0.1)
    await dialog.settled()
    assert dialog.shown["step_id"] == "learn_key"
    assert dialog.error == f"heard_{verdict}"


@pytest.mark.usefixtures("impatient")
async def test_silence(room: Room) -> None:
    dialog = await Dialog.opened(room)
    await dialog.begin_to_learn("power")
    await asyncio.sleep(0.1)
    await dialog.settled()
    assert dialog.error == "silence"


async def test_key_that_is_known(room: Room) -> None:
    dialog = await Dialog.opened(room)
    await learn(dialog, "nec", "power", 1)
    await dialog.begin_to_learn("heat")
    await dialog.press(NECCommand(address=0x12, command=1))
    assert dialog.error == "heard_duplicate"
    assert dialog.shown["description_placeholders"]["duplicate"] == "Power"
    # The same key may be learned anew.
    await dialog.listen("power")
    await dialog.press(NECCommand(address=0x12, command=1))
    assert dialog.said == Verdict.PRESS_AGAIN


async def test_wrong_remote(room: Room) -> None:
    dialog = await Dialog.opened(room)
    await learn(dialog, "nec", "power", 1)
    await dialog.begin_to_learn("heat")
    await dialog.press(NECCommand(address=0x13, command=2))
    assert dialog.error == "heard_other_remote"
    await dialog.listen("heat", any_remote=True)
    await dialog.press(NECCommand(address=0x13, command=2))
    assert dialog.said == Verdict.PRESS_AGAIN


async def test_flickering_lamp_does_not_flicker_the_dialog(room: Room) -> None:
    dialog = await Dialog.opened(room)
    await dialog.begin_to_learn("power")
    for _ in range(5):
        room.receiver.hear(SAID[5][1][0], None)
        await dialog.settled()
    assert dialog.said == Verdict.NOISE


async def test_key_that_is_held(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(infrared_learn, "_SAME_PRESS_S", 0.05)
    dialog = await Dialog.opened(room)
    await dialog.begin_to_learn("power")
    for _ in range(3):
        await asyncio.sleep(0.1)
        room.receiver.hear(POWER, 38_000)
        for _ in range(3):
            room.receiver.hear([9000, -2250, 562], 38_000)
        await dialog.settled()
    await asyncio.sleep(0.1)
    await dialog.settled()
    assert dialog.shown["step_id"] == "remote"


async def test_dialog_that_is_closed(hass: HomeAssistant, room: Room) -> None:
    dialog = await Dialog.opened(room)
    await dialog.begin_to_learn("power")
    hass.config_entries.flow.async_abort(dialog.shown["flow_id"])
    await hass.async_block_till_done(wait_background_tasks=True)
    callbacks = "_InfraredReceiverEntity__signal_callbacks"
    assert not getattr(room.receiver, callbacks)


async def test_receiver_that_is_gone(hass: HomeAssistant, room: Room) -> None:
    dialog = await Dialog.opened(room)
    await dialog.go_to("learn_key")
    # It is removed while the dialog is open.
    await hass.data[DATA_COMPONENT].async_remove_entity("infrared.ear")
    hass.states.async_set("infrared.ear", "unknown", {"device_class": "receiver"})
    await dialog.answer(receiver="infrared.ear", key="power", any_remote=False)
    assert dialog.error == "no_receiver"
    hass.config.components.remove("infrared")
    await dialog.answer(receiver="infrared.ear", key="power", any_remote=False)
    assert dialog.error == "no_receiver"
    hass.states.async_remove("infrared.ear")
    await dialog.answer(receiver="infrared.ear", key="power", any_remote=False)
    assert dialog.shown["menu_options"] == ["paste_key", "import_remote"]


async def test_emitter_without_receiver(hass: HomeAssistant, room: Room) -> None:
    hass.states.async_remove("infrared.ear")
    dialog = await Dialog.opened(room)
    assert dialog.shown["menu_options"] == ["paste_key", "import_remote"]
    assert dialog.shown["description_placeholders"] == {"keys": "–"}
    assert EMITTER in hass.states.async_entity_ids()
