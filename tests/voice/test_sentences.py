"""What people say, what happens then, and what is answered: a table per language."""

from typing import Any

import pytest

from .bedroom import Bedroom, table

pytestmark = pytest.mark.freeze_time("2026-11-26 22:35:00", tick=True)

LANGUAGES = ["de", "en", "es", "fr", "nl"]
IDLE = {"session_state": "idle", "wind_down": "idle"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_said(bedroom: Bedroom, language: str) -> None:
    rows = table(language)["said"]
    expected: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []

    for row in rows:
        await bedroom.begin_with(row.get("before", "idle"))
        taken = await bedroom.taken_by(row["say"], language)
        answer = await bedroom.say(row["say"], language=language)
        then = row.get("then", IDLE)
        ours = 0 if row.get("built_in") else 1
        expected.append(
            {"say": row["say"], "taken": ours, "answer": row["answer"], **then}
        )
        found.append(
            {
                "say": row["say"],
                "taken": taken,
                "answer": answer,
                **bedroom.shows(then),
            }
        )

    assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_not_for_us(bedroom: Bedroom, language: str) -> None:
    sentences = table(language)["not_taken"]

    taken = [one for one in sentences if await bedroom.taken_by(one, language)]

    assert taken == []
