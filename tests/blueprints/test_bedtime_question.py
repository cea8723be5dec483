"""The bedtime blueprint asks: on the phone, aloud, and what the answers lead to."""

from datetime import timedelta

import pytest

from .evening import Evening
from .phone import Phone
from .satellite import Satellite

NAME = "bedtime_wind_down"
STARTED = ["start_wind_down"]
SPEAKER = "assist_satellite.bedroom"
QUESTION = "Shall I start your wind-down?"


async def test_yes(evening: Evening, phone: Phone) -> None:
    await evening.automate(NAME, wind_down=evening.scene, phone=phone.device)
    await evening.at("22:00")
    assert evening.asked == []
    (question,) = phone.questions
    assert question["message"] == QUESTION
    titles = [button["title"] for button in question["data"]["actions"]]
    assert titles == ["Yes", "In 15 minutes", "No"]
    await phone.press("Yes")
    assert evening.asked == STARTED
    assert phone.questions == []


async def test_no(evening: Evening, phone: Phone) -> None:
    inputs = {"phone": phone.device, "no_answer": "start"}
    await evening.automate(NAME, wind_down=evening.scene, **inputs)
    await evening.at("22:00")
    await phone.press("No")
    await evening.at("23:00")
    assert evening.asked == []
    assert phone.questions == []


async def test_in_15_minutes(evening: Evening, phone: Phone) -> None:
    await evening.automate(NAME, wind_down=evening.scene, phone=phone.device)
    await evening.at("22:00")
    await phone.press("In 15 minutes")
    await evening.at("22:14")
    assert evening.asked == []
    await evening.at("22:16")
    assert evening.asked == STARTED


async def test_later_and_then_not_at_all(evening: Evening, phone: Phone) -> None:
    skip = "input_boolean.not_tonight"
    inputs = {"phone": phone.device, "not_tonight": skip}
    await evening.automate(NAME, wind_down=evening.scene, **inputs)
    await evening.at("22:00")
    await phone.press("In 15 minutes")
    await evening.set(skip, "on")
    await evening.at("22:30")
    assert evening.asked == []


@pytest.mark.parametrize("no_answer", ["start", "skip"])
async def test_nobody_answers(evening: Evening, phone: Phone, no_answer: str) -> None:
    inputs = {"phone": phone.device, "answer_within": 5, "no_answer": no_answer}
    await evening.automate(NAME, wind_down=evening.scene, **inputs)
    await evening.at("22:04")
    assert len(phone.questions) == 1
    assert evening.asked == []
    await evening.at("22:06")
    assert phone.questions == []
    assert evening.asked == (STARTED if no_answer == "start" else [])


async def test_each_question_has_answers_of_its_own(
    evening: Evening, phone: Phone
) -> None:
    """An answer to yesterday's question does not count today."""
    await evening.automate(NAME, wind_down=evening.scene, phone=phone.device)
    await evening.at("22:00")
    (yesterday,) = phone.questions
    await evening.at("21:00")
    await evening.at("22:00")
    await phone.press("Yes", yesterday)
    assert evening.asked == []
    await phone.press("Yes")
    assert evening.asked == STARTED


async def test_a_phone_that_is_gone(evening: Evening) -> None:
    inputs = {"phone": "gone", "no_answer": "start"}
    await evening.automate(NAME, wind_down=evening.scene, **inputs)
    await evening.at("22:00")
    assert evening.asked == STARTED


@pytest.mark.parametrize(
    ("heard", "starts_after"),
    [
        ("Yes, please!", 0),
        ("start", 0),
        ("In fifteen minutes", 15),
        ("in 15 minutes", 15),
        ("Not tonight.", None),
        ("no thanks", None),
        ("What?", None),
        (None, None),
    ],
)
async def test_aloud(
    evening: Evening, heard: str | None, starts_after: int | None
) -> None:
    satellite = await Satellite.at_home(evening, heard)
    await evening.automate(NAME, wind_down=evening.scene, satellite=SPEAKER)
    await evening.at("22:00")
    assert satellite.asked == [QUESTION]
    assert evening.asked == (STARTED if starts_after == 0 else [])
    await evening.wait(timedelta(minutes=16))
    assert evening.asked == ([] if starts_after is None else STARTED)


async def test_aloud_then_on_the_phone(evening: Evening, phone: Phone) -> None:
    await Satellite.at_home(evening, None)
    inputs = {"satellite": SPEAKER, "phone": phone.device}
    await evening.automate(NAME, wind_down=evening.scene, **inputs)
    await evening.at("22:00")
    await phone.press("Yes")
    assert evening.asked == STARTED


async def test_answered_aloud(evening: Evening, phone: Phone) -> None:
    await Satellite.at_home(evening, "okay")
    inputs = {"satellite": SPEAKER, "phone": phone.device}
    await evening.automate(NAME, wind_down=evening.scene, **inputs)
    await evening.at("22:00")
    assert evening.asked == STARTED
    assert phone.told == []


async def test_in_other_words(evening: Evening, phone: Phone) -> None:
    satellite = await Satellite.at_home(evening, "Nein danke")
    words = {"ask": "Soll ich anfangen?", "no_sentences": ["nein [danke]"]}
    inputs = {"satellite": SPEAKER, "phone": phone.device, "no_button": "Nein"}
    await evening.automate(NAME, wind_down=evening.scene, **words, **inputs)
    await evening.at("22:00")
    assert satellite.asked == ["Soll ich anfangen?"]
    assert phone.told == []
    await evening.at("21:00")
    satellite.heard = "Weiß nicht"
    await evening.at("22:00")
    await phone.press("Nein")
    assert evening.asked == []
