"""What people and bad luck do to a massager on a plug."""

from .house import House
from .plug import Plug


async def press_plug(house: House, plug: Plug) -> None:
    """Somebody presses the button of the plug."""
    house.say(f"{plug.name}: switched {'off' if plug.on else 'on'} by hand")
    plug.switch(on=not plug.on)


async def press_massager(house: House, plug: Plug) -> None:
    """Somebody presses the massager's own button; without a meter nobody can tell."""
    if plug.metered:
        house.say(f"{plug.name}: its motor is switched by hand")
        plug.change(on=plug.on, motor=not plug.motor)


async def be_deaf(house: House, plug: Plug) -> None:
    """The plug refuses everything for a while."""
    await _ail(house, plug, "deaf", house.rng.uniform(1, 60))


async def be_slow(house: House, plug: Plug) -> None:
    """The plug takes its time for a while."""
    await _ail(house, plug, "slow", house.rng.uniform(10, 120))


async def be_stuck(house: House, plug: Plug) -> None:
    """The plug does not go off for a while, and does not refuse to either."""
    await _ail(house, plug, "stuck", house.rng.uniform(5, 120))


async def be_gone(house: House, plug: Plug) -> None:
    """The plug is out of reach for a while, and does as before."""
    await _ail(house, plug, "gone", house.rng.choice([1.0, 5.0, 40.0, 900.0]))


async def lose_power(house: House, plug: Plug) -> None:
    """Somebody pulls the plug, and puts it back."""
    seconds = house.rng.choice([1.0, 5.0, 200.0])
    house.say(f"{plug.name}: without power for {seconds:.0f} s")
    plug.lose_power(seconds)


async def _ail(house: House, plug: Plug, what: str, seconds: float) -> None:
    house.say(f"{plug.name}: {what} for {seconds:.0f} s")
    plug.ail(what, seconds)
