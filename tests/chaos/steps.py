"""What can happen in a walk, and how often it does, each against the others."""

import asyncio
from collections.abc import Awaitable, Callable

from . import people, troubles
from .house import House
from .massager import Massager

type Step = Callable[[House, Massager], Awaitable[None]]


async def let_time_pass(house: House, massager: Massager) -> None:
    """Nothing happens for a while."""
    seconds = house.rng.choice([5.0, 30.0, 90.0, 300.0, 900.0])
    house.say(f"{seconds:.0f} s pass")
    await asyncio.sleep(seconds)


STEPS: dict[Step, int] = {
    people.start: 12,
    people.turn_on: 3,
    people.stop: 6,
    people.pause: 5,
    people.resume: 5,
    people.extend: 4,
    people.set_duration: 3,
    people.set_intensity: 2,
    people.select_program: 2,
    people.hold: 2,
    people.press: 7,
    people.turn_dial: 2,
    troubles.answer_badly: 6,
    troubles.be_slow: 3,
    troubles.be_mute: 2,
    troubles.ignore_stop: 2,
    troubles.forget: 1,
    troubles.break_down: 1,
    troubles.lose_power: 3,
    troubles.lose_network: 6,
    people.start_wind_down: 6,
    people.cancel_wind_down: 3,
    people.touch_light: 3,
    troubles.reload: 3,
    troubles.unload: 2,
    troubles.restart: 2,
    troubles.cut: 4,
    troubles.cut_while_it_writes: 4,
    troubles.cut_all: 1,
    let_time_pass: 12,
}
