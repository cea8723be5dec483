"""Nights, report, tables and ratings, by action and aloud."""

import csv
from io import StringIO

from homeassistant.core import Context, CoreState, HomeAssistant
import pytest

from custom_components.foot_massage.session_log import SESSION_LOG
from custom_components.foot_massage.sleep_words import async_spoken_report

from ..entities import Massager, refused
from ..massagers import set_up
from .bedroom import Bedroom
from .entries import person, sleeper_entry
from .test_trial import choose


async def test_get_nights(bedroom: Bedroom) -> None:
    await bedroom.until("20:00")
    bedroom.massaged("20:00")
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7.5, deep=88)
    day = bedroom.today.isoformat()
    morning = (await bedroom.act("get_nights"))["nights"][-1]
    await bedroom.until("18:01", days=1)

    nights = (await bedroom.act("get_nights", sleeper="Ada", nights="2"))["nights"]
    assert nights[0] == {
        "night": day,
        "massage": "yes",
        "massage_minutes": 10.0,
        "assigned": None,
        "began": f"{(bedroom.today).replace(day=9)}T23:00:00+01:00",
        "ended": f"{day}T06:30:00+01:00",
        "sleep_duration": 450.0,
        "sleep_duration_origin": "recorded",
        "deep_sleep": 88.0,
        "deep_sleep_origin": "recorded",
        "hrv": 50.0,
        "hrv_origin": "recorded",
        "settled": True,
    }
    assert morning == nights[0] | {"settled": False}
    assert nights[1]["massage"] == "no"
    assert nights[1]["sleep_duration"] is None
    assert nights[1]["sleep_duration_origin"] is None
    assert (await bedroom.act("get_nights"))["nights"][-2:] == nights


@pytest.mark.parametrize("wrong", [0, 1.5, "many", 4001])
async def test_so_many_nights_there_are_not(bedroom: Bedroom, wrong: object) -> None:
    with refused("unknown_value", "nights", str(wrong)):
        await bedroom.act("get_nights", nights=wrong)


async def test_get_report(bedroom: Bedroom) -> None:
    await bedroom.has_slept(80)
    report = await bedroom.act("get_report", sleeper="Ada")
    assert (report["sleeper"], report["primary"]) == ("Ada", "sleep_duration")
    assert report["stage"] == "solid"
    assert report["trial"] is None
    sleep = report["comparisons"]["sleep_duration"]
    assert 25 < sleep["difference"] < 35
    assert (sleep["unit"], sleep["clear"]) == ("min", True)
    assert sleep["p_corrected"] == sleep["p"]
    assert "associated" in report["summary"]
    assert "longer than on other nights" in report["summary"]
    assert report["spoken"].startswith("On massage nights sleep was")
    assert sleep["better_nights"] == "massage"
    assert report["comparisons"]["deep_sleep"]["better_nights"] is None


@pytest.mark.parametrize(
    ("more", "less", "better"),
    [([], ["sleep_duration"], "other"), (["deep_sleep"], [], None)],
)
async def test_better_is_what_the_person_says(
    bedroom: Bedroom, more: list[str], less: list[str], better: str | None
) -> None:
    await bedroom.has_slept(80)
    await choose(bedroom, "sleep_rules", more_is_better=more, less_is_better=less)
    report = await bedroom.act("get_report")
    assert report["comparisons"]["sleep_duration"]["better_nights"] == better


async def test_said_aloud(bedroom: Bedroom) -> None:
    hass = bedroom.hass
    await bedroom.has_slept(12)
    for language in ("en", "en-GB", "xx", None):
        said = await async_spoken_report(hass, Context(), language)
        assert said.startswith("So far 4 massage nights and 8 other nights")


async def test_whose_report_is_meant(bedroom: Bedroom) -> None:
    hass = bedroom.hass
    user = await hass.auth.async_create_user("Bob", group_ids=["system-admin"])
    bob = sleeper_entry("Bob", person=await person(hass, "Bob", user.id))
    await set_up(hass, bob)
    await bedroom.settle()
    with refused("which_sleeper", "Ada, Bob"):
        await bedroom.act("get_report")
    answer = await hass.services.async_call(
        "foot_massage",
        "get_report",
        {},
        blocking=True,
        return_response=True,
        context=Context(user_id=user.id),
    )
    assert answer is not None
    assert answer["sleeper"] == "Bob"
    await hass.config_entries.async_unload(bob.entry_id)
    with refused("sleeper_not_loaded", "Bob"):
        await bedroom.act("get_report", sleeper="Bob")


async def test_nobody_sleeps_here(hass: HomeAssistant, demo: Massager) -> None:
    with refused("no_sleeper"):
        await async_spoken_report(hass, Context(), "en")


async def test_nothing_is_compared_yet(hass: HomeAssistant, demo: Massager) -> None:
    hass.set_state(CoreState.starting)
    await set_up(hass, sleeper_entry())
    with refused("nothing_compared"):
        await async_spoken_report(hass, Context(), "en")


async def test_export_history(bedroom: Bedroom) -> None:
    await bedroom.until("20:00")
    bedroom.massaged("20:00")
    bedroom.massaged("21:00", by=None)
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    await bedroom.until("18:01")
    answer = await bedroom.act("export_history")

    (session,) = csv.DictReader(StringIO(answer["sessions_csv"]))
    assert session["started_at"] == "2026-11-09T20:00:00+01:00"
    assert session["massager"] == "Demo foot massager"
    assert (session["minutes"], session["calm"]) == ("10.0", "")
    *_, night = csv.DictReader(StringIO(answer["nights_csv"]))
    assert night["night"] == "2026-11-10"
    assert (night["massage"], night["sleep_duration"]) == ("yes", "420.0")
    assert night["sleep_duration_origin"] == "recorded"
    assert night["assigned"] == ""


@pytest.mark.parametrize(
    ("name", "exported"),
    [
        ('=HYPERLINK("http://127.0.0.1")', '\'=HYPERLINK("http://127.0.0.1")'),
        ("+1", "'+1"),
        ("-feet", "'-feet"),
        ("@feet", "'@feet"),
        ("My feet, =both", "My feet, =both"),
    ],
)
async def test_names_are_no_formulas(
    bedroom: Bedroom, name: str, exported: str
) -> None:
    bedroom.hass.config_entries.async_update_entry(bedroom.massager.entry, title=name)
    await bedroom.settle()
    bedroom.massaged("08:00")
    answer = await bedroom.act("export_history")
    (session,) = csv.DictReader(StringIO(answer["sessions_csv"]))
    assert session["massager"] == exported


async def test_rate_session(bedroom: Bedroom) -> None:
    hass, log = bedroom.hass, bedroom.hass.data[SESSION_LOG]

    async def rate(**data: object) -> None:
        await hass.services.async_call(
            "foot_massage", "rate_session", data, blocking=True
        )

    with refused("no_session"):
        await rate(calm=4)
    bedroom.massaged("08:00")
    bedroom.massaged("09:00")
    first, latest = log.sessions()
    with refused("nothing_rated"):
        await rate()
    for field, wrong in (("calm", 0), ("calm", 6), ("pain", 11), ("pain", "ouch")):
        with refused("unknown_value", field, str(wrong)):
            await rate(**{field: wrong})
    with refused("unknown_value", "nothing", first.session_id):
        await rate(session_id="nothing", calm=3)
    await rate(calm=4, pain="2")
    await rate(session_id=first.session_id, pain=0)
    assert [(one.calm, one.pain) for one in log.sessions()] == [(None, 0), (4, 2)]
    assert log.find(latest.session_id) == log.sessions()[-1]


async def test_rating_is_on_disk(
    bedroom: Bedroom, hass_storage: dict[str, object]
) -> None:
    bedroom.massaged("08:00")
    await bedroom.hass.services.async_call(
        "foot_massage", "rate_session", {"pain": 3}, blocking=True
    )
    history: object = hass_storage["foot_massage.sessions"]
    assert isinstance(history, dict)
    assert [one["pain"] for one in history["data"]["sessions"]] == [3]


async def test_the_asking_users_latest_is_rated(bedroom: Bedroom) -> None:
    hass = bedroom.hass
    user = await hass.auth.async_create_user("Bob", group_ids=["system-admin"])
    bob = await set_up(
        hass, sleeper_entry("Bob", person=await person(hass, "Bob", user.id))
    )
    bedroom.massaged("08:00", by=bob.entry_id)
    bedroom.massaged("09:00")
    await hass.services.async_call(
        "foot_massage",
        "rate_session",
        {"calm": 5},
        blocking=True,
        context=Context(user_id=user.id),
    )
    assert [one.calm for one in hass.data[SESSION_LOG].sessions()] == [5, None]
