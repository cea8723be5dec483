"""The script blueprint: what it starts, what it answers, and how it refuses."""

from datetime import datetime
from typing import Any

from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest

from custom_components.foot_massage.core.massager import Zone
from tests.entities import refused

from .evening import Evening


async def make(evening: Evening, massager: str) -> None:
    """Make the script."""
    blueprint = {
        "path": "foot_massage/foot_massage.yaml",
        "input": {"massager": massager},
    }
    config = {"script": {"massage": {"use_blueprint": blueprint}}}
    assert await async_setup_component(evening.hass, "script", config)
    await evening.settle()


async def run(evening: Evening, **fields: Any) -> dict[str, Any]:
    """Run the script; returns what it answers."""
    call = evening.hass.services.async_call(
        "script", "massage", fields, blocking=True, return_response=True
    )
    task = evening.hass.async_create_task(call)
    await evening.settle()
    answer: Any = await task
    return answer


async def test_as_it_is_set(evening: Evening) -> None:
    await make(evening, evening.device)
    answer = await run(evening)
    assert evening.session == "running"
    shown = evening.massager.shows("sensor", "session_end")
    ends_at = dt_util.as_local(datetime.fromisoformat(answer["ends_at"]))
    assert ends_at.replace(microsecond=0) == datetime.fromisoformat(shown)
    assert answer["message"] == f"The massage runs until {ends_at:%H:%M}."


async def test_all_fields(evening: Evening) -> None:
    await make(evening, evening.device)
    await run(
        evening,
        program="balance",
        duration=7,
        intensity=2,
        technique="kneading",
        zones=["ball", "arch_and_heel"],
        heat="low",
    )
    assert evening.session_length == 7
    settings = evening.massager.settings
    assert settings.intensity == 2
    assert settings.technique == "kneading"
    assert settings.zones == {Zone.BALL, Zone.ARCH_AND_HEEL}
    assert settings.heat == "low"


async def test_a_massage_that_runs_is_changed(evening: Evening) -> None:
    await make(evening, evening.device)
    await run(evening)
    await run(evening, duration=20)
    assert evening.session_length == 20
    assert len(evening.massager.event_types) == 2


async def test_the_massager_is_gone(evening: Evening) -> None:
    await make(evening, "gone")
    with refused("no_such_massager"):
        await run(evening)
    await run(evening, massager=evening.device)
    assert evening.session == "running"


async def test_what_it_does_not_have(evening: Evening) -> None:
    await make(evening, evening.device)
    with pytest.raises(ServiceValidationError, match="intensity"):
        await run(evening, intensity=17)
    assert evening.session == "idle"
