"""Switches: the session, the zones and the safety hold."""

import pytest

from .entities import Massager, refused

ZONES = ("arch_and_heel", "ball", "toes_and_dorsum", "calves_and_achilles")


def zones_on(massager: Massager) -> set[str]:
    return {one for one in ZONES if massager.shows("switch", f"zone_{one}") == "on"}


async def test_session(demo: Massager) -> None:
    assert demo.shows("switch", "session") == "off"

    await demo.use("switch.turn_on", "session")
    assert demo.shows("switch", "session") == "on"
    assert demo.shows("sensor", "session_state") == "running"

    await demo.act("pause_session")
    assert demo.shows("switch", "session") == "on"

    await demo.use("switch.turn_off", "session")
    assert demo.shows("switch", "session") == "off"
    assert demo.event_types == ["started", "paused"]
