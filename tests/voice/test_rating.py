"""How a massage was, said aloud or to a language model."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.core import Context
from homeassistant.helpers import intent
from homeassistant.util import dt as dt_util
import pytest

from custom_components.foot_massage.session_log import SESSION_LOG
from tests.core.sleepers import session
from tests.massagers import set_up
from tests.sleepers.entries import person, sleeper_entry

from .bedroom import Bedroom, said

pytestmark = pytest.mark.freeze_time("2026-11-26 22:35:00", tick=True)

NOTHING = "There was no foot massage in the last hours that could be rated."


async def massaged(bedroom: Bedroom, hours_ago: float, sleeper: str | None) -> None:
    """Have a massage on record."""
    ended = dt_util.utcnow() - timedelta(hours=hours_ago)
    bedroom.hass.data[SESSION_LOG].finish(
        replace(
            session("20:00"),
            session_id=f"{hours_ago} hours ago",
            started_at=ended - timedelta(minutes=10),
            ended_at=ended,
            sleeper=sleeper,
        )
    )
    await bedroom.hass.async_block_till_done()


def rated(bedroom: Bedroom) -> list[tuple[int | None, int | None]]:
    """Return calm and pain of all massages, the oldest first."""
    sessions = bedroom.hass.data[SESSION_LOG].sessions()
    return [(one.calm, one.pain) for one in sessions]


async def handle(bedroom: Bedroom, **slots: Any) -> str:
    return said(await bedroom.handle("FootMassageRate", **slots))


async def test_the_latest_is_rated(bedroom: Bedroom) -> None:
    await massaged(bedroom, 3, None)
    await massaged(bedroom, 1, None)
    assert await bedroom.say("rate my foot massage calm four") == "Calm 4 of 5, noted."
    answer = await bedroom.say("my feet hurt two out of ten after the massage")
    assert answer == "Pain 2 of 10, noted."
    assert rated(bedroom) == [(None, None), (4, 2)]


async def test_the_asking_users_latest_is_rated(bedroom: Bedroom) -> None:
    user = await bedroom.hass.auth.async_create_user("Bo")
    known = await person(bedroom.hass, "Bo", user.id)
    bo = await set_up(bedroom.hass, sleeper_entry("Bo", person=known))
    await massaged(bedroom, 3, bo.entry_id)
    await massaged(bedroom, 1, None)
    context = Context(user_id=user.id)
    await bedroom.say("rate my foot massage calm five", context=context)
    assert rated(bedroom) == [(5, None), (None, None)]


async def test_none_was_there_lately(bedroom: Bedroom) -> None:
    assert await bedroom.say("rate my foot massage calm four") == NOTHING
    await massaged(bedroom, 13, None)
    assert await bedroom.say("rate my foot massage calm four") == NOTHING
    assert rated(bedroom) == [(None, None)]


async def test_so_calm_or_so_bad_is_nobody(bedroom: Bedroom) -> None:
    await massaged(bedroom, 1, None)
    for wrong, answer in (
        ("rate my foot massage calm zero", "Calm goes from one to five."),
        ("rate my foot massage pain 11", "Pain goes from zero to ten."),
    ):
        assert await bedroom.say(wrong) == answer
    assert rated(bedroom) == [(None, None)]


async def test_as_an_intent(bedroom: Bedroom) -> None:
    await massaged(bedroom, 1, None)
    answer = await handle(bedroom, calm=4, pain="0")
    assert answer == "Calm 4 of 5 and pain 0 of 10, noted."
    assert rated(bedroom) == [(4, 0)]
    assert (await handle(bedroom)).startswith("Say how calm you are")
    for wrong in ({"calm": 6}, {"pain": -1}, {"calm": "very"}):
        with pytest.raises(intent.InvalidSlotInfo):
            await handle(bedroom, **wrong)
