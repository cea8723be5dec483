"""Spoils things as transmission, disks and careless people do."""

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

DEEP: Any = []
for _ in range(200):
    DEEP = [DEEP]

NONSENSE: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    0.5,
    1e308,
    -1e308,
    2**63,
    10**40,
    float("nan"),
    float("inf"),
    float("-inf"),
    "",
    " ",
    "idle",
    "none",
    "None",
    "\0",
    "ü\u202e💆\n",
    "{name}",
    "%s",
    "../../etc",
    "x" * 5000,
    "2026-11-08T22:30:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    [],
    [None],
    [[]],
    ["ball", "ball", 7],
    list(range(100)),
    {},
    {"a": {"b": []}},
    {"": None},
    DEEP,
)


def spoilt(random: Random, value: Any) -> Any:
    """Return a copy of a JSON value that is wrong in one to three places."""
    value = deepcopy(value)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        value = _spoilt_once(random, value)
    return value


def _spoilt_once(random: Random, value: Any) -> Any:
    """Change one place, the deeper the likelier."""
    if isinstance(value, dict) and value and random.random() < 0.85:
        return _spoilt_object(random, value)
    if isinstance(value, list) and value and random.random() < 0.85:
        at = random.randrange(len(value))
        match random.randrange(4):
            case 0:
                del value[at]
            case 1:
                value.insert(at, value[at])
            case _:
                value[at] = _spoilt_once(random, value[at])
        return value
    return nonsense(random, value)


def _spoilt_object(random: Random, value: dict[str, Any]) -> Any:
    key = random.choice(list(value))
    match random.randrange(10):
        case 0:
            del value[key]
        case 1:
            value[random.choice(("", "extra", key + "x", "__class__"))] = nonsense(
                random
            )
        case 2:
            value[key + "s"] = value.pop(key)
        case _:
            value[key] = _spoilt_once(random, value[key])
    return value


def nonsense(random: Random, instead_of: Any = None) -> Any:
    """Return something that is hardly ever right, now and then nearly."""
    if isinstance(instead_of, bool) or random.random() < 0.5:
        return deepcopy(random.choice(NONSENSE))
    if isinstance(instead_of, (int, float)):
        return random.choice(
            (-instead_of, instead_of * 1000, instead_of + 0.5, str(instead_of), 2**53)
        )
    if isinstance(instead_of, str) and instead_of:
        at = random.randrange(len(instead_of))
        return instead_of[:at] + random.choice("x\0é9-") + instead_of[at + 1 :]
    return deepcopy(random.choice(NONSENSE))


def flipped(random: Random, data: bytes) -> bytes:
    """Return data with a single wrong bit."""
    at = random.randrange(len(data))
    changed = data[at] ^ 1 << random.randrange(8)
    return data[:at] + bytes([changed]) + data[at + 1 :]


def cut(random: Random, data: bytes) -> bytes:
    """Return the beginning of data."""
    return data[: random.randrange(len(data))]


def noise(random: Random, data: bytes) -> bytes:
    """Return data with a block of anything in it, as a bad sector leaves it."""
    at = random.randrange(len(data))
    length = random.choice((1, 4, 64, 512))
    fill = random.choice((b"\0" * length, random.randbytes(length)))
    return data[:at] + fill + data[at + length :]


BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (flipped, flipped, cut, noise)
