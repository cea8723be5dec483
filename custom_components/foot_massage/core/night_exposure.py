"""Whether a night came after a massage, or nobody can know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .nights import Exposure, Night, NightRules, NightSession
from .session import Session

# Less is a trial run of the massager, not a massage.
_LEAST = 1.0
# A gap in which no massage fits: one that went on across it was seen.
_BLINK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another."""

    start: datetime
    end: datetime


def with_sessions(
    night: Night,
    sessions: Iterable[Session],
    watched: Iterable[Span],
    rules: NightRules,
) -> Night:
    """Return a night with its massages, and whether there was one before the sleep.

    ``sessions`` are the person's, of any time. ``watched`` is when a massage would
    have been noticed. Without a massage the night is known to be another night only
    if that was so from its beginning until the person slept: if it is not known when,
    until three in the morning. A massage after the waking is none of that sleep's.
    """
    noon = rules.noon(night.day)
    own = tuple(
        NightSession(
            session_id=session.session_id,
            started_at=begun,
            minutes=session.massaged / timedelta(minutes=1),
            daytime=begun >= noon,
        )
        for session in sessions
        if night.start <= (begun := session.begun_at) < night.end
    )
    return replace(night, sessions=own, exposure=_exposure(night, own, watched, rules))


def _exposure(
    night: Night,
    sessions: Sequence[NightSession],
    watched: Iterable[Span],
    rules: NightRules,
) -> Exposure:
    woke = max((sleep.ended for sleep in night.sleeps.values()), default=night.end)
    minutes = sum(
        one.minutes for one in sessions if not one.daytime and one.started_at < woke
    )
    if minutes >= _LEAST:
        return Exposure.MASSAGE
    slept = max(
        (sleep.began for sleep in night.sleeps.values() if sleep.began),
        default=rules.morning(night.day),
    )
    covered = _covered(night.start, slept, watched)
    return Exposure.OTHER if covered else Exposure.UNKNOWN


def _covered(start: datetime, end: datetime, spans: Iterable[Span]) -> bool:
    """Return whether the spans leave no gap that counts between two moments."""
    for span in sorted(spans, key=lambda span: span.start):
        if span.start - start > _BLINK:
            break
        start = max(start, span.end)
    return end - start <= _BLINK
