"""The demo notices when something was not as it should be."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
import sqlite3

import pytest

from demo.client import Json
from demo.evidence import (
    complaints,
    judge_lights,
    judge_massager,
    judge_record,
    judge_rows,
    recorder_rows,
)
from demo.timeline import Sample, Table

LAMP = "light.lamp"
GREETING = (
    "2026-01-01 20:00:00.000 WARNING (SyncWorker_0) [homeassistant.loader] We found a"
    " custom integration foot_massage which has not been tested by Home Assistant."
)
ERROR = "2026-01-01 20:00:01.000 ERROR (MainThread) [homeassistant] Exception\n"


def light(brightness: int | str) -> Json:
    """A light's state: its brightness, or its state if it cannot be dimmed."""
    if isinstance(brightness, str):
        return {"state": brightness, "attributes": {"friendly_name": "A lamp"}}
    return {
        "state": "on" if brightness else "off",
        "attributes": {"friendly_name": "A lamp", "brightness": brightness or None},
    }


def samples(*levels: int | str, **massager: object) -> list[Sample]:
    """What is seen if the lamp has these levels, one a minute."""
    idle = {"activity": "idle", "motor": False, "session": None, "last_session": None}
    return [
        Sample(
            seconds=minute * 60,
            lights={LAMP: light(level)},
            massager={**idle, "elapsed_s": 0, "starts": 0, **massager},
            wind_down="idle",
            session_end=None,
        )
        for minute, level in enumerate(levels)
    ]


@pytest.mark.parametrize(
    ("levels", "good"),
    [
        ((204, 100, 26, 26, 0), True),
        ((204, 100, 120, 26, 0), False),
        ((204, 100, 40, 0), False),
        ((204, 100, 26), False),
        ((0, 0, 0), True),
        ((0, 26, 0), False),
        (("on", "on", "off"), True),
        (("on", "on", "on"), False),
        (("unavailable", "unavailable"), True),
        (("unavailable", 26), False),
    ],
)
def test_lights(levels: tuple[int | str, ...], good: bool) -> None:
    (finding,) = judge_lights(samples(*levels))
    assert finding.seen is good


@pytest.mark.parametrize(
    ("reason", "elapsed", "starts", "good"),
    [
        ("completed", 600, 1, [True, True]),
        ("stopped_remote", 600, 1, [False, True]),
        ("completed", 500, 1, [False, True]),
        ("completed", 600, 2, [True, False]),
    ],
)
def test_massager(reason: str, elapsed: float, starts: int, good: list[bool]) -> None:
    ended = {"reason": reason, "elapsed_s": elapsed}
    seen = samples(0, 0, last_session=ended, starts=starts)
    motor, *rest = judge_massager(seen, 10)
    assert not motor.seen
    assert [finding.seen for finding in rest] == good
    motor, *_ = judge_massager(samples(0, activity="running", motor=True), 10)
    assert motor.seen


def test_record() -> None:
    record = {"outcome": "completed", "minutes": 10.0}
    assert all(finding.seen for finding in judge_record([record], 10))
    for wrong in ([], [record, record], [{**record, "minutes": 9.5}]):
        assert not all(finding.seen for finding in judge_record(wrong, 10))


def test_log() -> None:
    quiet = (
        f"{GREETING}\n2026-01-01 20:00:02.000 INFO (MainThread) [foot_massage] Fine\n"
    )
    assert list(complaints(quiet)) == []
    loud = f"{quiet}{ERROR}Traceback\n  custom_components/foot_massage/x.py\n{GREETING}"
    (complaint,) = complaints(loud)
    assert complaint.startswith("2026-01-01 20:00:01.000 ERROR")
    assert complaint.endswith("x.py")


def test_log_of_newer_home_assistant() -> None:
    loud = ERROR.replace(".000 ERROR", ".000+00:00 ERROR").replace(
        "Exception", "foot_massage failed"
    )
    assert list(complaints(loud)) == [loud.strip()]


def test_unreadable_log() -> None:
    assert list(complaints("It is night.\n"))


def test_rows(tmp_path: Path) -> None:
    database = tmp_path / "home.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executescript(
            "CREATE TABLE states_meta (metadata_id, entity_id);"
            # The recorder keeps an unused entity_id here, too.
            "CREATE TABLE states (metadata_id, last_updated_ts, entity_id);"
            "INSERT INTO states_meta VALUES (1, 'sensor.a'), (2, 'sensor.b');"
            "INSERT INTO states VALUES"
            " (1, 99, NULL), (1, 100, NULL), (1, 101, NULL), (2, 101, NULL);"
        )
    since = datetime.fromtimestamp(100, UTC)
    rows = recorder_rows(database, ["sensor.a", "sensor.c"], since)
    assert rows == {"sensor.a": 2}
    assert judge_rows(rows).seen
    assert not judge_rows({}).seen
    assert not judge_rows({"sensor.a": 16}).seen


def test_table() -> None:
    """Headings stand above their columns."""
    running = {"activity": "running", "session": {"id": "1"}, "elapsed_s": 65}
    (sample,) = samples(204, **running)
    table = Table(sample)
    top, bottom = table.heading.splitlines()
    assert table.line(sample).split() == ["0:00", "80", "%", "running", "1:05", "-"]
    assert top.index("A") + 1 == bottom.index("lamp") + 4
