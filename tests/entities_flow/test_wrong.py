"""What cannot be: nothing to drive, roles that clash, a try-out that fails."""

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from custom_components.foot_massage import try_out
from tests.dialogs import go_on
from tests.drivers.appliance import (
    BALL,
    HEAT,
    INTENSITY,
    LEFT,
    METER,
    POWER,
    RUNNING,
    TECHNIQUE,
    Appliance,
)

from .steps import chosen, finish, up_to_try_out

KEY = "input_button.start_stop"

pytestmark = pytest.mark.usefixtures("integration")


@pytest.mark.parametrize(
    ("entity_ids", "error"), [((), "nothing_chosen"), ((LEFT,), "nothing_usable")]
)
async def test_nothing_to_drive(
    hass: HomeAssistant, appliance: Appliance, entity_ids: tuple[str, ...], error: str
) -> None:
    appliance.sense(LEFT, 3, unit_of_measurement="min")
    refused = await chosen(hass, *entity_ids)
    assert refused["step_id"] == "entities"
    assert refused["errors"] == {"base": error}
    # It goes on from there.
    assert (await go_on(hass, refused, {"entities": [POWER]}))["step_id"] == "roles"


async def test_roles_that_cannot_be(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER, BALL)
    refused = await go_on(hass, roles, {"name": "X"})
    assert refused["errors"] == {"base": "no_power"}
    words = await go_on(
        hass, refused, {"name": "X", "power": POWER, "pause": POWER, "ball": BALL}
    )
    assert words["step_id"] == "words"


async def test_one_entity_for_two_roles(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    roles = await chosen(hass, POWER, BALL)
    refused = await go_on(hass, roles, {"name": "X", "power": BALL, "ball": BALL})
    assert refused["errors"] == {"base": "role_twice"}


async def test_words_that_cannot_be(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER, TECHNIQUE, INTENSITY, HEAT)
    answers = {
        "name": "X",
        "power": POWER,
        "technique": TECHNIQUE,
        "intensity": INTENSITY,
        "heat": HEAT,
    }
    words = await go_on(hass, roles, answers)
    refused = await go_on(
        hass,
        words,
        {
            "kneading": "Knead",
            "rolling": "Knead",
            "heat_off": "Off",
            "heat_low": "Off",
            "levels": ["2"],
            "longest": 60,
        },
    )
    assert refused["errors"] == {
        "kneading": "word_twice",
        "rolling": "word_twice",
        "heat_off": "word_twice",
        "heat_low": "word_twice",
        "levels": "one_level",
    }


async def test_more_levels_than_a_record_may_have(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    """They would be refused when a session is read back."""
    options = [str(level) for level in range(1, 22)]
    appliance.sense("select.strength", "1", options=options)
    roles = await chosen(hass, POWER, "select.strength")
    words = await go_on(
        hass, roles, {"name": "X", "power": POWER, "intensity": "select.strength"}
    )
    refused = await go_on(hass, words, {"levels": options, "longest": 60})
    assert refused["errors"] == {"levels": "too_many_levels"}
    tried = await go_on(hass, refused, {"levels": options[1:], "longest": 60})
    assert tried["step_id"] == "try_out"


async def test_try_out_that_goes_wrong(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    appliance.sense(METER, 0.5, device_class="power", unit_of_measurement="W")
    roles = await chosen(hass, POWER, METER)
    trying = await up_to_try_out(hass, roles, power=POWER, power_meter=METER)

    refused = await go_on(hass, trying, {})
    assert refused["errors"] == {"base": "no_draw"}
    assert appliance.shows(POWER) == "off"

    await appliance.hand(POWER, "turn_on")
    refused = await go_on(hass, refused, {})
    assert refused["errors"] == {"base": "try_refused"}
    assert "runs already" in str(refused["description_placeholders"])
    # Somebody may have their feet in it.
    assert appliance.shows(POWER) == "on"
    await appliance.hand(POWER, "turn_off")

    appliance.lose(POWER)
    refused = await go_on(hass, refused, {})
    assert refused["errors"] == {"base": "try_away"}


async def test_same_massager_twice(hass: HomeAssistant, appliance: Appliance) -> None:
    for attempt in range(2):
        roles = await chosen(hass, POWER)
        words = await go_on(hass, roles, {"name": f"X{attempt}", "power": POWER})
        trying = await go_on(hass, words, {"longest": 60})
        tried = await go_on(hass, trying, {})
        if attempt == 0:
            await finish(hass, tried)
    result = await go_on(hass, tried, {"next_step_id": "it_ran"})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_a_key_that_starts_and_stops(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    """Without proof it might be pressed once too often."""
    appliance.sense(KEY, "2026-11-25T20:00:00+00:00")
    appliance.sense(RUNNING, "off")
    roles = await chosen(hass, KEY, RUNNING)
    keys = {"name": "X", "start": KEY, "stop": KEY}
    refused = await go_on(hass, roles, keys)
    assert refused["errors"] == {"base": "toggle_unseen"}
    words = await go_on(hass, refused, {**keys, "running": RUNNING})
    assert words["step_id"] == "words"


async def test_it_does_not_stop(
    hass: HomeAssistant, appliance: Appliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(try_out, "REST_PATIENCE_S", 0.2)
    appliance.sense(RUNNING, "off")

    @callback
    def jam(_event: Event[EventStateChangedData]) -> None:
        appliance.sense(RUNNING, "on")

    async_track_state_change_event(hass, [POWER], jam)
    roles = await chosen(hass, POWER, RUNNING)
    trying = await up_to_try_out(hass, roles, power=POWER, running=RUNNING)
    refused = await go_on(hass, trying, {})
    assert refused["errors"] == {"base": "try_not_stopped"}


async def test_it_is_lost_as_it_runs(hass: HomeAssistant, appliance: Appliance) -> None:
    @callback
    def lose(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new and new.state == "on":
            appliance.lose(POWER)

    async_track_state_change_event(hass, [POWER], lose)
    roles = await chosen(hass, POWER)
    trying = await up_to_try_out(hass, roles, power=POWER)
    refused = await go_on(hass, trying, {})
    assert refused["errors"] == {"base": "try_away"}
