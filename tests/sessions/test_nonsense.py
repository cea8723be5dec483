"""A massager that talks nonsense in the middle of a session."""

from homeassistant.exceptions import HomeAssistantError
import pytest

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-01T20:30:00Z")


@pytest.mark.parametrize("fault", ["garbage_pushes", "wrong_type_pushes"])
async def test_pushed(home: Home, caplog: pytest.LogCaptureFixture, fault: str) -> None:
    await home.start(program="quick_reset")
    await home.massager.admin("misbehave", {fault: 3})
    for level in (5, 4, 3, 1):
        await home.massager.admin("settings", {"intensity": level})
    await home.until_shown("intensity", "1")
    assert caplog.text.count("makes no sense") == 1
    await home.wait(minutes=5, seconds=5)
    assert (await home.the_session())["outcome"] == "completed"


@pytest.mark.parametrize("fault", ["garbage", "wrong_types", "error_500"])
async def test_answered(home: Home, fault: str) -> None:
    await home.start(program="quick_reset")
    await home.massager.admin("misbehave", {fault: 100})
    for option in ("high", "medium", "off"):
        with pytest.raises(HomeAssistantError, match="Foot massager"):
            await home.use("heat", "select_option", option=option)
    await home.massager.admin("misbehave", {fault: 0})
    await home.wait(minutes=5, seconds=5)
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 5.0)
