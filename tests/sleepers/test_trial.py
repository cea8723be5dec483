"""A trial: chance decides which nights get a massage, and all keep to it."""

from typing import Any

from homeassistant.core import Context
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.condition import (
    async_from_config,
    async_validate_condition_config,
)

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.nights import DAY
from custom_components.foot_massage.core.trial import TrialPlan, plan_to_dict
from custom_components.foot_massage.sleep_words import async_spoken_report

from ..automations import condition
from .bedroom import Bedroom


async def choose(bedroom: Bedroom, step: str, **answer: Any) -> list[str]:
    """Go through the options; returns what could be chosen."""
    options = bedroom.hass.config_entries.options
    menu = await options.async_init(bedroom.entry.entry_id)
    await options.async_configure(menu["flow_id"], {"next_step_id": step})
    await options.async_configure(menu["flow_id"], answer)
    await bedroom.settle()
    offered: Any = menu["menu_options"]
    return list(offered)


async def plan(bedroom: Bedroom, *nights: bool, days_ago: int = 0) -> None:
    """Have a trial whose first night is the coming one, or was some days ago."""
    trial = TrialPlan(
        start=bedroom.today + (1 - days_ago) * DAY,
        block=2,
        seed=1,
        primary=Metric.SLEEP_DURATION,
        schedule=nights,
    )
    bedroom.hass.config_entries.async_update_entry(
        bedroom.entry, options={**bedroom.entry.options, "trial": plan_to_dict(trial)}
    )
    await bedroom.settle()


async def is_due(bedroom: Bedroom) -> bool:
    hass = bedroom.hass
    aim = {"entity_id": bedroom.state("tonight").entity_id}
    config = cv.CONDITION_SCHEMA(condition("massage_due_tonight", aim))
    checker = await async_from_config(
        hass, await async_validate_condition_config(hass, config)
    )
    try:
        return bool(checker.async_check())
    finally:
        checker.async_unload()


async def test_drawn_and_ended(bedroom: Bedroom) -> None:
    assert await choose(bedroom, "trial", nights="28") == [
        "sleep_rules",
        "live_sensors",
        "trial",
    ]
    trial = bedroom.sleeper.trial
    assert trial is not None
    assert (trial.start, trial.days) == (bedroom.today + DAY, 28)
    assert bedroom.state("tonight").state in ("massage", "rest")
    await bedroom.until("17:00", days=3)
    assert await choose(bedroom, "end_trial") == [
        "sleep_rules",
        "live_sensors",
        "end_trial",
    ]
    assert bedroom.state("tonight").state == "no_trial"
    assert bedroom.sleeper.trial is not None
    assert bedroom.sleeper.trial.end == bedroom.today + DAY
    assert await choose(bedroom, "trial", nights="84") == [
        "sleep_rules",
        "live_sensors",
        "trial",
    ]


async def test_drawn_as_it_was_wanted(bedroom: Bedroom) -> None:
    await choose(bedroom, "trial", nights="28", block="14", primary="hrv")
    trial = bedroom.sleeper.trial
    assert trial is not None
    assert (trial.days, trial.block, trial.primary) == (28, 14, Metric.HRV)
    assert sum(trial.schedule[:14]) == 7


async def test_rules_leave_the_trial_alone(bedroom: Bedroom) -> None:
    await plan(bedroom, True, False)
    await choose(bedroom, "sleep_rules", primary="hrv")
    assert bedroom.sleeper.trial is not None


async def test_tonight(bedroom: Bedroom) -> None:
    await plan(bedroom, True, False, False, True)
    shown = [bedroom.state("tonight").state]
    for _ in range(4):
        await bedroom.until("01:00", days=1)
        shown.append(bedroom.state("tonight").state)
        await bedroom.until("12:01")
        shown.append(bedroom.state("tonight").state)
    assert shown == [
        *("massage", "massage"),
        *("rest", "rest"),
        *("rest", "rest"),
        *("massage", "massage"),
        "no_trial",
    ]


async def test_massage_is_due(bedroom: Bedroom) -> None:
    due = [await is_due(bedroom)]
    await plan(bedroom, True, False)
    due.append(await is_due(bedroom))
    await bedroom.until("20:00", days=1)
    due.append(await is_due(bedroom))
    assert due == [True, True, False]


async def test_a_night_keeps_what_was_drawn(bedroom: Bedroom) -> None:
    await plan(bedroom, True, False)
    await bedroom.until("18:01", days=2)
    nights = bedroom.sleeper.nights_over()[-2:]
    assert [night.assigned for night in nights] == [True, False]


async def test_a_result_is_told_when_it_is_over(bedroom: Bedroom) -> None:
    await bedroom.has_slept(60)
    await plan(bedroom, *[True, False] * 20, days_ago=30)
    await bedroom.settle()
    report = await bedroom.act("get_report")
    assert report["trial"]["nights_so_far"] == 29
    assert report["trial"]["difference"] is None
    assert "its result is told when it is over" in report["summary"]
    await plan(bedroom, *[True, False] * 14, days_ago=30)
    await bedroom.settle()
    report = await bedroom.act("get_report")
    assert report["trial"]["over"]
    assert report["trial"]["difference"] is not None
    said = await async_spoken_report(bedroom.hass, Context(), "en")
    assert said.startswith("The trial")


async def test_a_wind_down_may_name_somebody(bedroom: Bedroom) -> None:
    hass, massager = bedroom.hass, bedroom.massager.entry
    form = await hass.config_entries.subentries.async_init(
        (massager.entry_id, "wind_down"), context={"source": "user"}
    )
    done = await hass.config_entries.subentries.async_configure(
        form["flow_id"], {"name": "Bedtime", "sleeper": bedroom.entry.entry_id}
    )
    assert done["data"]["sleeper"] == bedroom.entry.entry_id
