"""What a massager has really done, kept by whoever stands beside it with a watch."""

import asyncio
from dataclasses import dataclass, field

from tests.emulator.device import Device


@dataclass(slots=True, kw_only=True)
class Massage:
    """One session as it was felt: ``felt_s`` is how long it massaged."""

    session_id: str
    by_device: bool
    began_at: float
    duration_s: float
    felt_s: float = 0.0
    running_since: float | None = None
    ended_at: float | None = None
    reason: str | None = None
    blurred: bool = False
    """Whether the massager, or the wire, kept something of it from the others."""

    def felt_at(self, now: float) -> float:
        """Return how long it has massaged by now, in seconds."""
        running = 0.0 if self.running_since is None else now - self.running_since
        return self.felt_s + running


@dataclass
class Ledger:
    """Every session of one massager, in the order in which they began."""

    device: Device
    massages: dict[str, Massage] = field(default_factory=dict)

    is_blurred: bool = False
    changed_at: float = 0.0

    def __post_init__(self) -> None:
        """Look at the massager at each change."""
        self.device.listeners.append(self._look)

    @property
    def now(self) -> float:
        """The time on the watch."""
        return asyncio.get_running_loop().time()

    @property
    def current(self) -> Massage | None:
        """The session that the massager is in."""
        session = self.device.session
        return None if session is None else self.massages[session.id]

    def _look(self) -> None:
        now, session = self.now, self.device.session
        self.changed_at = now
        for massage in self.massages.values():
            if massage.running_since is not None:
                massage.felt_s = massage.felt_at(now)
                massage.running_since = None
            if massage.ended_at is None and (
                session is None or session.id != massage.session_id
            ):
                massage.ended_at = now
                massage.reason = self._why(massage)
        if session is None:
            return
        massage = self.massages.setdefault(
            session.id,
            Massage(
                session_id=session.id,
                by_device=session.started_by == "device",
                began_at=now,
                duration_s=session.duration_s,
            ),
        )
        massage.blurred |= self.is_blurred
        massage.duration_s = session.duration_s
        massage.reason = session.end_reason
        if self.device.activity == "running":
            massage.running_since = now

    def _why(self, massage: Massage) -> str:
        """Return the massager's own reason, if it remembers; else what was seen."""
        last = self.device.state()["last_session"]
        if last is None or last["id"] != massage.session_id:
            return massage.reason or "forgotten"
        reason: str = last["reason"]
        return reason
