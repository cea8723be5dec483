"""Who may see whose nights, and who may say how whose massage was."""

from dataclasses import dataclass
from typing import Any

from homeassistant.auth.const import GROUP_ID_ADMIN, GROUP_ID_USER
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import UnknownUser
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.foot_massage.errors import ForbiddenError
from custom_components.foot_massage.session_log import SESSION_LOG
from custom_components.foot_massage.sleep_words import async_spoken_report

from ..entities import Massager, refused
from ..guests import guest_of
from ..massagers import set_up
from .bedroom import Bedroom
from .entries import person, sleeper_entry

# All that tells how somebody sleeps.
TELLING = ("get_nights", "get_report", "export_history")


@dataclass(kw_only=True)
class Household:
    """Ada and Bob have accounts, Cleo has none; the tablet on the wall has one."""

    bedroom: Bedroom
    contexts: dict[str, Context]
    sleepers: dict[str, str]

    async def ask(self, who: str, action: str, **data: Any) -> dict[str, Any]:
        """Have somebody use an action that answers."""
        answer: Any = await self.bedroom.hass.services.async_call(
            "foot_massage",
            action,
            data,
            blocking=True,
            return_response=True,
            context=self.contexts[who],
        )
        return dict(answer)

    async def rate(self, who: str, **data: Any) -> None:
        await self.bedroom.hass.services.async_call(
            "foot_massage",
            "rate_session",
            data,
            blocking=True,
            context=self.contexts[who],
        )

    async def sees(self, who: str) -> list[str | None]:
        """Return whose sessions somebody sees, oldest first."""
        answer = await self.ask(who, "get_sessions")
        return [one["sleeper"] for one in answer["sessions"]]


@pytest.fixture
async def household(hass: HomeAssistant, bedroom: Bedroom) -> Household:
    """Each had a massage, the last one by nobody knows whom."""
    await hass.config_entries.async_remove(bedroom.entry.entry_id)
    contexts = {"automation": Context()}
    for name, group in (
        ("Owner", GROUP_ID_ADMIN),
        ("Ada", GROUP_ID_ADMIN),
        ("Bob", GROUP_ID_USER),
        ("Dora", GROUP_ID_USER),
        ("Tablet", GROUP_ID_USER),
    ):
        user = await hass.auth.async_create_user(name, group_ids=[group])
        contexts[name] = Context(user_id=user.id)
    sleepers = {}
    for hour, name in enumerate(("Ada", "Bob", "Cleo"), start=8):
        account = contexts[name].user_id if name in contexts else None
        entry = sleeper_entry(name, person=await person(hass, name, account))
        await set_up(hass, entry)
        sleepers[name] = entry.entry_id
        bedroom.massaged(f"{hour:02}:00", by=entry.entry_id)
    # Dora has an account, and nobody records her sleep.
    await person(hass, "Dora", contexts["Dora"].user_id)
    bedroom.massaged("11:00", by=None)
    await bedroom.settle()
    return Household(bedroom=bedroom, contexts=contexts, sleepers=sleepers)


@pytest.mark.parametrize("action", TELLING)
@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("automation", {"Ada", "Bob", "Cleo"}),
        ("Ada", {"Ada", "Bob", "Cleo"}),
        ("Bob", {"Bob", "Cleo"}),
        ("Dora", {"Cleo"}),
        ("Tablet", {"Ada", "Bob", "Cleo"}),
    ],
)
async def test_whose_nights(
    household: Household, action: str, who: str, whose: set[str]
) -> None:
    for name in household.sleepers:
        if name in whose:
            assert await household.ask(who, action, sleeper=name)
        else:
            with refused("not_your_nights", kind=ForbiddenError):
                await household.ask(who, action, sleeper=name)


async def test_whose_sessions(household: Household) -> None:
    everybodys = ["Ada", "Bob", "Cleo", None]
    assert await household.sees("automation") == everybodys
    assert await household.sees("Ada") == everybodys
    assert await household.sees("Tablet") == everybodys
    assert await household.sees("Bob") == ["Bob", "Cleo", None]
    assert await household.sees("Dora") == ["Cleo", None]
    with refused("not_your_nights", kind=ForbiddenError):
        await household.ask("Bob", "get_sessions", sleeper="Ada")


async def test_nobody_is_named(household: Household) -> None:
    """Then it is about whoever asks, or about the only one they may know of."""
    assert (await household.ask("Ada", "get_report"))["sleeper"] == "Ada"
    assert (await household.ask("Bob", "get_report"))["sleeper"] == "Bob"
    assert (await household.ask("Dora", "get_report"))["sleeper"] == "Cleo"
    with refused("which_sleeper", "Ada, Bob, Cleo"):
        await household.ask("Tablet", "get_report")
    hass = household.bedroom.hass
    await hass.config_entries.async_remove(household.sleepers["Cleo"])
    with refused("not_your_nights", kind=ForbiddenError):
        await household.ask("Dora", "get_report")


async def test_said_aloud(household: Household) -> None:
    hass, contexts = household.bedroom.hass, household.contexts
    assert await async_spoken_report(hass, contexts["Bob"], "en")
    await hass.config_entries.async_remove(household.sleepers["Cleo"])
    with refused("not_your_nights", kind=ForbiddenError):
        await async_spoken_report(hass, contexts["Dora"], "en")


async def test_somebody_who_was_removed(household: Household) -> None:
    hass = household.bedroom.hass
    await hass.config_entries.async_remove(household.sleepers["Bob"])
    assert len(await household.sees("Ada")) == 4
    assert await household.sees("Tablet") == ["Ada", "Cleo", None]
    assert await household.sees("Bob") == ["Cleo", None]


async def test_a_person_who_is_gone(household: Household) -> None:
    """Whether they had an account nobody can tell any more."""
    er.async_get(household.bedroom.hass).async_remove("person.cleo")
    household.bedroom.hass.states.async_remove("person.cleo")
    assert await household.sees("Bob") == ["Bob", None]


async def test_somebody_without_a_person(hass: HomeAssistant, bedroom: Bedroom) -> None:
    await hass.auth.async_create_user("Owner")
    bob = await hass.auth.async_create_user("Bob", group_ids=[GROUP_ID_USER])
    await person(hass, "Bob", bob.id)
    bedroom.massaged("08:00")
    answer: Any = await hass.services.async_call(
        "foot_massage",
        "get_sessions",
        {},
        blocking=True,
        return_response=True,
        context=Context(user_id=bob.id),
    )
    assert len(answer["sessions"]) == 1


async def test_what_a_guest_may_not_read(household: Household) -> None:
    bedroom = household.bedroom
    massager = bedroom.massager.entity_id("switch", "session")
    household.contexts["blind"] = await guest_of(bedroom.hass, [])
    assert await household.sees("blind") == []
    household.contexts["guest"] = await guest_of(bedroom.hass, [massager])
    assert await household.sees("guest") == [None]
    with refused("not_your_nights", kind=ForbiddenError):
        await household.ask("guest", "get_nights", sleeper="Ada")
    household.contexts["friend"] = await guest_of(
        bedroom.hass, [massager, "sensor.ada_comparison"]
    )
    assert await household.sees("friend") == ["Ada", None]


async def test_a_massager_that_is_gone(household: Household) -> None:
    bedroom = household.bedroom
    massager = bedroom.massager.entity_id("switch", "session")
    household.contexts["guest"] = await guest_of(bedroom.hass, [massager])
    await bedroom.hass.config_entries.async_remove(bedroom.massager.entry.entry_id)
    assert len(await household.sees("Tablet")) == 4
    assert await household.sees("guest") == []


async def test_who_rates_whose_massage(household: Household) -> None:
    hass = household.bedroom.hass
    log = hass.data[SESSION_LOG]
    ids = dict(
        zip(
            ("Ada", "Bob", "Cleo", "nobody"),
            [one.session_id for one in log.sessions()],
            strict=True,
        )
    )
    for who, whose in (
        ("Owner", "Bob"),
        ("automation", "Ada"),
        ("Tablet", "Ada"),
        ("Bob", "Bob"),
        ("Bob", "Cleo"),
        ("Dora", "nobody"),
    ):
        await household.rate(who, session_id=ids[whose], calm=3)
    for who, whose in (("Bob", "Ada"), ("Dora", "Bob")):
        with refused("not_your_session", kind=ForbiddenError):
            await household.rate(who, session_id=ids[whose], calm=1)
    household.contexts["guest"] = await guest_of(hass, [])
    with refused("not_your_session", kind=ForbiddenError):
        await household.rate("guest", session_id=ids["nobody"], calm=1)
    with refused("no_session"):
        await household.rate("guest", calm=1)
    assert [one.calm for one in log.sessions()] == [3, 3, 3, 3]


async def test_the_latest_that_is_theirs_to_rate(household: Household) -> None:
    bedroom = household.bedroom
    bedroom.massaged("12:00", by=household.sleepers["Ada"])
    await household.rate("Bob", calm=2)
    await household.rate("Dora", calm=4)
    await household.rate("Tablet", calm=5)
    calm = [one.calm for one in bedroom.hass.data[SESSION_LOG].sessions()]
    assert calm == [None, 2, None, 4, 5]


async def test_a_user_who_is_gone(household: Household) -> None:
    household.contexts["nobody"] = Context(user_id="gone")
    with pytest.raises(UnknownUser):
        await household.ask("nobody", "get_sessions")


async def test_anybody_may_start_a_massage_for_anybody(
    hass: HomeAssistant, demo: Massager
) -> None:
    await hass.auth.async_create_user("Owner")
    ada, bob = [
        await hass.auth.async_create_user(name, group_ids=[GROUP_ID_USER])
        for name in ("Ada", "Bob")
    ]
    entry = sleeper_entry("Ada", person=await person(hass, "Ada", ada.id))
    await set_up(hass, entry)
    context = Context(user_id=bob.id)
    await demo.act("start_session", context=context, sleeper="Ada")
    assert demo.entry.runtime_data.coordinator.runner.session.sleeper == entry.entry_id
