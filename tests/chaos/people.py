"""What people do in a walk: with a massager, with the lights, and in Home Assistant."""

import asyncio
from random import Random
from typing import Any

from custom_components.foot_massage.core.programs import ProgramKey
from tests.emulator.profile import HEAT, TECHNIQUES, ZONES

from .bedroom import LIGHTS
from .house import AnyMassager, House
from .massager import Massager

PROGRAMS = [str(program) for program in ProgramKey]
MINUTE = 60.0


async def start(house: House, massager: AnyMassager) -> None:
    """Somebody starts a session, with some settings or none."""
    rng = house.rng
    wanted: dict[str, Any] = {}
    if rng.random() < 0.7:
        wanted["duration"] = rng.choice([1, 1.5, 2, 3, 5, 10, 15])
        massager.ask(wanted["duration"] * MINUTE)
    if rng.random() < 0.4:
        wanted["program"] = rng.choice(PROGRAMS)
    if isinstance(massager, Massager) and rng.random() < 0.4:
        wanted |= _settings(rng)
    house.say(f"{massager.name}: started with {wanted}")
    await _patiently(house, house.act(massager, "foot_massage.start_session", **wanted))


async def turn_on(house: House, massager: AnyMassager) -> None:
    """Somebody turns the switch on."""
    house.say(f"{massager.name}: switched on")
    await _patiently(house, house.act(massager, "switch.turn_on"))


async def stop(house: House, massager: AnyMassager) -> None:
    """Somebody stops the session."""
    house.say(f"{massager.name}: stopped")
    task = house.act(massager, "button.press", ("button", "stop"))
    await _patiently(house, task)


async def pause(house: House, massager: AnyMassager) -> None:
    """Somebody pauses."""
    house.say(f"{massager.name}: paused")
    await _patiently(house, house.act(massager, "foot_massage.pause_session"))


async def resume(house: House, massager: AnyMassager) -> None:
    """Somebody goes on."""
    house.say(f"{massager.name}: resumed")
    await _patiently(house, house.act(massager, "foot_massage.resume_session"))


async def extend(house: House, massager: AnyMassager) -> None:
    """Somebody wants some more minutes."""
    more = house.rng.choice([1, 2, 5])
    massager.ask(more * MINUTE, more=True)
    house.say(f"{massager.name}: extended by {more} minutes")
    task = house.act(massager, "foot_massage.extend_session", duration=more)
    await _patiently(house, task)


async def set_duration(house: House, massager: AnyMassager) -> None:
    """Somebody moves the slider of the duration."""
    value = house.rng.choice([1, 3, 8, 12])
    massager.ask(value * MINUTE)
    house.say(f"{massager.name}: duration set to {value} minutes")
    task = house.act(massager, "number.set_value", ("number", "duration"), value=value)
    await _patiently(house, task)


async def set_intensity(house: House, massager: Massager) -> None:
    """Somebody moves the slider of the intensity."""
    value = house.rng.randint(1, 5)
    house.say(f"{massager.name}: intensity set to {value}")
    task = house.act(massager, "number.set_value", ("number", "intensity"), value=value)
    await _patiently(house, task)


async def select_program(house: House, massager: AnyMassager) -> None:
    """Somebody chooses a program."""
    option = house.rng.choice(PROGRAMS)
    house.say(f"{massager.name}: program {option} chosen")
    task = house.act(
        massager, "select.select_option", ("select", "program"), option=option
    )
    await _patiently(house, task)


async def hold(house: House, massager: AnyMassager) -> None:
    """Somebody sets the safety hold, or takes it back."""
    action = house.rng.choice(["turn_on", "turn_off", "turn_off"])
    house.say(f"{massager.name}: safety hold, {action}")
    task = house.act(massager, f"switch.{action}", ("switch", "safety_hold"))
    await _patiently(house, task)


async def press(house: House, massager: Massager) -> None:
    """Somebody presses a button on the massager."""
    button = house.rng.choice(["power", "power", "pause"])
    house.say(f"{massager.name}: its {button} button is pressed")
    massager.press(button)


async def turn_dial(house: House, massager: Massager) -> None:
    """Somebody turns a dial on the massager."""
    settings = _settings(house.rng)
    house.say(f"{massager.name}: turned by hand to {settings}")
    massager.device.turn_dial(settings)


async def start_wind_down(house: House, massager: AnyMassager) -> None:
    """Somebody begins the wind-down, or does so again."""
    rng = house.rng
    wanted: dict[str, Any] = {}
    if rng.random() < 0.5:
        wanted["duration"] = rng.choice([1, 3, 8])
        house.massagers[0].ask(wanted["duration"] * MINUTE)
    if rng.random() < 0.3:
        wanted["transition"] = rng.choice([0, 20, 300])
    if rng.random() < 0.2:
        wanted["massage"] = False
    house.say(f"Wind-down with {wanted}")
    house.bedroom.begin()
    call = house.act(
        house.massagers[0],
        "foot_massage.start_wind_down",
        ("scene", "wind_down"),
        **wanted,
    )
    await _patiently(house, call)


async def cancel_wind_down(house: House, massager: AnyMassager) -> None:
    """Somebody cancels the wind-down."""
    house.say("Wind-down cancelled")
    await house.bedroom.cancel()


async def touch_light(house: House, massager: AnyMassager) -> None:
    """Somebody turns a light up."""
    light, wall = house.rng.choice(LIGHTS), house.rng.random() < 0.5
    house.say(f"{light} turned up {'at the wall' if wall else 'by an automation'}")
    house.bedroom.touch(light, wall=wall)


def _settings(rng: Random) -> dict[str, Any]:
    every: dict[str, Any] = {
        "technique": rng.choice(TECHNIQUES),
        "intensity": rng.randint(1, 5),
        "zones": sorted(rng.sample(ZONES, rng.randint(1, 3))),
        "heat": rng.choice(HEAT),
    }
    return {name: every[name] for name in rng.sample(sorted(every), rng.randint(1, 4))}


async def _patiently(house: House, call: asyncio.Task[None]) -> None:
    """Wait until it is done, for a moment, or not at all."""
    if patience := house.rng.choice([0.0, 0.3, 60.0, 60.0]):
        await asyncio.wait([call], timeout=patience)
