"""Selects: the program, the technique and the heat."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.foot_massage.core.massager import Heat, MassageSettings
from custom_components.foot_massage.core.programs import PROGRAMS, ProgramKey

from .entities import Massager
from .massagers import demo_entry

WIND_DOWN = {
    "program": "wind_down",
    "technique": "effleurage",
    "intensity": "3",
    "heat": "low",
    "duration": "10.0",
}
DEEP_RELAX = {
    "program": "deep_relax",
    "technique": "kneading",
    "intensity": "3",
    "heat": "medium",
    "duration": "20.0",
}


def options(massager: Massager, key: str) -> list[str]:
    found: list[str] = massager.state("select", key).attributes["options"]
    return found


async def test_only_what_the_massager_has(demo: Massager) -> None:
    assert options(demo, "program") == [*PROGRAMS, "custom"]
    assert options(demo, "heat") == list(Heat)
    assert options(demo, "technique") == [
        "effleurage",
        "kneading",
        "trigger_point",
        "air_compression",
    ]
    with pytest.raises(ServiceValidationError):
        await demo.use("select.select_option", "technique", option="tapping")


async def test_a_program_sets_everything(demo: Massager) -> None:
    assert demo.panel == WIND_DOWN
    await demo.use("number.set_value", "duration", value=33)
    await demo.use("number.set_value", "intensity", value=5)

    await demo.use("select.select_option", "program", option="deep_relax")

    assert demo.panel == DEEP_RELAX


@pytest.mark.parametrize(
    ("key", "option"), [("technique", "kneading"), ("heat", "off")]
)
async def test_a_setting_of_ones_own(demo: Massager, key: str, option: str) -> None:
    await demo.use("select.select_option", key, option=option)

    assert demo.panel == WIND_DOWN | {key: option, "program": "custom"}


async def test_custom_is_what_is_set(demo: Massager) -> None:
    await demo.use("select.select_option", "program", option="custom")

    assert demo.panel == WIND_DOWN


async def test_the_running_session_follows(demo: Massager) -> None:
    await demo.start()

    await demo.use("select.select_option", "heat", option="high")
    assert demo.settings.heat is Heat.HIGH
    assert demo.shows("select", "program") == "custom"

    await demo.use("select.select_option", "program", option="deep_relax")
    assert demo.panel == DEEP_RELAX
    assert demo.settings.technique == "kneading"
    assert demo.event_types == ["started", "extended"]


async def test_the_session_begins_with_its_first_phase(demo: Massager) -> None:
    """The controls show what the program is known by, whatever phase it is in."""
    await demo.start(program="deep_relax")

    assert demo.settings.intensity == 2
    assert demo.panel == DEEP_RELAX


@pytest.mark.usefixtures("integration", "prompt")
@pytest.mark.parametrize("program", PROGRAMS)
async def test_default_program(hass: HomeAssistant, program: ProgramKey) -> None:
    entry = demo_entry(options={"default_program": program})

    massager = await Massager.at_home(hass, entry)

    assert massager.panel["program"] == program
    assert massager.panel["duration"] == f"{PROGRAMS[program].minutes}.0"


async def change_default(massager: Massager, program: str) -> None:
    massager.hass.config_entries.async_update_entry(
        massager.entry, options={"default_program": program}
    )
    await massager.hass.async_block_till_done()


async def test_another_default_program(demo: Massager) -> None:
    await demo.use("select.select_option", "heat", option="high")

    await change_default(demo, "deep_relax")
    assert demo.panel == DEEP_RELAX

    await demo.use("select.select_option", "heat", option="off")
    await demo.restart()
    changed = DEEP_RELAX | {"heat": "off", "program": "custom"}
    assert demo.panel == changed


@pytest.mark.parametrize("reachable", [True, False])
async def test_out_of_reach(demo: Massager, reachable: bool) -> None:
    demo.driver.set_reachable(False)
    demo.driver.set_reachable(reachable)
    await demo.hass.async_block_till_done()

    shown: dict[str, Any] = (
        WIND_DOWN if reachable else dict.fromkeys(WIND_DOWN, "unavailable")
    )
    assert demo.panel == shown


async def test_hands_at_the_massager(demo: Massager) -> None:
    """What a person chooses at the massager during a session stays chosen."""
    await demo.start()
    session = demo.driver.state.session if demo.driver.state else None
    assert session

    for heat in (Heat.HIGH, Heat.MEDIUM):
        # The demo massager has no dials of its own.
        demo.driver._machine.apply(session.session_id, MassageSettings(heat=heat), None)
        await demo.hass.async_block_till_done()
        assert demo.panel["heat"] == heat
        assert demo.panel["program"] == "custom"
    await demo.act("stop_session")

    assert demo.panel["heat"] == "medium"
    await demo.restart()
    assert demo.panel["heat"] == "medium"
