"""The air between a remote and a cheap receiver: jitter, stretched marks and damage."""

from collections.abc import Callable, Sequence
from random import Random

from infrared_protocols.commands import Command
from infrared_protocols.commands.nec import NECCommand
from infrared_protocols.commands.rc5 import RC5Command
from infrared_protocols.commands.rc6 import RC6Command
from infrared_protocols.commands.samsung import Samsung32Command
from infrared_protocols.commands.sony import SonyCommand

type Remote = Callable[[int, int], Command]

# A remote is asked for a command and a toggle bit, and sends as its protocol's encoder,
# which is not ours, says.
REMOTES: dict[str, Remote] = {
    "nec": lambda command, _: NECCommand(address=0x12, command=command),
    "nec_extended": lambda command, _: NECCommand(address=0xB24D, command=command),
    "nec_f16": lambda command, _: NECCommand(
        address=0x77F1, command=command, subfunction=0x3C
    ),
    "samsung": lambda command, _: Samsung32Command(address=0x07, command=command),
    "rc5": lambda command, toggle: RC5Command(
        address=0x13, command=command & 0x7F, toggle=toggle
    ),
    # Nothing here can decode these.
    "sony": lambda command, _: SonyCommand(
        address=0x15, address_bits=5, command=command & 0x7F
    ),
    "rc6": lambda command, toggle: RC6Command(
        address=0x21, command=command, toggle=toggle
    ),
}


def sent(name: str, command: int = 0x5A, toggle: int = 0) -> list[int]:
    """Return one frame as the protocol's own encoder makes it, first to last mark."""
    timings = REMOTES[name](command, toggle).get_raw_timings()
    return timings[: len(timings) - (timings[-1] < 0)]


def received(random: Random, timings: Sequence[int], jitter: float = 0.15) -> list[int]:
    """Return what a receiver makes of it: each time up to 15 % or 120 µs off."""
    stretch = random.uniform(-60, 120)
    heard = []
    for us in timings:
        most = min(abs(us) * jitter, 120)
        heard.append(round(us + random.uniform(-most, most) + stretch))
    return heard


def lose_edges(random: Random, timings: Sequence[int]) -> list[int]:
    """Return timings with a mark or a space taken for what is around it."""
    heard = list(timings)
    for _ in range(random.randint(1, 3)):
        index = random.randrange(1, len(heard) - 1)
        between = heard[index]
        whole = heard[index - 1] - between + heard[index + 1]
        heard[index - 1 : index + 2] = [whole]
    return heard


def add_pulses(random: Random, timings: Sequence[int]) -> list[int]:
    """Return timings with flashes in the dark, or blinks in the light."""
    heard = list(timings)
    for _ in range(random.randint(1, 3)):
        index = random.randrange(len(heard))
        us = heard[index]
        pulse = round(abs(us) * random.uniform(0.1, 0.5))
        before = round((abs(us) - pulse) * random.uniform(0.2, 0.8))
        sign = 1 if us > 0 else -1
        after = abs(us) - pulse - before
        heard[index : index + 1] = [sign * before, -sign * pulse, sign * after]
    return heard


def cut(random: Random, timings: Sequence[int]) -> list[int]:
    """Return only the end of it, or only the beginning."""
    length = random.randrange(1, len(timings) - 1)
    heard = list(timings[:length] if random.random() < 0.7 else timings[-length:])
    heard[-1] = round(heard[-1] * random.uniform(0.3, 1)) or heard[-1]
    return heard


def run_together(random: Random, timings: Sequence[int]) -> list[int]:
    """Return two frames, one or both of them another key's, with hardly a gap."""
    other = sent(random.choice(list(REMOTES)), random.randrange(256))
    second = random.choice([list(timings), other])
    first = other if second == list(timings) and random.random() < 0.5 else timings
    gap = round(random.choice([random.uniform(400, 7500), random.uniform(9e3, 6e4)]))
    return [*first, -gap, *second]


def lamp(random: Random, _: Sequence[int] = ()) -> list[int]:
    """Return what a lamp sends: flashes of any length, or of one, at any distance."""
    flashes = random.randint(1, 60)
    if random.random() < 0.3:
        mark, space = random.randint(100, 3000), random.randint(100, 9900)
        return received(random, [mark, -space] * flashes)
    return [
        round(sign * 10 ** random.uniform(1.7, 4.2))
        for _ in range(flashes)
        for sign in (1, -1)
    ]


DAMAGE = (lose_edges, add_pulses, cut, run_together, lamp)


def damaged(random: Random, timings: Sequence[int]) -> list[int]:
    """Return a reception that something, and jitter, has spoiled."""
    return received(random, random.choice(DAMAGE)(random, timings))
