"""What a frame means, so that two codes can be compared by it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

_NEC_UNIT_US = 562.5
_ZERO_US, _ONE_US = 1124, 2249
_BITS = 32
_BYTE = 0xFF
_FRAME_TIMINGS = 2 + 2 * _BITS + 1
_NEC_LEADER = (9000, -4500)
_SAMSUNG_LEADER = (4500, -4500)
_LEADER_TOLERANCE = 0.2
_BIT_TOLERANCE = 0.25
_SHORTEST_MARK_US, _LONGEST_MARK_US = 250, 1000
# The lengths of other protocols with NEC's leader: JVC, 24 bits, LG.
_SHORTER_WITH_NEC_LEADER = frozenset({16, 24, 28})

_HALF_BIT_US = 889
_HALF_BIT_TOLERANCE = 0.35
_LONGEST_HALVES = 2
_RC5_BITS = 14
_RC5_ADDRESS_BITS = 5
_RC5_COMMAND_BITS = 6


class Protocol(StrEnum):
    """A way to say an address and a command; NEC_F16 is NEC without its checksum."""

    NEC = "nec"
    NEC_F16 = "nec_f16"
    SAMSUNG32 = "samsung32"
    RC5 = "rc5"

    @property
    def checked(self) -> bool:
        """Return whether a frame that was received wrongly would give itself away."""
        return self in {Protocol.NEC, Protocol.SAMSUNG32}

    @property
    def unit_us(self) -> float:
        """Return the time (µs) that all marks and spaces are whole multiples of."""
        return _HALF_BIT_US if self is Protocol.RC5 else _NEC_UNIT_US


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a frame says. ``toggle`` (0 or 1, else None) is no part of it.

    ``address`` has 16 bits for NEC and Samsung, the first byte being the low one, and 5
    bits for RC5. ``command`` has 8 bits, 16 for NEC_F16, 7 for RC5.
    """

    protocol: Protocol
    address: int
    command: int
    toggle: int | None = field(default=None, compare=False)


def decode(frame: Sequence[int]) -> Meaning | None:
    """Return what a frame (µs; marks positive, spaces negative) means, if known."""
    if len(frame) == _FRAME_TIMINGS:
        return _decode_32_bits(frame)
    return _decode_rc5(frame)


def is_part(frame: Sequence[int]) -> bool:
    """Return whether this can only be a piece of a frame of a known protocol."""
    # The mark at the cut may be any part of what it was.
    frame = frame[:-1]
    if _leads(frame, _NEC_LEADER) or _leads(frame, _SAMSUNG_LEADER):
        bits = _bits(frame)
        return (
            bits is not None
            and len(bits) < _BITS
            and len(bits) not in _SHORTER_WITH_NEC_LEADER
        )
    halves = _halves(frame)
    return halves is not None and len(halves) < 2 * _RC5_BITS - 2


def _decode_32_bits(frame: Sequence[int]) -> Meaning | None:
    """Return what a frame of NEC or Samsung means: 32 bits, the low ones first."""
    bits = _bits(frame)
    if bits is None:
        return None
    data = sum(bit << index for index, bit in enumerate(bits))
    address, command, check = data & 0xFFFF, data >> 16 & _BYTE, data >> 24
    checked = command ^ check == _BYTE
    if _leads(frame, _SAMSUNG_LEADER) and checked:
        return Meaning(protocol=Protocol.SAMSUNG32, address=address, command=command)
    if not _leads(frame, _NEC_LEADER):
        return None
    if checked:
        return Meaning(protocol=Protocol.NEC, address=address, command=command)
    return Meaning(protocol=Protocol.NEC_F16, address=address, command=data >> 16)


def _bits(frame: Sequence[int]) -> list[int] | None:
    """Return the bits between the leader and the last mark, if that is what it is."""
    marks, spaces = frame[2::2], frame[3::2]
    if not all(_SHORTEST_MARK_US <= us <= _LONGEST_MARK_US for us in marks):
        return None
    bits = []
    for mark, space in zip(marks, spaces, strict=False):
        # Receivers stretch marks, but hardly the time from one to the next.
        if _near(mark - space, _ZERO_US, _BIT_TOLERANCE):
            bits.append(0)
        elif _near(mark - space, _ONE_US, _BIT_TOLERANCE):
            bits.append(1)
        else:
            return None
    return bits


def _decode_rc5(frame: Sequence[int]) -> Meaning | None:
    """Return what a frame of RC5 means, extended commands included."""
    halves = _halves(frame)
    if halves is None:
        return None
    # A frame begins with half a bit of silence; it may end with one.
    halves = [False, *halves]
    if len(halves) == 2 * _RC5_BITS - 1:
        halves.append(False)
    firsts, seconds = halves[::2], halves[1::2]
    if len(halves) != 2 * _RC5_BITS or any(map(bool.__eq__, firsts, seconds)):
        return None
    data = sum(bit << index for index, bit in enumerate(reversed(seconds)))
    command = data & ((1 << _RC5_COMMAND_BITS) - 1)
    address = data >> _RC5_COMMAND_BITS & ((1 << _RC5_ADDRESS_BITS) - 1)
    toggle, second_start = seconds[2], seconds[1]
    return Meaning(
        protocol=Protocol.RC5,
        address=address,
        command=command if second_start else command | 1 << _RC5_COMMAND_BITS,
        toggle=int(toggle),
    )


def _halves(frame: Sequence[int]) -> list[bool] | None:
    """Return whether there is light in each half bit, if that is what it is."""
    halves: list[bool] = []
    # By how much the receiver has made marks longer, and spaces shorter.
    longer = median(
        us - max(round(us / _HALF_BIT_US), 1) * _HALF_BIT_US for us in frame[::2]
    )
    for us in frame:
        length = abs(us - longer)
        count = round(length / _HALF_BIT_US)
        if not 1 <= count <= _LONGEST_HALVES or not _near(
            length, count * _HALF_BIT_US, _HALF_BIT_TOLERANCE
        ):
            return None
        halves += [us > 0] * count
    return halves


def _leads(frame: Sequence[int], leader: tuple[int, int]) -> bool:
    return len(frame) > len(leader) and all(
        _near(us, expected, _LEADER_TOLERANCE)
        for us, expected in zip(frame, leader, strict=False)
    )


def _near(us: float, expected: float, tolerance: float) -> bool:
    return abs(us - expected) <= abs(expected) * tolerance
