"""Nights as plain data, and back."""

import json
from typing import Any

import pytest

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.night_exposure import Span
from custom_components.foot_massage.core.night_record import (
    night_from_dict,
    night_to_dict,
)
from custom_components.foot_massage.core.nights import Night
from custom_components.foot_massage.core.record import RecordError

from .sleepers import DAY, RULES, at, session, shows


def full() -> Night:
    book = NightBook(RULES)
    book.take(shows("07:00", {Metric.SLEEP_DURATION: 431}, slept=(None, "06:30")))
    mat = {Metric.HRV: 43}
    book.take(shows("07:01", mat, slept=(None, "06:31"), wearable="mat"))
    book.assign(DAY, massage=False)
    return book.expose(DAY, [session("9 22:00")], [Span(at("9 18:00"), at("18:00"))])


VALUE = night_to_dict(full())["values"]["hrv"]
(SESSION,) = night_to_dict(full())["sessions"]


def test_there_and_back() -> None:
    night = full()
    data = json.loads(json.dumps(night_to_dict(night)))
    assert night_from_dict(data) == night
    assert data["day"] == "2026-11-10"
    assert data["exposure"] == "massage"
    assert data["values"]["sleep_duration"]["status"] == "provisional"


def test_a_night_from_before_any_were_filled() -> None:
    night = full()
    data = night_to_dict(night)
    for value in data["values"].values():
        del value["origin"]
    assert night_from_dict(data) == night


def test_an_empty_night() -> None:
    night = NightBook(RULES).night(DAY)
    assert night_from_dict(night_to_dict(night)) == night


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "yesterday"},
        {"start": "2026-11-09T18:00:00"},
        {"end": "2026-11-08T18:00:00+00:00"},
        {"values": {"mood": {}}},
        {"values": {"hrv": {"value": "a lot", "sources": [], "status": "settled"}}},
        {"values": []},
        {"sleeps": {"ring": {}}},
        {"sessions": [{}]},
        {"sessions": 3},
        {"exposure": "perhaps"},
        {"day": "2126-11-09"},
        {"end": "2026-12-24T18:00:00+00:00"},
        {"values": {"hrv": {**VALUE, "value": 1e300}}},
        {"values": {"hrv": {**VALUE, "value": True}}},
        {"sessions": [{**SESSION, "minutes": 1e300}]},
        {"sessions": [{**SESSION, "minutes": -1}]},
        {"sessions": [{**SESSION, "session_id": 1}]},
    ],
)
def test_nonsense(wrong: dict[str, Any]) -> None:
    data = night_to_dict(full()) | wrong
    with pytest.raises(RecordError, match="not a night"):
        night_from_dict(data)
    with pytest.raises(RecordError, match="not a night"):
        night_from_dict({})
