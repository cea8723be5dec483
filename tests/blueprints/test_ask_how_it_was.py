"""Asked on the phone how it was: once for each massage, and kept with it."""

from datetime import timedelta
from typing import Any

from homeassistant.helpers import device_registry as dr
import pytest

from custom_components.foot_massage.session_log import SESSION_LOG
from tests.massagers import set_up
from tests.sleepers.entries import sleeper_entry

from .evening import Evening
from .phone import Phone

NAME = "ask_how_it_was"
LOW, HIGH = "Not calm (1–2)", "Calm (4–5)"


async def ask(evening: Evening, phone: Phone, **inputs: Any) -> None:
    """Have it asked after each massage."""
    inputs = {"massager": evening.device, "phone": phone.device} | inputs
    await evening.automate(NAME, **inputs)


async def massage(evening: Evening, minutes: float = 5, **data: Any) -> None:
    await evening.act("start_session", **data)
    await evening.wait(timedelta(minutes=minutes))
    await evening.act("stop_session")


def rated(evening: Evening) -> list[tuple[int | None, int | None]]:
    """Return calm and pain of all massages, the oldest first."""
    sessions = evening.hass.data[SESSION_LOG].sessions()
    return [(one.calm, one.pain) for one in sessions]


def buttons(phone: Phone) -> list[str]:
    """Return what can be pressed at the moment."""
    return [one["title"] for one in phone.questions[-1]["data"]["actions"]]


async def press(phone: Phone, title: str) -> None:
    await phone.press(title, phone.questions[-1])


async def reply(evening: Evening, phone: Phone, text: str | None) -> None:
    """Enter something into the question about pain."""
    (question,) = phone.questions
    (button,) = question["data"]["actions"]
    assert button["behavior"] == "textInput"
    told = {"action": button["action"]} | ({} if text is None else {"reply_text": text})
    evening.hass.bus.async_fire("mobile_app_notification_action", told)
    await evening.settle()


@pytest.mark.parametrize(
    ("first", "second", "calm"),
    [
        (LOW, "1", 1),
        (LOW, "2", 2),
        ("3", None, 3),
        (HIGH, "4", 4),
        (HIGH, "5", 5),
    ],
)
async def test_how_calm(
    evening: Evening, phone: Phone, first: str, second: str | None, calm: int
) -> None:
    await ask(evening, phone)
    await massage(evening)
    # Android shows no more than three.
    assert buttons(phone) == [LOW, "3", HIGH]
    await press(phone, first)
    if second:
        assert buttons(phone) == (["1", "2"] if first == LOW else ["4", "5"])
        await press(phone, second)
    assert phone.questions == []
    assert rated(evening) == [(calm, None)]
    assert evening.asked == ["rate_session"]


async def test_an_iphone_has_room_for_all(evening: Evening, phone: Phone) -> None:
    registry = dr.async_get(evening.hass)
    registry.async_update_device(phone.device, manufacturer="Apple")
    await ask(evening, phone)
    await massage(evening)
    assert buttons(phone) == ["1", "2", "3", "4", "5"]
    await press(phone, "5")
    assert rated(evening) == [(5, None)]


@pytest.mark.parametrize(
    ("text", "pain"),
    [
        ("0", 0),
        (" 3 ", 3),
        ("3/10", 3),
        ("10", 10),
        ("11", None),
        ("{{ 5 + 4 }}", 5),
        ("9" * 5000, None),
        ("a bit", None),
        ("", None),
        (None, None),
    ],
)
async def test_how_much_it_hurts(
    evening: Evening, phone: Phone, text: str | None, pain: int | None
) -> None:
    await ask(evening, phone, ask_pain=True)
    await massage(evening)
    await press(phone, "3")
    await reply(evening, phone, text)
    assert phone.questions == []
    assert rated(evening) == [(3, pain)]


async def test_nobody_answers(evening: Evening, phone: Phone) -> None:
    await ask(evening, phone, answer_within=10)
    await massage(evening)
    await evening.wait(timedelta(minutes=9))
    assert len(phone.questions) == 1
    await evening.wait(timedelta(minutes=2))
    assert phone.questions == []
    assert rated(evening) == [(None, None)]


async def test_pain_is_not_answered(evening: Evening, phone: Phone) -> None:
    await ask(evening, phone, ask_pain=True, answer_within=10)
    await massage(evening)
    await press(phone, "3")
    assert len(phone.questions) == 1
    await evening.wait(timedelta(minutes=11))
    assert phone.questions == []
    assert rated(evening) == [(3, None)]


async def test_each_massage_is_asked_about(evening: Evening, phone: Phone) -> None:
    await ask(evening, phone)
    await massage(evening)
    (first,) = phone.questions
    await massage(evening)
    _, second = phone.questions
    await phone.press("3", second)
    await phone.press(HIGH, first)
    await press(phone, "4")
    assert rated(evening) == [(4, None), (3, None)]


async def test_that_was_too_short(evening: Evening, phone: Phone) -> None:
    await ask(evening, phone)
    await massage(evening, minutes=1)
    assert phone.told == []


async def test_only_ones_own(evening: Evening, phone: Phone) -> None:
    anna = await set_up(evening.hass, sleeper_entry("Anna"))
    await evening.settle()
    await ask(evening, phone, sleeper=anna.entry_id)
    await massage(evening)
    await massage(evening, sleeper="Anna")
    assert len(phone.questions) == 1
    await press(phone, "3")
    assert rated(evening) == [(None, None), (3, None)]


async def test_further_conditions(evening: Evening, phone: Phone) -> None:
    never = {"condition": "template", "value_template": "{{ false }}"}
    await ask(evening, phone, conditions=[never])
    await massage(evening)
    assert phone.told == []


async def test_a_phone_that_is_gone(evening: Evening, phone: Phone) -> None:
    phone.device = "gone"
    await ask(evening, phone)
    await massage(evening)
    assert evening.asked == []
