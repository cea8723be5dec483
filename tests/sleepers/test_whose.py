"""Whose a massage is: of who is named, who asks, who usually does, or nobody's."""

from homeassistant.core import Context, HomeAssistant
import pytest

from ..entities import Massager, get_sessions, refused
from ..massagers import set_up
from .entries import person, sleeper_entry

pytestmark = pytest.mark.usefixtures("integration")


async def whose(demo: Massager) -> str | None:
    """End the massage that runs; returns who had it."""
    await demo.act("stop_session")
    session = (await get_sessions(demo.hass))[-1]
    name: str | None = session["sleeper"]
    return name


async def test_who_is_named(hass: HomeAssistant, demo: Massager) -> None:
    ada = await person(hass, "Ada", "user")
    entry = await set_up(hass, sleeper_entry("Ada L.", person=ada))
    for called in (entry.entry_id, "ada l.", " Ada L. ", "person.ada"):
        await demo.start(sleeper=called)
        assert await whose(demo) == "Ada L."


async def test_nobody_is_called_so(hass: HomeAssistant, demo: Massager) -> None:
    with refused("no_sleeper"):
        await demo.start(sleeper="Ada")
    await set_up(hass, sleeper_entry("Ada"))
    for wrong in ("Bob", "sensor.nothing", demo.entry.entry_id):
        with refused("unknown_value", wrong, "Ada"):
            await demo.start(sleeper=wrong)
    assert demo.shows("switch", "session") == "off"


async def test_who_asks(hass: HomeAssistant, demo: Massager) -> None:
    owner = await hass.auth.async_create_user("Ada", group_ids=["system-admin"])
    await set_up(hass, sleeper_entry(person=await person(hass, "Ada", owner.id)))
    await set_up(hass, sleeper_entry("Bob", person=await person(hass, "Bob", "other")))
    await demo.act("start_session", context=Context(user_id=owner.id))
    assert await whose(demo) == "Ada"
    await demo.use("switch.turn_on", "session", context=Context(user_id=owner.id))
    assert await whose(demo) == "Ada"
    await demo.act("start_session", sleeper="Bob", context=Context(user_id=owner.id))
    assert await whose(demo) == "Bob"


async def test_who_usually_does(hass: HomeAssistant, demo: Massager) -> None:
    entry = await set_up(hass, sleeper_entry())
    await demo.start()
    assert await whose(demo) is None
    hass.config_entries.async_update_entry(
        demo.entry, options={"default_sleeper": entry.entry_id}
    )
    await hass.async_block_till_done()
    await demo.start()
    assert await whose(demo) == "Ada"
    demo.driver.press_button()
    await demo.until_shown("switch", "session", "on")
    assert await whose(demo) == "Ada"


async def test_who_usually_did_is_gone(hass: HomeAssistant, demo: Massager) -> None:
    hass.config_entries.async_update_entry(
        demo.entry, options={"default_sleeper": "gone"}
    )
    await hass.async_block_till_done()
    await demo.start()
    assert await whose(demo) is None


async def test_sessions_of_one_person(hass: HomeAssistant, demo: Massager) -> None:
    entry = await set_up(hass, sleeper_entry())
    for called in (None, "Ada"):
        await demo.start(**({"sleeper": called} if called else {}))
        await demo.act("stop_session")
    (session,) = await get_sessions(hass, sleeper="Ada")
    assert session["sleeper_id"] == entry.entry_id
