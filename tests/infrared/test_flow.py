"""Setting up a massager with an infrared remote: codes as text, and all the rest."""

import json
from typing import Any

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.foot_massage import try_out
from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.core.infrared import (
    CodeProblem,
    parse_code,
)
from custom_components.foot_massage.core.remote import (
    FileProblem,
    RemoteKey,
    remote_from_dict,
    remote_to_dict,
    remote_to_json,
)
from tests.core.infrared_air import sent
from tests.dialogs import choose

from .dialog import Dialog, imported
from .pronto import to_pronto
from .room import EMITTER, Room, code, remote

pytestmark = pytest.mark.usefixtures("integration")

RAW = ", ".join(map(str, sent("nec", 7)))
PRONTO = to_pronto(code("samsung", 7))
PLUG = "sensor.plug_power"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(try_out, "RUNS_S", 0.01)
    monkeypatch.setattr(try_out, "METER_PATIENCE_S", 1)


async def test_no_emitter(hass: HomeAssistant) -> None:
    shown = await choose(hass, "infrared")
    assert shown["type"] is FlowResultType.ABORT
    assert shown["reason"] == "no_emitter"


@pytest.mark.parametrize("name", ["", "   ", "x" * 65])
async def test_name(room: Room, name: str) -> None:
    dialog = Dialog(room, await choose(room.hass, "infrared"))
    await dialog.answer(name=name, emitter=EMITTER)
    assert dialog.error == "name_length"
    await dialog.answer(name=" My\nmassager ", emitter=EMITTER)
    await dialog.paste("power", RAW)
    await dialog.behave()
    entry = await dialog.finish()
    assert entry.title == "My massager"


@pytest.mark.parametrize("text", [RAW, PRONTO])
async def test_pasted_codes_are_what_is_sent(
    hass: HomeAssistant, room: Room, text: str
) -> None:
    dialog = await Dialog.opened(room)
    await dialog.paste("power", text)
    await dialog.behave(longest=20)
    entry = await dialog.finish()

    pasted = parse_code(text)
    assert room.emitter.sent == [(pasted.timings(), pasted.carrier)] * 2
    assert entry.data["driver"] == "infrared"
    assert entry.data["capabilities"]["longest"] == 1200
    learned = remote_from_dict(entry.data["infrared"]["remote"])
    assert learned.keys == {RemoteKey.POWER: pasted}
    assert entry.unique_id == entry.data["identity"]["serial"]


NO_CODES = {
    CodeProblem.NOT_NUMBERS: "JgBGAJKVETkRORA6",
    CodeProblem.NOT_ALTERNATING: "9000 4500 -560 560 -560 560 -560 560",
    CodeProblem.TOO_SHORT: "9000 -4500 560",
    CodeProblem.TOO_LONG: "560 -560 " * 600,
    CodeProblem.IMPLAUSIBLE_TIMING: "9000 -4500 560 -560 5 -560 560",
    CodeProblem.IMPLAUSIBLE_CARRIER: "0000 0001 0004 0000 " + "0010 " * 8,
    CodeProblem.BAD_PRONTO_HEADER: "5000 0073 0000 0001 0010 0010",
    CodeProblem.ODD_LENGTH: "0000 0073 0004 0000 " + "0010 " * 7,
    CodeProblem.LENGTH_MISMATCH: "0000 0073 0009 0000 " + "0010 " * 8,
}


@pytest.mark.parametrize(("problem", "text"), NO_CODES.items(), ids=list(NO_CODES))
async def test_what_is_no_code(
    room: Room, translations: dict[str, str], problem: CodeProblem, text: str
) -> None:
    dialog = await Dialog.opened(room)
    await dialog.paste("power", text)
    assert dialog.error == f"code_{problem}"
    placeholders = dialog.shown["description_placeholders"]
    assert translations[f"config.error.code_{problem}"].format(**placeholders)
    # There is a way on.
    await dialog.answer(key="power", code=RAW)
    assert "behaviour" in dialog.shown["menu_options"]


def no_files() -> dict[FileProblem, str]:
    whole = remote_to_dict(remote())
    short = whole["keys"]["power"] | {"frame_us": [9000]}

    def file(**changes: Any) -> str:
        return json.dumps(whole | changes)

    return {
        FileProblem.NOT_JSON: "{",
        FileProblem.TOO_BIG: " " * 300_000,
        FileProblem.NOT_A_REMOTE: "[]",
        FileProblem.OTHER_VERSION: file(version=2),
        FileProblem.MISSING_FIELD: file(keys={"power": {}}),
        FileProblem.UNKNOWN_FIELD: file(colour="red"),
        FileProblem.WRONG_TYPE: file(repeats="1"),
        FileProblem.OUT_OF_RANGE: file(repeats=99),
        FileProblem.BAD_CODE: file(keys={"power": short}),
    }


NO_FILES = no_files()


@pytest.mark.parametrize(("problem", "text"), NO_FILES.items(), ids=list(NO_FILES))
async def test_what_is_no_file(
    room: Room, translations: dict[str, str], problem: FileProblem, text: str
) -> None:
    dialog = await Dialog.opened(room)
    await dialog.go_to("import_remote")
    await dialog.answer(file=text)
    assert dialog.error == problem
    placeholders = dialog.shown["description_placeholders"]
    assert translations[f"config.error.{problem}"].format(**placeholders)
    await dialog.answer(file=remote_to_json(remote()))
    assert "behaviour" in dialog.shown["menu_options"]


async def test_a_remote_goes_from_one_home_to_another(
    hass: HomeAssistant, room: Room
) -> None:
    keys = (
        RemoteKey.POWER,
        RemoteKey.INTENSITY_NEXT,
        RemoteKey.TECHNIQUE_NEXT,
        RemoteKey.HEAT,
    )
    dialog = await imported(room, *keys, intensity_levels=3, heat_levels=2)
    await dialog.behave(technique_order=["kneading", "rolling"], intensity_start=1)
    await dialog.finish()

    answer: Any = await hass.services.async_call(
        DOMAIN,
        "export_remote",
        {"entity_id": "switch.old_massager"},
        blocking=True,
        return_response=True,
    )
    exported = remote_from_dict(answer["switch.old_massager"]["remote"])
    assert exported.intensity_start == 1
    assert exported.heat_levels == 2
    assert len(exported.technique_order) == 2

    dialog = await Dialog.opened(room, "Another massager")
    await dialog.go_to("import_remote")
    await dialog.answer(file=remote_to_json(exported))
    await dialog.behave()
    entry = await dialog.finish()
    kept = entry.data["infrared"]["remote"]
    assert kept == remote_to_dict(exported) | {"name": "Another massager"}


@pytest.mark.parametrize(
    ("keys", "answers", "error"),
    [
        ((RemoteKey.POWER,), {"power_toggles": False}, "no_way_off"),
        (
            (RemoteKey.POWER, RemoteKey.INTENSITY_NEXT),
            {"intensity_levels": 2, "intensity_start": 3},
            "out_of_range",
        ),
    ],
)
async def test_behaviour_that_cannot_be(
    room: Room, keys: tuple[RemoteKey, ...], answers: dict[str, Any], error: str
) -> None:
    dialog = await imported(room, *keys, intensity_levels=2 if len(keys) > 1 else 0)
    await dialog.behave(**answers)
    assert dialog.error == error


async def test_emitter_away_at_the_try_out(room: Room) -> None:
    dialog = await imported(room)
    await dialog.behave()
    room.emitter.go(away=True)
    await dialog.answer()
    assert dialog.error == "emitter_away"
    assert "unavailable" in dialog.shown["description_placeholders"]["reason"]
    room.emitter.go(away=False)
    await dialog.finish()


async def test_try_out_that_nobody_can_be_sure_of(room: Room) -> None:
    dialog = await imported(room)
    await dialog.behave()
    room.emitter.sends_all_the_same = True

    def fails() -> None:
        room.emitter.trouble = RuntimeError("Bug")

    assert room.machine
    room.machine.on_change = fails
    await dialog.answer()
    assert dialog.error == "try_unsure"


async def test_proof_is_measured(hass: HomeAssistant, room: Room) -> None:
    hass.states.async_set(PLUG, "1", {"unit_of_measurement": "W"})
    dialog = await imported(room)
    machine = room.machine
    assert machine

    @callback
    def on_sent(event: Event[Any]) -> None:
        if event.data["entity_id"] == EMITTER:
            watts = "21" if machine.on else "1"
            hass.states.async_set(PLUG, watts, {"unit_of_measurement": "W"})

    hass.bus.async_listen(EVENT_STATE_CHANGED, on_sent)
    await dialog.behave(proof=PLUG)
    entry = await dialog.finish()
    assert entry.data["infrared"]["proof"] == PLUG
    assert entry.data["infrared"]["threshold"] == 7.0
    switch = hass.states.get("switch.old_massager")
    assert switch
    assert "assumed_state" not in switch.attributes


async def test_proof_that_does_not_rise(hass: HomeAssistant, room: Room) -> None:
    hass.states.async_set(PLUG, "1", {"unit_of_measurement": "W"})
    dialog = await imported(room)
    await dialog.behave(proof=PLUG)
    await dialog.answer()
    assert dialog.error == "no_draw"
    assert room.machine
    assert not room.machine.on


@pytest.mark.parametrize("state", [None, "unavailable"])
async def test_proof_that_shows_nothing(
    hass: HomeAssistant, room: Room, state: str | None
) -> None:
    if state:
        hass.states.async_set(PLUG, state)
    dialog = await imported(room)
    await dialog.behave(proof=PLUG)
    assert dialog.shown["errors"] == {"proof": "proof_silent"}
