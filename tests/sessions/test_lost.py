"""Power and connection come and go: a session ends in the log exactly once."""

from datetime import timedelta

from homeassistant.config_entries import SOURCE_REAUTH
import pytest

from custom_components.foot_massage.const import DOMAIN

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-01T20:30:00Z")


async def lose(home: Home) -> None:
    """Cut the massager's power and wait until that is noticed."""
    await home.massager.kill()
    await home.until_shown("connection", "off")


@pytest.mark.parametrize("minutes", [1, 30])
async def test_power_cut_of_the_massager(home: Home, minutes: int) -> None:
    await home.start()
    await home.wait(minutes=4)
    await lose(home)
    assert home.shows("session") == "unavailable"
    assert home.shows("stop") != "unavailable"
    await home.tick(minutes * 60)
    await home.massager.start()
    await home.until_back()
    session = await home.the_session()
    assert session["outcome"] == "interrupted"
    assert session["minutes"] == pytest.approx(4, abs=0.2)
    assert home.events == ["started", "interrupted"]


async def test_never_back(home: Home) -> None:
    await home.start()
    await home.wait(minutes=4)
    await lose(home)
    await home.tick(15 * 60)
    assert home.left_open
    await home.tick(70)
    await home.tick(1)
    session = await home.the_session()
    assert (session["outcome"], home.shows("session")) == ("interrupted", "unavailable")
    assert session["minutes"] == pytest.approx(4, abs=0.2)


async def test_connection_lost_while_it_goes_on(home: Home) -> None:
    await home.start()
    await home.wait(minutes=2)
    await home.massager.admin("misbehave", {"mute": True})
    for _ in range(4):
        await home.tick(10)
    await home.until_shown("connection", "off")
    await home.massager.admin("misbehave", {"mute": False})
    await home.until_back()
    assert home.shows("session_state") == "running"
    await home.wait(minutes=11)
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10.0)
    assert (await home.massager.state())["starts"] == 1


async def test_completed_while_the_connection_was_lost(home: Home) -> None:
    await home.start()
    await home.wait(minutes=8)
    await home.massager.admin("misbehave", {"mute": True})
    for _ in range(4):
        await home.tick(10)
    await home.until_shown("connection", "off")
    await home.massager.admin("advance", {"seconds": 180})
    await home.massager.admin("misbehave", {"mute": False})
    await home.until_back()
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10.0)


@pytest.mark.parametrize("fault", ["reboot", "forget"])
async def test_massager_loses_the_session(home: Home, fault: str) -> None:
    await home.start()
    await home.wait(minutes=5)
    if fault == "reboot":
        await home.massager.admin("reboot")
        await home.until_shown("connection", "off")
        await home.until_back()
    else:
        await home.massager.admin("misbehave", {"forget_session": True})
        await home.until_shown("session_state", "idle")
    session = await home.the_session()
    assert session["outcome"] == ("interrupted" if fault == "reboot" else "stopped")
    assert session["minutes"] == pytest.approx(5, abs=0.2)


async def test_token_revoked(home: Home) -> None:
    await home.start()
    await home.wait(minutes=2)
    await home.massager.admin("revoke")
    await home.until_shown("connection", "off")
    (flow,) = home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert flow["context"]["source"] == SOURCE_REAUTH
    assert (await home.massager.state())["motor"]
    token = (await home.massager.admin("token"))["token"]
    home.hass.config_entries.async_update_entry(
        home.entry, data={**home.entry.data, "token": token}
    )
    await home.hass.async_block_till_done()
    assert home.shows("session_state") == "running"
    await home.wait(minutes=9)
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10.0)


async def test_home_assistant_away_until_the_end(home: Home) -> None:
    await home.start()
    await home.wait(minutes=3)
    await home.leave()
    await home.massager.admin("advance", {"seconds": 600})
    home.freezer.tick(600)
    await home.massager.state()
    await home.come_back()
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10.0)
    end = home.when("session_end") - home.when("session_start")
    assert abs(end - timedelta(minutes=10)) < timedelta(seconds=5)


async def test_begun_and_ended_while_home_assistant_was_away(home: Home) -> None:
    await home.leave()
    await home.massager.admin("button", {"button": "power"})
    await home.until_device(activity="running")
    await home.massager.admin("advance", {"seconds": 120})
    await home.massager.admin("button", {"button": "power"})
    await home.until_device(activity="idle")
    await home.massager.admin("advance", {"seconds": 3600})
    home.freezer.tick(3720)
    await home.come_back()
    session = await home.the_session()
    assert (session["started_by"], session["outcome"]) == ("device", "stopped")
    assert session["minutes"] == pytest.approx(2, abs=0.2)
    await home.leave()
    await home.come_back()
    assert len(await home.sessions()) == 1
