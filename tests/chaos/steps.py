"""What can happen in a walk, and how often it does, each against the others."""

import asyncio
from collections.abc import Awaitable, Callable

from . import people, plug_steps, troubles
from .house import AnyMassager, House
from .massager import Massager
from .plug import Plug

type Step[MassagerT] = Callable[[House, MassagerT], Awaitable[None]]


async def let_time_pass(house: House, massager: AnyMassager) -> None:
    """Nothing happens for a while."""
    seconds = house.rng.choice([5.0, 30.0, 90.0, 300.0, 900.0])
    house.say(f"{seconds:.0f} s pass")
    await asyncio.sleep(seconds)


async def take_step(house: House) -> None:
    """Have something happen, to one of the massagers or to the whole house.

    Trouble comes where somebody is busy: often it is the same massager as before.
    """
    if house.busy_with is None or house.rng.random() < 0.5:
        house.busy_with = house.rng.choice(house.every)
    massager = house.busy_with
    if isinstance(massager, Plug):
        await _one_of(house, WITH_ANY | WITH_PLUG)(house, massager)
    else:
        await _one_of(house, WITH_ANY | WITH_MASSAGER)(house, massager)


def _one_of[MassagerT](
    house: House, steps: dict[Step[MassagerT], int]
) -> Step[MassagerT]:
    (step,) = house.rng.choices(list(steps), list(steps.values()))
    return step


WITH_ANY: dict[Step[AnyMassager], int] = {
    people.start: 12,
    people.turn_on: 3,
    people.stop: 6,
    people.pause: 5,
    people.resume: 5,
    people.extend: 4,
    people.set_duration: 3,
    people.select_program: 2,
    people.hold: 2,
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
WITH_MASSAGER: dict[Step[Massager], int] = {
    people.set_intensity: 2,
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
}
WITH_PLUG: dict[Step[Plug], int] = {
    # Of what goes on in peace more can be said.
    people.start: 30,
    people.pause: 12,
    people.resume: 12,
    let_time_pass: 40,
    plug_steps.press_plug: 12,
    plug_steps.press_massager: 20,
    plug_steps.be_deaf: 2,
    plug_steps.be_slow: 2,
    plug_steps.be_stuck: 2,
    plug_steps.be_gone: 4,
    plug_steps.lose_power: 3,
}
