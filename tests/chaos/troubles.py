"""What goes wrong in a walk: massagers, the network, and the power."""

import asyncio
from contextlib import suppress

from .house import AnyMassager, House
from .massager import COUNTED, Massager
from .plug import Plug
from .virtual_time import VirtualLoop


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


async def reload(house: House, massager: AnyMassager) -> None:
    """Somebody reloads the massager's entry."""
    house.say(f"{massager.name}: reloaded")
    entries = house.life.hass.config_entries
    if isinstance(massager, Plug):
        # Until it is set up again nobody can tell it anything.
        massager.ail("reloaded", 0)
    await house.life.begin(entries.async_reload(house.entry(massager).entry_id))


async def unload(house: House, massager: AnyMassager) -> None:
    """Somebody disables everything for a while."""
    seconds = house.rng.choice([0.0, 10.0, 100.0, 900.0])
    house.say(f"All is unloaded for {seconds:.0f} s")
    await house.unload()
    await asyncio.sleep(seconds)
    await house.set_up()


async def restart(house: House, massager: AnyMassager) -> None:
    """Home Assistant is restarted in an orderly way."""
    house.say("Home Assistant stops")
    await house.stop()
    await _stay_off(house)
    await house.start(house.life.folder)


async def cut(house: House, massager: AnyMassager) -> None:
    """Home Assistant is without power at any moment."""
    turns = house.rng.choice([0, house.rng.randrange(100), house.rng.randrange(1000)])
    for _ in range(turns):
        await asyncio.sleep(0)
    house.say(f"Home Assistant is cut off after {turns} turns")
    await _cut(house)


async def cut_while_it_writes(house: House, massager: AnyMassager) -> None:
    """Home Assistant is without power as it has just written a file."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    count = house.rng.randint(1, 5)
    with suppress(TimeoutError):
        async with asyncio.timeout(house.rng.choice([1, 60, 600])):
            await loop.after_jobs(count)
    house.say(f"Home Assistant is cut off after up to {count} jobs")
    await _cut(house)


async def cut_all(house: House, massager: AnyMassager) -> None:
    """The whole house is without power."""
    house.say("The whole house is without power")
    for one in house.every:
        one.lose_power()
    await _cut(house)


def _unreachable(massager: Massager, seconds: float) -> None:
    massager.ail("closed", seconds, massager.wire.open_soon)
    massager.wire.close()


async def _cut(house: House) -> None:
    folder = await house.cut()
    await _stay_off(house)
    await house.start(folder)


async def _stay_off(house: House) -> None:
    seconds = house.rng.choice([1.0, 20.0, 120.0, 900.0, 30_000.0])
    await asyncio.sleep(seconds)
    house.say(f"Home Assistant starts after {seconds:.0f} s")
