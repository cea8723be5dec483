"""Somebody is removed: what was recorded stays until it is to be deleted."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.foot_massage import async_setup
from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.night_store import NIGHT_STORE
from custom_components.foot_massage.session_log import SESSION_LOG

from ..massagers import set_up
from ..test_repairs import ask, confirm, repairs  # noqa: F401
from .bedroom import Bedroom
from .entries import MEASURED, sleeper_entry
from .test_store import KEY, loaded, written
from .test_trial import plan

pytestmark = pytest.mark.usefixtures("repairs")


def issue_of(hass: HomeAssistant, sleeper_id: str) -> ir.IssueEntry | None:
    return ir.async_get(hass).async_get_issue(DOMAIN, f"nights_kept_{sleeper_id}")


async def one_night(bedroom: Bedroom) -> None:
    """Sleep after a massage, and have it on disk."""
    await bedroom.until("22:00")
    bedroom.massaged("22:00")
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    await written(bedroom)


async def remove(bedroom: Bedroom) -> str:
    sleeper_id = bedroom.entry.entry_id
    await bedroom.hass.config_entries.async_remove(sleeper_id)
    await bedroom.settle()
    return sleeper_id


async def add_again(bedroom: Bedroom, name: str = "Ada") -> None:
    ring = bedroom.ring
    bedroom.entry = sleeper_entry(
        name, sensors={metric: ring[key].id for metric, key in MEASURED.items()}
    )
    await set_up(bedroom.hass, bedroom.entry)
    await bedroom.settle()


async def test_added_again_the_nights_are_back(bedroom: Bedroom) -> None:
    hass = bedroom.hass
    await plan(bedroom, True, False)
    await one_night(bedroom)
    night, trial = bedroom.night(), bedroom.sleeper.trial
    former = await remove(bedroom)
    assert issue_of(hass, former)

    await add_again(bedroom)

    assert issue_of(hass, former) is None
    assert bedroom.night() == night
    assert bedroom.sleeper.trial == trial
    (session,) = hass.data[SESSION_LOG].sessions(start=night.start)
    assert session.sleeper == bedroom.entry.entry_id != former
    assert hass.data[NIGHT_STORE].left() == {}


async def test_somebody_else_does_not_get_them(bedroom: Bedroom) -> None:
    await one_night(bedroom)
    former = await remove(bedroom)
    await add_again(bedroom, "Grace")
    assert issue_of(bedroom.hass, former)
    assert bedroom.night().sessions == ()


async def test_known_after_a_restart(
    bedroom: Bedroom, hass_storage: dict[str, Any]
) -> None:
    hass = bedroom.hass
    await one_night(bedroom)
    former = await remove(bedroom)
    ir.async_delete_issue(hass, DOMAIN, f"nights_kept_{former}")
    hass.data[NIGHT_STORE] = await loaded(hass)

    assert await async_setup(hass, {})

    assert (issue := issue_of(hass, former))
    assert issue.translation_placeholders == {"name": "Ada"}
    await add_again(bedroom)
    assert bedroom.night().massaged


async def test_deleted_for_good(bedroom: Bedroom, hass_storage: dict[str, Any]) -> None:
    hass = bedroom.hass
    await one_night(bedroom)
    former = await remove(bedroom)

    form = await ask(hass, f"nights_kept_{former}")
    assert form["description_placeholders"] == {"name": "Ada"}
    await confirm(hass, form)

    assert issue_of(hass, former) is None
    assert hass_storage[KEY]["data"] == {"sleepers": {}}
    await add_again(bedroom)
    assert bedroom.night().sessions == ()


async def test_without_a_night_there_is_nothing_to_keep(
    bedroom: Bedroom, hass_storage: dict[str, Any]
) -> None:
    former = await remove(bedroom)
    assert issue_of(bedroom.hass, former) is None
    assert hass_storage[KEY]["data"] == {"sleepers": {}}
