"""What a receiver heard, made out: a press of a key, or why it is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .infrared import (
    CARRIER_HZ,
    MOST_SHORT_TIMINGS,
    MOST_TIMINGS,
    CodeError,
    alike,
    fold,
    split_frames,
)
from .infrared_decode import Meaning, decode, is_part


class Verdict(StrEnum):
    """What came of one reception, and so what to tell whoever presses the key."""

    LEARNED = "learned"
    # Heard well; once more, please.
    PRESS_AGAIN = "press_again"
    # The same press goes on; there is nothing to say.
    HELD = "held"
    # Heard well, but not what was heard before.
    DIFFERENT = "different"
    # This key is known by another name.
    DUPLICATE = "duplicate"
    OTHER_REMOTE = "other_remote"
    # Only that a key is being held, not which: release it and press again.
    REPEAT_ONLY = "repeat_only"
    TRUNCATED = "truncated"
    # More than one key at once, or the same again without a pause.
    MIXED = "mixed"
    NOISE = "noise"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


class RefusedError(Exception):
    """A reception that is no press of a key; ``verdict`` says why."""

    def __init__(self, verdict: Verdict) -> None:
        """Keep the verdict."""
        self.verdict = verdict
        super().__init__(verdict)


@dataclass(slots=True, kw_only=True)
class Press:
    """One press of a key, as far as it has been heard.

    All times are in µs, but ``at``, in seconds: when its latest frame had been heard.
    ``gaps`` are the silences after full frames, ``short_gaps`` those after short ones.
    ``carrier`` is ``None`` if the receiver cannot tell.
    """

    frame: tuple[int, ...]
    at: float
    carrier: int | None = None
    meaning: Meaning | None = None
    repeats: int = 0
    gaps: list[int] = field(default_factory=list)
    short_frames: list[tuple[int, ...]] = field(default_factory=list)
    short_gaps: list[int] = field(default_factory=list)


_FEWEST_TIMINGS = 11
_SHORT_LEADER_US = 2000
_SHORTEST_US = 100
_LONGEST_MARK_US = 20_000
_APART = 0.15
_APART_US = 60
# Codes are made of few lengths; lamps and sunlight of any, or of one only.
_MOST_CLASSES = 8
_WIDEST_CLASS = 1.9
_JITTER_US = 120


def split(timings: Sequence[int]) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return the frames of a reception and the gaps between them (µs).

    Raises RefusedError. A last frame that is cut off is left out: the first one says
    all there is.
    """
    if len(timings) > MOST_TIMINGS:
        raise RefusedError(Verdict.TOO_LONG)
    try:
        frames, gaps = split_frames(timings)
    except CodeError as err:
        raise RefusedError(Verdict.NOISE) from err
    if not frames:
        raise RefusedError(Verdict.TOO_SHORT)
    *whole, last = frames
    if whole and (len(last) == 1 or is_cut(last, whole[0])) and not is_short(last):
        return whole, gaps[:-1]
    return frames, gaps


def make_out(
    frames: Sequence[tuple[int, ...]],
    gaps: Sequence[int],
    at: float,
    carrier: int | None = None,
) -> Press:
    """Return the press that a reception is; raises RefusedError."""
    first = frames[0]
    if all(map(is_short, frames)):
        raise RefusedError(Verdict.REPEAT_ONLY)
    if len(first) < _FEWEST_TIMINGS:
        raise RefusedError(Verdict.TOO_SHORT)
    if not all(map(_is_plausible, frames)):
        raise RefusedError(Verdict.NOISE)
    meaning = decode(first)
    if meaning is None:
        _check_unknown(first)
    try:
        code = fold(frames, gaps, carrier or CARRIER_HZ)
    except CodeError as err:
        raise RefusedError(Verdict.NOISE) from err
    if code is None:
        raise RefusedError(Verdict.MIXED)
    shorts = list(frames[1:]) if code.repeat else []
    return Press(
        frame=first,
        at=at,
        carrier=carrier,
        meaning=meaning,
        repeats=code.repeats,
        gaps=list(gaps[:1] if shorts else gaps),
        short_frames=shorts,
        short_gaps=list(gaps[1:] if shorts else ()),
    )


def is_short(frame: Sequence[int]) -> bool:
    """Return whether this can only be what is sent while a key is held."""
    return (
        1 < len(frame) <= MOST_SHORT_TIMINGS
        and frame[0] >= _SHORT_LEADER_US
        and _is_plausible(frame)
    )


def is_cut(piece: Sequence[int], whole: Sequence[int]) -> bool:
    """Return whether a frame is another one without its beginning or its end."""
    length = len(piece)
    # The mark at the cut may be any part of what it was.
    return 1 < length < len(whole) and (
        alike(piece[:-1], whole[: length - 1]) or alike(piece[1:], whole[1 - length :])
    )


def length_classes(lengths: Iterable[int]) -> list[list[int]]:
    """Return lengths (µs, positive) sorted, those close to each other together."""
    classes: list[list[int]] = []
    for us in sorted(lengths):
        if classes and us - classes[-1][-1] <= max(_APART_US, _APART * us):
            classes[-1].append(us)
        else:
            classes.append([us])
    return classes


def _check_unknown(frame: Sequence[int]) -> None:
    """Refuse what cannot be a whole frame of a protocol nobody here knows."""
    if is_part(frame):
        raise RefusedError(Verdict.TRUNCATED)
    marks = length_classes(frame[::2])
    spaces = length_classes(-us for us in frame[1::2])
    scattered = any(
        each[-1] > _WIDEST_CLASS * each[0] + _JITTER_US for each in (*marks, *spaces)
    )
    # The first flash may have been cut off.
    uniform = (
        len(length_classes(frame[2::2])) == len(spaces) == 1
        and frame[0] <= _WIDEST_CLASS * frame[2]
    )
    if scattered or uniform or max(len(marks), len(spaces)) > _MOST_CLASSES:
        raise RefusedError(Verdict.NOISE)
    half = len(frame) // 2
    if half % 2 and alike(frame[:half], frame[half + 1 :]):
        raise RefusedError(Verdict.MIXED)


def _is_plausible(frame: Sequence[int]) -> bool:
    return all(abs(us) >= _SHORTEST_US for us in frame) and (
        max(frame) <= _LONGEST_MARK_US
    )
