"""Learning a key from a receiver: asking until what was heard can be trusted."""

from collections.abc import Mapping, Sequence
from math import inf

from .infrared import FRAME_GAP_US, RawCode, alike
from .infrared_decode import Protocol, decode
from .infrared_merge import (
    differ_by_toggle,
    has_gap,
    is_key,
    merge,
    same_key,
    same_remote,
    same_shape,
)
from .infrared_press import (
    Press,
    RefusedError,
    Verdict,
    is_cut,
    is_short,
    make_out,
    split,
)
from .remote import RemoteKey

# While a key is held, frames begin every 110 ms or so; the network adds its own delay.
_SAME_PRESS_S = 0.25
_LONGEST_GAP_US = 200_000

# By its toggle bit: the presses in the form heard last, and those in the other one.
type _Forms = tuple[list[Press], list[Press]]

_PRESSES_IF_CHECKED = 2
_PRESSES = 3
_PRESSES_IF_GAPPED = 4
# A remote that always sends the same toggle bit is one that has none.
_PRESSES_FOR_ONE_TOGGLE = 4
# What was heard earlier does not count. Three of these are most of them, so that damage
# that happens to be the same again is outvoted.
_RECEPTIONS_KEPT = 5


class KeyLearner:
    """Learns one key; ``learned`` are those known of the same remote, by name.

    With ``same_remote`` off, keys of other remotes are taken too: some remotes have
    keys that speak in another's name.
    """

    def __init__(
        self, learned: Mapping[RemoteKey, RawCode], *, same_remote: bool = True
    ) -> None:
        self.duplicate_of: RemoteKey | None = None
        self._known = dict(learned)
        self._same_remote = same_remote
        # The latest receptions, None for those that were refused.
        self._receptions: list[Press | None] = []
        self._open: Press | None = None
        self._heard_at = -inf
        self._result: _Forms | None = None

    @property
    def code(self) -> RawCode | None:
        """Return the code once it is learned; it gets better while the key is held."""
        return None if self._result is None else merge(*self._result)

    @property
    def _presses(self) -> list[Press]:
        return [press for press in self._receptions if press]

    def hear(
        self, timings: Sequence[int], at: float, carrier: int | None = None
    ) -> Verdict:
        """Return what came of one reception.

        ``timings`` are in µs, marks positive and spaces negative; ``at`` is when they
        arrived, in seconds of any clock that never goes back; ``carrier`` is in Hz, if
        the receiver can tell. After ``LEARNED`` nothing else is said any more.
        """
        held = at - self._heard_at < _SAME_PRESS_S
        self._heard_at = at
        try:
            frames, gaps = split(timings)
            if held and self._goes_on(frames, gaps, at):
                return Verdict.LEARNED if self._result else Verdict.HELD
            self._open = None
            if self._result:
                return Verdict.LEARNED
            press = make_out(frames, gaps, at, carrier)
            self._check_known(press)
            self._open = press
            self._note(press)
        except RefusedError as refused:
            self._keep(None)
            return Verdict.LEARNED if self._result else refused.verdict
        return self._weigh(press)

    def _goes_on(
        self, frames: list[tuple[int, ...]], gaps: list[int], at: float
    ) -> bool:
        """Return whether these are repetitions of the open press; if so, note them."""
        press = self._open
        if press is None:
            return all(map(is_short, frames))
        if not all(is_short(frame) or _repeats(press, frame) for frame in frames):
            return False
        # Both came at the end of what they say, so this is the silence between them.
        sent = sum(abs(us) for frame in frames for us in frame) + sum(gaps)
        silence = round((at - press.at) * 1_000_000) - sent
        heard = press.short_gaps if press.short_frames else press.gaps
        heard += [
            us for us in (silence, *gaps) if FRAME_GAP_US <= us <= _LONGEST_GAP_US
        ]
        press.at = at
        press.repeats += len(frames)
        press.short_frames += filter(is_short, frames)
        return True

    def _check_known(self, press: Press) -> None:
        """Refuse keys that are known, and those of other remotes."""
        for key, code in self._known.items():
            if is_key(press, code):
                self.duplicate_of = key
                raise RefusedError(Verdict.DUPLICATE)
        for code in self._known.values() if self._same_remote else ():
            if same_remote(press, code):
                continue
            # The right remote, but too blurred to be understood.
            blurred = press.meaning is None and same_shape(press.frame, code.frame)
            raise RefusedError(Verdict.NOISE if blurred else Verdict.OTHER_REMOTE)

    def _note(self, press: Press) -> None:
        """Put a press to those before; what is cut off does not stay with the whole."""
        if press.meaning is None:
            if any(is_cut(press.frame, other.frame) for other in self._presses):
                raise RefusedError(Verdict.TRUNCATED)
            self._receptions = [
                None if other and is_cut(other.frame, press.frame) else other
                for other in self._receptions
            ]
        self._keep(press)

    def _keep(self, reception: Press | None) -> None:
        self._receptions = [*self._receptions, reception][-_RECEPTIONS_KEPT:]

    def _weigh(self, press: Press) -> Verdict:
        """Return whether this press and those before are enough."""
        agreeing = [other for other in self._presses if same_key(other, press)]
        self._result = self._enough(agreeing) or self._toggling(agreeing)
        if self._result:
            return Verdict.LEARNED
        if len(agreeing) == 1 < len(self._presses) and not any(
            differ_by_toggle(press.frame, other.frame) for other in self._presses
        ):
            return Verdict.DIFFERENT
        return Verdict.PRESS_AGAIN

    def _enough(self, presses: list[Press]) -> _Forms | None:
        """Return presses that agree, by toggle bit, if they can be trusted."""
        meaning = presses[-1].meaning
        if meaning is None:
            frame = presses[-1].frame
            needed = _PRESSES_IF_GAPPED if has_gap(frame) else _PRESSES
            # What can be understood is never outvoted by what cannot.
            enough = len(presses) >= needed and not any(
                other.meaning or differ_by_toggle(other.frame, frame)
                for other in self._presses
            )
            return (presses, []) if enough else None
        needed = _PRESSES_IF_CHECKED if meaning.protocol.checked else _PRESSES
        forms: _Forms = ([], [])
        for press in presses:
            other = press.meaning is not None and press.meaning.toggle != meaning.toggle
            forms[other].append(press)
        if meaning.protocol is Protocol.RC5 and not forms[1]:
            needed = _PRESSES_FOR_ONE_TOGGLE
        return forms if len(presses) >= needed else None

    def _toggling(self, presses: list[Press]) -> _Forms | None:
        """Return both forms of a key with a toggle bit in an unknown protocol."""
        if any(press.meaning for press in self._presses):
            return None
        rest = [press for press in self._presses if press not in presses]
        form = next((press for press in rest if _is_other_form(press, presses)), None)
        if form is None:
            return None
        others = [other for other in rest if same_key(other, form)]
        # First the one key and then another, twice each, are not taking turns.
        if (
            min(len(presses), len(others)) < _PRESSES_IF_CHECKED
            or others[-1].at < presses[0].at
        ):
            return None
        return presses, others


def _is_other_form(press: Press, presses: Sequence[Press]) -> bool:
    """Return whether this may be the same key with the other toggle bit."""
    return any(differ_by_toggle(press.frame, other.frame) for other in presses)


def _repeats(press: Press, frame: Sequence[int]) -> bool:
    """Return whether a frame is the press's own again, toggle bit and all."""
    meaning = decode(frame)
    if press.meaning is None or meaning is None:
        return alike(press.frame, frame)
    return meaning == press.meaning and meaning.toggle == press.meaning.toggle
