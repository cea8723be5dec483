"""Presses of a key compared with each other, and made into one code."""

from collections.abc import Sequence
from statistics import median

from .infrared import CARRIER_HZ, GAP_US, RawCode, alike, close
from .infrared_decode import Protocol, decode
from .infrared_press import Press, length_classes

_RC5_CARRIER_HZ = 36_000
_USUAL_PERIOD_US = 108_000
# Whoever holds a key for seconds means the press, not its length; three frames of one
# kind are the most that any common remote needs.
_MOST_REPEATS = 3
_LEADER = 2.5
_LONGEST_STRETCH_US = 150
# A toggle bit is at most a bit of twice the usual length, with half a bit each side.
_LONGEST_TOGGLE_US = 6000
_SHORTEST_TOGGLE_US = 300
_LIGHT_US = 250
# Both families of NEC; a key without a checksum may seem to have one by chance.
_NEC = frozenset({Protocol.NEC, Protocol.NEC_F16})


def same_key(one: Press, other: Press) -> bool:
    """Return whether both presses say the same, by meaning if that is known."""
    if one.meaning or other.meaning:
        return one.meaning == other.meaning
    return alike(one.frame, other.frame)


def is_key(press: Press, code: RawCode) -> bool:
    """Return whether this is a press of a key that has been learned."""
    meaning = decode(code.frame)
    if press.meaning or meaning:
        return press.meaning == meaning
    return any(alike(press.frame, frame) for frame in (code.frame, code.toggled))


def same_remote(press: Press, code: RawCode) -> bool:
    """Return whether a press may come from the remote that has this key."""
    one, other = press.meaning, decode(code.frame)
    if one and other:
        same = one.protocol is other.protocol or {one.protocol, other.protocol} == _NEC
        return same and one.address == other.address
    return not (one or other) and same_shape(press.frame, code.frame)


def same_shape(one: Sequence[int], other: Sequence[int]) -> bool:
    """Return whether frames have the same leader, if any, and the same short times."""
    return all(close(a, b) for a, b in zip(_shape(one), _shape(other), strict=True))


def differ_by_toggle(one: Sequence[int], other: Sequence[int]) -> bool:
    """Return whether light and dark have only changed places in one short stretch."""
    shorter = min(len(one), len(other))
    start = _agreeing(one, other)
    end = min(_agreeing(one[::-1], other[::-1]), shorter - start)
    parts = [frame[start : len(frame) - end] for frame in (one, other)]
    lasts = [_duration(part) for part in parts]
    if not min(lasts) or max(lasts) > _LONGEST_TOGGLE_US or not close(*lasts):
        return False
    if len(one) == len(other) and max(
        abs(a - b) for a, b in zip(*parts, strict=True)
    ) < (_SHORTEST_TOGGLE_US):
        return False
    # An edge that got lost would look the same, but for the light that it took along.
    same = [*zip(one[:start], other, strict=False)]
    same += zip(one[len(one) - end :], other[len(other) - end :], strict=True)
    stretch = median(a - b for a, b in same) if same else 0
    lights = [sum(us for us in part if us > 0) for part in parts]
    marks = [sum(us > 0 for us in part) for part in parts]
    return abs(lights[0] - lights[1] - stretch * sum(marks) / 2) <= _LIGHT_US


def has_gap(frame: Sequence[int]) -> bool:
    """Return whether one time is as long as no other, as if an edge were missing."""
    return any(
        len(classes[-1]) == 1 and classes[-1][0] > _LEADER * classes[0][0]
        for classes in map(length_classes, (frame[2::2], [-us for us in frame[3::2]]))
    )


def _agreeing(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many times are the same before the first that is not."""
    pairs = enumerate(zip(one, other, strict=False))
    shorter = min(len(one), len(other))
    return next((index for index, (a, b) in pairs if not close(a, b)), shorter)


def merge(presses: Sequence[Press], toggled: Sequence[Press] = ()) -> RawCode:
    """Return the code that these presses, of one key, are all but for noise.

    ``toggled`` are those with the other toggle bit. The latest press may not be over
    yet, so there must be another.
    """
    everything = sorted((*presses, *toggled), key=lambda press: press.at)
    frame = _typical(presses)
    shorts = [short for press in everything for short in press.short_frames]
    shorts = [short for short in shorts if len(short) == len(shorts[0])]
    gaps = [us for press in everything for us in press.gaps]
    short_gaps = [us for press in everything for us in press.short_gaps]
    gap = round(median(gaps)) if gaps else _usual_gap(frame)
    repeat = _tidy(_medians(shorts)) if shorts else ()
    return RawCode(
        frame=frame,
        carrier=_carrier(everything),
        gap=gap,
        repeat=repeat,
        repeat_gap=round(median(short_gaps))
        if short_gaps
        else (_usual_gap(repeat) if repeat else gap),
        repeats=min(_MOST_REPEATS, *(press.repeats for press in everything[:-1])),
        toggled=_typical(toggled) if toggled else (),
    )


def _typical(presses: Sequence[Press]) -> tuple[int, ...]:
    """Return the frame without what receivers did to it."""
    frame = _medians([press.frame for press in presses])
    meaning = presses[0].meaning
    if meaning is None:
        return _even(_tidy(frame))
    counts = [round(us / meaning.protocol.unit_us) for us in frame]
    # By the remote's own clock: marks gain what spaces lose, so that the sum is right.
    unit = _duration(frame) / _duration(counts)
    return tuple(round(count * unit) for count in counts)


def _even(frame: Sequence[int]) -> tuple[int, ...]:
    """Return a frame whose shortest mark and space are equal, if they nearly are.

    They are in most protocols; receivers make the one longer and the other shorter.
    """
    _, _, mark, space = _shape(frame)
    longer = round((mark - space) / 2)
    if abs(longer) > _LONGEST_STRETCH_US:
        longer = 0
    return tuple(us - longer for us in frame)


def _medians(frames: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(round(median(times)) for times in zip(*frames, strict=True))


def _tidy(frame: Sequence[int]) -> tuple[int, ...]:
    """Return a frame with one length for all marks or spaces that mean the same."""
    tidy: dict[int, int] = {}
    for sign in (1, -1):
        for together in length_classes(us * sign for us in frame if us * sign > 0):
            tidy |= {us * sign: round(median(together)) * sign for us in together}
    return tuple(tidy[us] for us in frame)


def _carrier(presses: Sequence[Press]) -> int:
    heard = [press.carrier for press in presses if press.carrier]
    if heard:
        return round(median(heard))
    meaning = presses[0].meaning
    rc5 = meaning is not None and meaning.protocol is Protocol.RC5
    return _RC5_CARRIER_HZ if rc5 else CARRIER_HZ


def _usual_gap(frame: Sequence[int]) -> int:
    return max(_USUAL_PERIOD_US - _duration(frame), GAP_US)


def _shape(frame: Sequence[int]) -> tuple[float, float, float, float]:
    """Return the leader, or zeros, and the usual lengths of short marks and spaces."""
    marks, spaces = frame[::2], frame[1::2]
    mark = median(length_classes(marks)[0])
    space = median(length_classes(-us for us in spaces)[0])
    leader = (frame[0], frame[1]) if frame[0] > _LEADER * mark else (0, 0)
    return (*leader, mark, space)


def _duration(frame: Sequence[int]) -> int:
    return sum(map(abs, frame))
