"""When a massage would have been noticed: also after the massager was away."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util
import pytest

from custom_components.foot_massage.core.night_exposure import Span
from custom_components.foot_massage.session_log import SESSION_LOG
from custom_components.foot_massage.sleep_watch import SleepWatch

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-01T20:30:00Z")


@pytest.fixture
def returns() -> list[datetime]:
    """Since when a massager was away that has come back."""
    return []


@pytest.fixture
def watch(home: Home, returns: list[datetime]) -> Iterator[SleepWatch]:
    """Somebody who watches that home."""
    watch = SleepWatch(home.hass, home.hass.data[SESSION_LOG], {}, returns.append)
    close = watch.async_start()
    yield watch
    close()


def near(one: datetime, other: datetime) -> bool:
    """Return whether two moments are the same but for what the clock crept on."""
    return abs(one - other) < timedelta(seconds=1)


async def massaged(home: Home) -> None:
    """Have a session that both know of."""
    await home.start()
    await home.wait(minutes=4)
    await home.call("stop_session")
    await home.until_shown("session_state", "idle")


async def test_power_cut_with_nothing_to_remember(
    home: Home, watch: SleepWatch, returns: list[datetime]
) -> None:
    began = dt_util.utcnow()
    await home.tick(600)
    await home.massager.kill()
    await home.until_shown("connection", "off")
    lost = dt_util.utcnow()
    await home.tick(3600)
    (seen,) = watch.watched(began, dt_util.utcnow())
    assert (seen.start, near(seen.end, lost)) == (began, True)
    await home.massager.start()
    await home.until_back()
    back = dt_util.utcnow()
    await home.tick(60)
    now = dt_util.utcnow()
    before, after = watch.watched(began, now)
    assert (before, after.end) == (seen, now)
    assert near(after.start, back)
    assert near(returns[-1], lost)


async def test_power_cut_without_a_massage(home: Home, watch: SleepWatch) -> None:
    began = dt_util.utcnow()
    await massaged(home)
    await home.tick(600)
    await home.massager.kill()
    await home.until_shown("connection", "off")
    await home.tick(3600)
    await home.massager.start()
    await home.until_back()
    now = dt_util.utcnow()
    assert watch.watched(began, now) == [Span(began, now)]


async def test_massage_while_away(home: Home, watch: SleepWatch) -> None:
    began = dt_util.utcnow()
    await massaged(home)
    await home.tick(600)
    await home.massager.admin("misbehave", {"mute": True})
    for _ in range(4):
        await home.tick(10)
    await home.until_shown("connection", "off")
    lost = dt_util.utcnow()
    await home.tick(3600)
    await home.massager.admin("advance", {"seconds": 3600})
    await home.massager.admin("button", {"button": "power"})
    await home.until_device(activity="running")
    await home.massager.admin("advance", {"seconds": 300})
    await home.massager.admin("button", {"button": "power"})
    await home.until_device(activity="idle")
    await home.massager.admin("advance", {"seconds": 600})
    await home.tick(900)
    await home.massager.admin("misbehave", {"mute": False})
    await home.until_back()
    now = dt_util.utcnow()
    first, second = watch.watched(began, now)
    assert (first.start, second.end) == (began, now)
    # It had been silent for a while before that was taken for a loss.
    assert lost - timedelta(minutes=1) < first.end <= lost
    massage = home.hass.data[SESSION_LOG].sessions()[-1]
    assert massage.started_by == "device"
    assert second.start == massage.started_at
