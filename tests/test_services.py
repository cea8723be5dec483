"""The actions: what they do, whom they reach, and what they say to nonsense."""

from datetime import date
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, Unauthorized, UnknownUser
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest

from custom_components.foot_massage import coordinator

from .emulator.process import EmulatorProcess
from .entities import Massager, failed, get_sessions, refused
from .massagers import demo_entry, paired_entry, set_up, wind_down_subentry
from .patience import PATIENCE_S
from .sleepers.entries import sleeper_entry


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for what a start leads to for as long as a busy machine may take."""
    monkeypatch.setattr(coordinator, "CONFIRM_SECONDS", PATIENCE_S)


@pytest.fixture
async def massager(
    hass: HomeAssistant, integration: None, emulator: EmulatorProcess
) -> Massager:
    """A massager on the network."""
    return await Massager.at_home(hass, await paired_entry(emulator))


@pytest.fixture
async def basic(
    hass: HomeAssistant, integration: None, basic_emulator: EmulatorProcess
) -> Massager:
    """A massager that has next to nothing."""
    return await Massager.at_home(hass, await paired_entry(basic_emulator))


@pytest.mark.parametrize(
    ("data", "key", "words"),
    [
        ({"duration": 61}, "duration_out_of_range", ("1", "60")),
        ({"duration": "abc"}, "duration_out_of_range", ()),
        ({"program": "turbo"}, "unknown_value", ("turbo", "deep_relax")),
        ({"technique": 7}, "unknown_value", ("7", "kneading")),
        ({"heat": "boiling"}, "unknown_value", ("boiling", "medium")),
        ({"zones": ["knee"]}, "unknown_value", ("knee", "ball")),
        ({"zones": []}, "no_zone", ("at least one",)),
        ({"intensity": "strong"}, "unknown_value", ("strong",)),
        ({"intensity": 6}, "unsupported_setting", ("6", "1–5")),
        ({"intensity": 0}, "unsupported_setting", ("0", "1–5")),
        ({"technique": "tapping"}, "unsupported_setting", ("tapping", "kneading")),
    ],
)
async def test_nonsense(
    demo: Massager, data: dict[str, Any], key: str, words: tuple[str, ...]
) -> None:
    before = demo.panel
    with refused(key, *words):
        await demo.start(**data)
    assert demo.shows("sensor", "session_state") == "idle"
    assert demo.panel == before
    assert await get_sessions(demo.hass) == []


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"heat": "low"}, "no_such_control"),
        ({"zones": ["ball"]}, "no_such_control"),
        ({"technique": "kneading"}, "unsupported_setting"),
        ({"intensity": 4}, "unsupported_setting"),
    ],
)
async def test_what_it_lacks(basic: Massager, data: dict[str, Any], key: str) -> None:
    with refused(key):
        await basic.start(**data)
    assert basic.event_types == ["refused"]
    assert await get_sessions(basic.hass) == []


async def test_one_that_cannot_be_paused(basic: Massager) -> None:
    await basic.start()
    with refused("cannot_pause", "Foot massager"):
        await basic.act("pause_session")
    assert basic.shows("sensor", "session_state") == "running"


async def test_what_is_asked_for(massager: Massager, emulator: EmulatorProcess) -> None:
    answer = await massager.start(
        program="after_walking", duration="12", heat="high", zones="ball", intensity="4"
    )
    inside = await emulator.state()
    assert inside["session"]["id"] == answer["session_id"]
    assert inside["session"]["duration_s"] == 720
    assert inside["settings"] == {
        "technique": "kneading",
        "intensity": 4,
        "zones": ["ball"],
        "heat": "high",
    }
    end = dt_util.parse_datetime(massager.shows("sensor", "session_end"))
    assert end
    told = dt_util.parse_datetime(answer["ends_at"])
    assert told
    assert told.replace(microsecond=0) == end
    assert massager.panel["program"] == "custom"


async def test_start_while_running(
    massager: Massager, emulator: EmulatorProcess
) -> None:
    first = await massager.start()
    again = await massager.start(duration=20)
    third = await massager.start(program="deep_relax", intensity=1)
    assert first["session_id"] == again["session_id"] == third["session_id"]
    inside = await emulator.state()
    assert (inside["starts"], inside["session"]["duration_s"]) == (1, 1200)
    assert inside["settings"]["intensity"] == 1
    assert massager.event_types == ["started", "extended"]


async def test_extend(massager: Massager, emulator: EmulatorProcess) -> None:
    with refused("not_running"):
        await massager.act("extend_session", duration=5)
    await massager.start()
    await massager.act("extend_session", duration=5)
    assert (await emulator.state())["session"]["duration_s"] == 900
    with refused("duration_out_of_range"):
        await massager.act("extend_session", duration=50)
    await massager.act("stop_session")
    assert massager.panel["duration"] == "10.0"


async def test_pause_and_resume(demo: Massager) -> None:
    with refused("not_running"):
        await demo.act("pause_session")
    with refused("not_paused"):
        await demo.act("resume_session")
    await demo.start()
    await demo.act("pause_session")
    assert demo.shows("sensor", "session_state") == "paused"
    assert demo.shows("sensor", "session_end") == "unknown"
    assert demo.state("sensor", "session_state").attributes["remaining"] > 590
    await demo.act("resume_session")
    assert demo.shows("sensor", "session_state") == "running"
    assert demo.event_types == ["started", "paused", "resumed"]


async def test_out_of_reach(massager: Massager, emulator: EmulatorProcess) -> None:
    await emulator.kill()
    await massager.until_shown("binary_sensor", "connection", "off")
    with failed("cannot_connect", "Foot massager"):
        await massager.start()
    with failed("cannot_connect"):
        await massager.act("stop_session")
    assert await get_sessions(massager.hass) == []
    assert massager.event_types == ["refused"]


async def test_whom_it_reaches(
    hass: HomeAssistant, integration: None, prompt: None
) -> None:
    demo = await Massager.at_home(hass, demo_entry())
    registry = er.async_get(hass)
    switch = registry.async_get(demo.entity_id("switch", "session"))
    assert switch
    assert switch.device_id
    await demo.act("start_session", entity_id=[], device_id=switch.device_id)
    assert demo.shows("switch", "session") == "on"
    await demo.act("stop_session", entity_id="all")
    assert demo.shows("switch", "session") == "off"
    for wrong in ("switch.nowhere", demo.entity_id("switch", "zone_ball")):
        with refused("no_such_massager"):
            await demo.act("start_session", entity_id=wrong)
    with refused("no_such_wind_down"):
        await demo.act("start_wind_down")
    await hass.config_entries.async_unload(demo.entry.entry_id)
    with refused("no_such_massager"):
        await demo.act("start_session")


async def test_two_massagers(
    hass: HomeAssistant, integration: None, prompt: None, emulator: EmulatorProcess
) -> None:
    away = await Massager.at_home(hass, await paired_entry(emulator))
    demo = await Massager.at_home(hass, demo_entry())
    both = [one.entity_id("switch", "session") for one in (away, demo)]
    await demo.act("start_session", entity_id=both)
    assert demo.shows("switch", "session") == away.shows("switch", "session") == "on"

    # One that is out of reach does not keep the other from anything.
    await emulator.kill()
    await away.until_shown("binary_sensor", "connection", "off")
    fields: dict[str, Any] = {"entity_id": both}
    with pytest.raises(HomeAssistantError):
        await demo.act("extend_session", duration=1, **fields)
    for action, shown in (("stop_session", "off"), ("start_session", "on")):
        with pytest.raises(HomeAssistantError):
            await demo.act(action, **fields)
        assert demo.shows("switch", "session") == shown
    assert demo.event_types == ["started", "extended", "stopped", "started"]
    only = await get_sessions(hass, massager=demo.entry.entry_id)
    assert [one["massager"] for one in only] == ["Demo foot massager"]


async def test_who_may(hass: HomeAssistant, integration: None, prompt: None) -> None:
    demo = await Massager.at_home(
        hass, demo_entry(subentries_data=[wind_down_subentry()])
    )
    # The first user of a home is its owner.
    owner = await hass.auth.async_create_user("Owner", group_ids=["system-admin"])
    guest = await hass.auth.async_create_user("Guest", group_ids=["system-read-only"])
    for action, domain, key in (
        ("start_session", "switch", "session"),
        ("start_wind_down", "scene", "wind_down"),
    ):
        data = {"entity_id": demo.entity_id(domain, key)}
        with pytest.raises(Unauthorized):
            await demo.act(action, context=Context(user_id=guest.id), **data)
    with refused("no_such_massager"):
        await demo.act(
            "start_session", context=Context(user_id=guest.id), entity_id="all"
        )
    with pytest.raises(UnknownUser):
        await demo.act("start_session", context=Context(user_id="nobody"))
    await demo.act("start_session", context=Context(user_id=owner.id))
    assert demo.shows("switch", "session") == "on"


async def test_get_sessions(hass: HomeAssistant, demo: Massager) -> None:
    ada = await set_up(hass, sleeper_entry("Ada"))
    for sleeper in ("Ada", None):
        await demo.start(**({"sleeper": sleeper} if sleeper else {}))
        await demo.act("stop_session")
    assert len(await get_sessions(hass)) == 2
    (session,) = await get_sessions(hass, sleeper="Ada")
    assert (session["sleeper"], session["outcome"]) == ("Ada", "stopped")
    assert session["sleeper_id"] == ada.entry_id
    with refused("unknown_value", "Bob", "Ada"):
        await get_sessions(hass, sleeper="Bob")
    assert await get_sessions(hass, end="2020-01-01 00:00:00") == []
    assert len(await get_sessions(hass, start="2020-01-01")) == 2
    for nobody in ("nobody", ""):
        with refused("unknown_value", "massager", "(Demo foot massager)"):
            await get_sessions(hass, massager=nobody)


@pytest.mark.parametrize("field", ["start", "end"])
@pytest.mark.parametrize(
    "value", ["yesterday", "2026-13-45 00:00:00", "0001-01-01 00:00:00", 5, True, []]
)
async def test_no_date(demo: Massager, field: str, value: object) -> None:
    await demo.hass.config.async_set_time_zone("Europe/Amsterdam")
    with refused("no_time", str(value), field):
        await get_sessions(demo.hass, **{field: value})


@pytest.mark.parametrize(
    "value",
    ["2020-01-01", "2020-01-01 12:00", "2020-01-01T12:00:00Z", date(2020, 1, 1)],
)
async def test_a_date(demo: Massager, value: object) -> None:
    await demo.start()
    await demo.act("stop_session")
    assert len(await get_sessions(demo.hass, start=value)) == 1
    assert await get_sessions(demo.hass, end=value) == []
