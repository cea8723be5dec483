"""What a key of an infrared remote sends, and the ways people write it down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
import re
from statistics import median

CARRIER_HZ = 38_000
# Most remotes begin a frame every 108 ms, so that a full one leaves about this much.
GAP_US = 40_000
# No common protocol is silent for this long inside a frame, nor for less after one.
FRAME_GAP_US = 8_000
MOST_REPEATS = 20
MOST_TIMINGS = 1024
# What is sent while a key is held may be much less than what was sent at first.
MOST_SHORT_TIMINGS = 7

_FEWEST_TIMINGS = 7
_FEWEST_REPEAT_TIMINGS = 3
_SHORTEST_US = 50
_LONGEST_MARK_US = 50_000
_LONGEST_SPACE_US = 500_000
_LOWEST_CARRIER_HZ = 10_000
_HIGHEST_CARRIER_HZ = 500_000

# Two receptions may each be 15 % off, in opposite directions.
_JITTER = 0.30
_JITTER_US = 200
# A strong or weak signal makes every mark longer or shorter by about the same time,
# at the cost of the space behind it.
_LONGEST_STRETCH_US = 200

_PRONTO_CLOCK_HZ = 4_145_146
_PRONTO_LEARNED = 0
_PRONTO_HEADER_WORDS = 4
# What a log puts around a code: "[15:03:45][D][remote.raw:041]: Received Raw: ".
_LOG_PREFIX = re.compile(r"\[[^\[\]]*[A-Za-z:][^\[\]]*\]:?")
_LABEL = re.compile(r"[A-Za-z][\w ]*[:=]")
_BRACKETS = re.compile(r"[\[\](){}\"']")
_SEPARATORS = re.compile(r"[\s,;]+")
_NUMBER = re.compile(r"[+-]?[0-9]{1,7}")
_WORD = re.compile(r"[0-9A-Fa-f]{4}")


class CodeProblem(StrEnum):
    """Why something is not a code; a key for translations."""

    NOT_NUMBERS = "not_numbers"
    NOT_ALTERNATING = "not_alternating"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    IMPLAUSIBLE_TIMING = "implausible_timing"
    IMPLAUSIBLE_CARRIER = "implausible_carrier"
    IMPLAUSIBLE_REPEATS = "implausible_repeats"
    BAD_PRONTO_HEADER = "bad_pronto_header"
    ODD_LENGTH = "odd_length"
    LENGTH_MISMATCH = "length_mismatch"


class CodeError(ValueError):
    """Something that is not an infrared code; ``detail`` is what was found."""

    def __init__(self, reason: CodeProblem, detail: object) -> None:
        """Keep the parts of the message, so that it can be translated."""
        self.reason = reason
        self.detail = str(detail)
        super().__init__(f"{reason}: {detail}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCode:
    """What one key sends. Times are in µs: marks are positive, spaces negative.

    ``frame`` begins and ends with a mark. ``gap`` (positive) is the silence after it.
    While the key is held ``repeat`` follows, each time with ``repeat_gap`` after it;
    empty means the frame itself. ``repeats`` says how often that happens in the
    shortest press. ``toggled`` is what remotes with a toggle bit send instead of
    ``frame`` at every other press; empty for all others. ``carrier`` is in Hz.

    Raises CodeError if no remote could send it.
    """

    frame: tuple[int, ...]
    carrier: int = CARRIER_HZ
    gap: int = GAP_US
    repeat: tuple[int, ...] = ()
    repeat_gap: int = GAP_US
    repeats: int = 0
    toggled: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Check everything."""
        _check(self.frame, _FEWEST_TIMINGS)
        if self.repeat:
            _check(self.repeat, _FEWEST_REPEAT_TIMINGS)
        if self.toggled:
            _check(self.toggled, _FEWEST_TIMINGS)
        for gap in (self.gap, self.repeat_gap):
            if not _SHORTEST_US <= gap <= _LONGEST_SPACE_US:
                raise CodeError(CodeProblem.IMPLAUSIBLE_TIMING, gap)
        _check_carrier(self.carrier)
        if not 0 <= self.repeats <= MOST_REPEATS:
            raise CodeError(CodeProblem.IMPLAUSIBLE_REPEATS, self.repeats)

    def timings(self, *, extra_repeats: int = 0, toggled: bool = False) -> list[int]:
        """Return one press: what is sent, from the first mark to the last.

        ``toggled`` asks for the other form, if there is one.
        """
        frame = (toggled and self.toggled) or self.frame
        sent = list(frame)
        gap = self.gap
        for _ in range(self.repeats + extra_repeats):
            sent += [-gap, *(self.repeat or frame)]
            gap = self.repeat_gap if self.repeat else self.gap
        return sent


def parse_code(text: str) -> RawCode:
    """Return the code a person pasted; raises CodeError.

    Takes Pronto hex (learned, ``0000``) and times in µs: with signs, or only positive
    ones that begin with a mark. Either may still wear what ESPHome's log or a YAML list
    puts around it. Without a carrier in the text it is 38 kHz.
    """
    bare = _LABEL.sub(" ", _LOG_PREFIX.sub(" ", text))
    words = _SEPARATORS.split(_BRACKETS.sub(" ", bare).strip(" \t\r\n,;"))
    if len(words) > MOST_TIMINGS + _PRONTO_HEADER_WORDS:
        raise CodeError(CodeProblem.TOO_LONG, len(words))
    # Nobody fills times in µs up with zeros.
    if all(map(_WORD.fullmatch, words)) and any(word[0] == "0" for word in words):
        return _parse_pronto([int(word, 16) for word in words])
    for word in words:
        if not _NUMBER.fullmatch(word):
            raise CodeError(CodeProblem.NOT_NUMBERS, word[:20])
    numbers = [int(word) for word in words]
    if min(numbers) > 0:
        numbers = [-us if index % 2 else us for index, us in enumerate(numbers)]
    return _from_timings(numbers, CARRIER_HZ)


def alike(one: Sequence[int], other: Sequence[int]) -> bool:
    """Return whether two frames are the same but for what receivers do to them."""
    if len(one) != len(other):
        return False
    # Spaces are negative: what makes marks longer makes them shorter.
    stretch = median(a - b for a, b in zip(one, other, strict=True))
    stretch = max(-_LONGEST_STRETCH_US, min(stretch, _LONGEST_STRETCH_US))
    return all(close(a - stretch, b) for a, b in zip(one, other, strict=True))


def close(one: float, other: float) -> bool:
    """Return whether two times (µs) may be the same one, received twice."""
    return abs(one - other) <= max(_JITTER_US, _JITTER * max(abs(one), abs(other)))


def split_frames(timings: Sequence[int]) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return the frames of a reception, and the gaps (µs, positive) between them.

    Silence before the first mark and after the last is no part of them. Raises
    CodeError unless marks and spaces alternate.
    """
    bare = list(timings)
    if bare and bare[0] < 0:
        del bare[0]
    if bare and bare[-1] < 0:
        del bare[-1]
    if any((us > 0) is bool(index % 2) or us == 0 for index, us in enumerate(bare)):
        raise CodeError(CodeProblem.NOT_ALTERNATING, bare[:10])
    cuts = [index for index, us in enumerate(bare) if us <= -FRAME_GAP_US]
    edges = zip([-1, *cuts], [*cuts, len(bare)], strict=True)
    frames = [tuple(bare[start + 1 : end]) for start, end in edges if end > start + 1]
    return frames, [-bare[cut] for cut in cuts]


def fold(
    frames: Sequence[tuple[int, ...]], gaps: Sequence[int], carrier: int
) -> RawCode | None:
    """Return one press as a code: a frame, and what repeats it.

    ``None`` if the later frames are neither the first again nor all one short frame.
    Raises CodeError.
    """
    frame, *later = frames
    code = RawCode(frame=frame, carrier=carrier)
    if not later:
        return code
    code = replace(code, gap=gaps[0], repeats=min(len(later), MOST_REPEATS))
    if all(alike(frame, other) for other in later):
        return replace(code, gap=round(median(gaps)))
    repeat = later[0]
    if not _FEWEST_REPEAT_TIMINGS <= len(repeat) <= MOST_SHORT_TIMINGS or not all(
        alike(repeat, other) for other in later
    ):
        return None
    return replace(
        code, repeat=repeat, repeat_gap=round(median(gaps[1:])) if gaps[1:] else gaps[0]
    )


def _check(frame: Sequence[int], fewest: int) -> None:
    """Raise CodeError unless a remote could send this."""
    if len(frame) < fewest:
        raise CodeError(CodeProblem.TOO_SHORT, len(frame))
    if len(frame) > MOST_TIMINGS:
        raise CodeError(CodeProblem.TOO_LONG, len(frame))
    if len(frame) % 2 == 0:
        raise CodeError(CodeProblem.NOT_ALTERNATING, len(frame))
    for index, us in enumerate(frame):
        if (us < 0) is not bool(index % 2):
            raise CodeError(CodeProblem.NOT_ALTERNATING, us)
        longest = _LONGEST_SPACE_US if us < 0 else _LONGEST_MARK_US
        if not _SHORTEST_US <= abs(us) <= longest:
            raise CodeError(CodeProblem.IMPLAUSIBLE_TIMING, us)


def _check_carrier(carrier: int) -> None:
    if not _LOWEST_CARRIER_HZ <= carrier <= _HIGHEST_CARRIER_HZ:
        raise CodeError(CodeProblem.IMPLAUSIBLE_CARRIER, carrier)


def _from_timings(timings: list[int], carrier: int) -> RawCode:
    """Return the code for all that is sent in one press; raises CodeError."""
    frames, gaps = split_frames(timings)
    if not frames:
        raise CodeError(CodeProblem.TOO_SHORT, 0)
    code = fold(frames, gaps, carrier)
    if code is None:
        # Long silences and all: whoever pasted it will know.
        start = 1 if timings[0] < 0 else 0
        end = len(timings) - 1 if timings[-1] < 0 else len(timings)
        code = RawCode(frame=tuple(timings[start:end]), carrier=carrier)
    if not code.repeats and timings[-1] < 0:
        return replace(code, gap=-timings[-1])
    return code


def _parse_pronto(words: list[int]) -> RawCode:
    """Return the code that the words of a Pronto code stand for; raises CodeError."""
    if len(words) < _PRONTO_HEADER_WORDS or words[0] != _PRONTO_LEARNED or not words[1]:
        raise CodeError(
            CodeProblem.BAD_PRONTO_HEADER,
            " ".join(f"{word:04X}" for word in words[:_PRONTO_HEADER_WORDS]),
        )
    carrier = round(_PRONTO_CLOCK_HZ / words[1])
    _check_carrier(carrier)
    once_length, repeat_length = 2 * words[2], 2 * words[3]
    times = words[_PRONTO_HEADER_WORDS:]
    if len(times) % 2:
        raise CodeError(CodeProblem.ODD_LENGTH, len(times))
    if len(times) != once_length + repeat_length:
        raise CodeError(
            CodeProblem.LENGTH_MISMATCH, f"{len(times)} ≠ {once_length + repeat_length}"
        )
    if not all(times):
        raise CodeError(CodeProblem.IMPLAUSIBLE_TIMING, 0)
    timings = [
        round(word * 1_000_000 / carrier) * (-1 if index % 2 else 1)
        for index, word in enumerate(times)
    ]
    once, repeat = timings[:once_length], timings[once_length:]
    code = _from_timings(once or repeat, carrier)
    if once and repeat and not alike(code.frame, repeat[:-1]):
        return replace(code, repeat=tuple(repeat[:-1]), repeat_gap=-repeat[-1])
    return code
