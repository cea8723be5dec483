"""The massager's clock, and the massage time that it counts."""

from dataclasses import dataclass
import math
import time


class Clock:
    """A clock that only goes forward; a test can stop it and put it forward."""

    def __init__(self) -> None:
        """Start at the machine's own monotonic time."""
        self._ahead = 0.0
        self._stopped_at: float | None = None

    def now(self) -> float:
        """Return the time in seconds since some moment before the boot."""
        going = time.monotonic() if self._stopped_at is None else self._stopped_at
        return going + self._ahead

    def stop(self) -> None:
        """Stand still, unless put forward."""
        # From a whole second, whole seconds later is when what is due then is due.
        self._stopped_at = self._stopped_at or math.ceil(time.monotonic())

    def advance(self, seconds: float) -> None:
        """Put the clock forward."""
        self._ahead += seconds


@dataclass(slots=True, kw_only=True)
class Session:
    """A session; its massage time counts while ``counting_since`` is set."""

    id: str
    duration_s: float
    started_by: str
    massaged_s: float = 0.0
    counting_since: float | None = None
    end_reason: str | None = None
    ended_at: float | None = None

    def elapsed(self, now: float) -> float:
        """Return the massage time in seconds, without the pauses."""
        if self.counting_since is None:
            return self.massaged_s
        return min(self.massaged_s + now - self.counting_since, self.duration_s)

    def completes_at(self) -> float | None:
        """Return when its whole time will have been massaged; None while held."""
        if self.counting_since is None:
            return None
        return self.counting_since + self.duration_s - self.massaged_s

    def hold(self, now: float) -> None:
        """Let the massage time stand still."""
        self.massaged_s = self.elapsed(now)
        self.counting_since = None
