"""What can happen in a walk: each step is one thing that somebody or something does."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

from custom_components.foot_massage.core.programs import ProgramKey
from tests.emulator.profile import HEAT, TECHNIQUES, ZONES

from .bedroom import LIGHTS
from .house import House
from .massager import COUNTED, Massager

type Step = Callable[[House, Massager], Awaitable[None]]

PROGRAMS = [str(program) for program in ProgramKey]
MINUTE = 60.0


async def start(house: House, massager: Massager) -> None:
    """Somebody starts a session, with some settings or none."""
    rng = house.rng
    wanted: dict[str, Any] = {}
    if rng.random() < 0.7:
        wanted["duration"] = rng.choice([1, 1.5, 2, 3, 5, 10, 15])
        massager.ask(wanted["duration"] * MINUTE)
    if rng.random() < 0.4:
        wanted["program"] = rng.choice(PROGRAMS)
    if rng.random() < 0.4:
        wanted |= _settings(rng)
    house.say(f"{massager.name}: started with {wanted}")
    await _patiently(house, house.act(massager, "foot_massage.start_session", **wanted))


async def turn_on(house: House, massager: Massager) -> None:
    """Somebody turns the switch on."""
    house.say(f"{massager.name}: switched on")
    await _patiently(house, house.act(massager, "switch.turn_on"))


async def stop(house: House, massager: Massager) -> None:
    """Somebody stops the session."""
    house.say(f"{massager.name}: stopped")
    task = house.act(massager, "button.press", ("button", "stop"))
    await _patiently(house, task)


async def pause(house: House, massager: Massager) -> None:
    """Somebody pauses."""
    house.say(f"{massager.name}: paused")
    await _patiently(house, house.act(massager, "foot_massage.pause_session"))


async def resume(house: House, massager: Massager) -> None:
    """Somebody goes on."""
    house.say(f"{massager.name}: resumed")
    await _patiently(house, house.act(massager, "foot_massage.resume_session"))


async def extend(house: House, massager: Massager) -> None:
    """Somebody wants some more minutes."""
    more = house.rng.choice([1, 2, 5])
    massager.ask(more * MINUTE, more=True)
    house.say(f"{massager.name}: extended by {more} minutes")
    task = house.act(massager, "foot_massage.extend_session", duration=more)
    await _patiently(house, task)


async def set_duration(house: House, massager: Massager) -> None:
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


async def select_program(house: House, massager: Massager) -> None:
    """Somebody chooses a program."""
    option = house.rng.choice(PROGRAMS)
    house.say(f"{massager.name}: program {option} chosen")
    task = house.act(
        massager, "select.select_option", ("select", "program"), option=option
    )
    await _patiently(house, task)


async def hold(house: House, massager: Massager) -> None:
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


async def answer_badly(house: House, massager: Massager) -> None:
    """Some of the massager's next answers go wrong."""
    fault, count = house.rng.choice(COUNTED), house.rng.randint(1, 3)
    house.say(f"{massager.name}: {fault} {count} times")
    seconds = house.rng.uniform(1, 60)
    massager.ail(fault, seconds, lambda: massager.faults.set({fault: 0}))
    massager.faults.set({fault: count})


async def be_slow(house: House, massager: Massager) -> None:
    """The massager looks at no request for a while."""
    seconds = house.rng.choice([1.0, 5.0, 12.0, 30.0])

    def go_on() -> None:
        massager.faults.hold = False
        massager.faults.release()

    house.say(f"{massager.name}: slow for {seconds:.0f} s")
    massager.ail("hold", seconds, go_on)
    massager.faults.hold = True


async def be_mute(house: House, massager: Massager) -> None:
    """The massager neither pushes nor answers pings for a while."""
    seconds = house.rng.uniform(1, 60)

    def speak() -> None:
        massager.faults.mute = False
        massager.api.events.drop()

    house.say(f"{massager.name}: mute for {seconds:.0f} s")
    massager.ail("mute", seconds, speak)
    massager.faults.mute = True


async def ignore_stop(house: House, massager: Massager) -> None:
    """The massager does not stop when it is told to."""
    seconds = house.rng.uniform(5, 120)

    def obey() -> None:
        massager.faults.ignore_stop = False

    house.say(f"{massager.name}: ignores stops for {seconds:.0f} s")
    massager.ail("ignore_stop", seconds, obey)
    massager.faults.ignore_stop = True


async def forget(house: House, massager: Massager) -> None:
    """The massager forgets its session."""
    house.say(f"{massager.name}: forgets its session")
    massager.device.forget_session()


async def break_down(house: House, massager: Massager) -> None:
    """The massager has a fault until it is switched off and on."""
    house.say(f"{massager.name}: breaks down")
    massager.device.break_down()
    massager.ail("fault", house.rng.uniform(10, 300), massager.lose_power)


async def lose_power(house: House, massager: Massager) -> None:
    """The massager has no power, for an instant or longer."""
    seconds = house.rng.choice([0.0, 20.0, 200.0])
    house.say(f"{massager.name}: without power for {seconds:.0f} s")
    massager.lose_power()
    if seconds:
        _unreachable(massager, seconds)


async def lose_network(house: House, massager: Massager) -> None:
    """The network to the massager is cut, closed or half-open."""
    kind = house.rng.choice(["cut", "closed", "half-open", "half-open, then cut"])
    seconds = house.rng.choice([3.0, 20.0, 40.0, 200.0, 900.0])
    house.say(f"{massager.name}: network {kind} for {seconds:.0f} s")
    if kind == "cut":
        massager.wire.cut()
    elif kind == "closed":
        _unreachable(massager, seconds)
    else:

        def wake_up() -> None:
            if kind.endswith("cut"):
                massager.wire.cut()
            massager.wire.wake_up()

        massager.ail("asleep", seconds, wake_up)
        massager.wire.fall_asleep()


async def start_wind_down(house: House, massager: Massager) -> None:
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


async def cancel_wind_down(house: House, massager: Massager) -> None:
    """Somebody cancels the wind-down."""
    house.say("Wind-down cancelled")
    await house.bedroom.cancel()


async def touch_light(house: House, massager: Massager) -> None:
    """Somebody turns a light up."""
    light, wall = house.rng.choice(LIGHTS), house.rng.random() < 0.5
    house.say(f"{light} turned up {'at the wall' if wall else 'by an automation'}")
    house.bedroom.touch(light, wall=wall)


async def reload(house: House, massager: Massager) -> None:
    """Somebody reloads the massager's entry."""
    house.say(f"{massager.name}: reloaded")
    entries = house.life.hass.config_entries
    await house.life.begin(entries.async_reload(house.entry(massager).entry_id))


async def unload(house: House, massager: Massager) -> None:
    """Somebody disables everything for a while."""
    seconds = house.rng.choice([0.0, 10.0, 100.0, 900.0])
    house.say(f"All is unloaded for {seconds:.0f} s")
    await house.unload()
    await asyncio.sleep(seconds)
    await house.set_up()


async def restart(house: House, massager: Massager) -> None:
    """Home Assistant is restarted in an orderly way."""
    house.say("Home Assistant stops")
    await house.stop()
    await _stay_off(house)
    await house.start(house.life.folder)


async def cut(house: House, massager: Massager) -> None:
    """Home Assistant is without power, maybe in the middle of something."""
    turns = house.rng.choice([0, house.rng.randrange(100), house.rng.randrange(1000)])
    for _ in range(turns):
        await asyncio.sleep(0)
    house.say(f"Home Assistant is cut off after {turns} turns")
    folder = await house.cut()
    await _stay_off(house)
    await house.start(folder)


async def cut_all(house: House, massager: Massager) -> None:
    """The whole house is without power."""
    house.say("The whole house is without power")
    folder = await house.cut()
    for one in house.massagers:
        one.lose_power()
    await _stay_off(house)
    await house.start(folder)


async def let_time_pass(house: House, massager: Massager) -> None:
    """Nothing happens for a while."""
    seconds = house.rng.choice([5.0, 30.0, 90.0, 300.0, 900.0])
    house.say(f"{seconds:.0f} s pass")
    await asyncio.sleep(seconds)


STEPS: dict[Step, int] = {
    start: 12,
    turn_on: 3,
    stop: 6,
    pause: 5,
    resume: 5,
    extend: 4,
    set_duration: 3,
    set_intensity: 2,
    select_program: 2,
    hold: 2,
    press: 7,
    turn_dial: 2,
    answer_badly: 6,
    be_slow: 3,
    be_mute: 2,
    ignore_stop: 2,
    forget: 1,
    break_down: 1,
    lose_power: 3,
    lose_network: 6,
    start_wind_down: 6,
    cancel_wind_down: 3,
    touch_light: 3,
    reload: 3,
    unload: 2,
    restart: 2,
    cut: 5,
    cut_all: 1,
    let_time_pass: 12,
}


def _settings(rng: Random) -> dict[str, Any]:
    every: dict[str, Any] = {
        "technique": rng.choice(TECHNIQUES),
        "intensity": rng.randint(1, 5),
        "zones": sorted(rng.sample(ZONES, rng.randint(1, 3))),
        "heat": rng.choice(HEAT),
    }
    return {name: every[name] for name in rng.sample(sorted(every), rng.randint(1, 4))}


def _unreachable(massager: Massager, seconds: float) -> None:
    def reachable() -> None:
        massager.opening = asyncio.ensure_future(massager.wire.open())

    massager.ail("closed", seconds, reachable)
    massager.wire.close()


async def _patiently(house: House, call: asyncio.Task[None]) -> None:
    """Wait until it is done, for a moment, or not at all."""
    if patience := house.rng.choice([0.0, 0.3, 60.0, 60.0]):
        await asyncio.wait([call], timeout=patience)


async def _stay_off(house: House) -> None:
    seconds = house.rng.choice([1.0, 20.0, 120.0, 900.0, 30_000.0])
    await asyncio.sleep(seconds)
    house.say(f"Home Assistant starts after {seconds:.0f} s")
