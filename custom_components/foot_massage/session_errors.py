"""What can be wrong with a command to a session."""

from .drivers.base import DriverError


class WrongStateError(Exception):
    """The session cannot do this now; ``reason`` is the key of its message."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)


class StopNotConfirmedError(DriverError):
    """The massager was told to stop and does not say that it has."""
