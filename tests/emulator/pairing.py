"""Pairing by a PIN that only a person in front of the massager can read."""

import hashlib
import hmac
import secrets

from .clock import Clock
from .flash import Flash
from .profile import Refusal

PIN_SHOWN_S = 120
WRONG_PINS_ALLOWED = 5
LOCKED_S = 60
TOKENS_KEPT = 8


class Pairing:
    """The PIN on the display, and the tokens that were given out for it."""

    def __init__(self, flash: Flash, clock: Clock, pin: str | None = None) -> None:
        """Show ``pin`` every time, or a new random one if it is None."""
        self._flash = flash
        self._clock = clock
        self._fixed_pin = pin
        self._shown_pin = ""
        self._closes_at = 0.0
        self._locked_until = 0.0
        self._attempts_left = 0

    @property
    def pin(self) -> str | None:
        """Return the PIN on the display, or None while it is dark."""
        return self._shown_pin if self._clock.now() < self._closes_at else None

    def open(self) -> float:
        """Show the PIN; returns for how many seconds it stays valid."""
        now = self._clock.now()
        if now < self._locked_until:
            raise self._too_many()
        if self.pin is None:
            self._shown_pin = self._fixed_pin or f"{secrets.randbelow(10**6):06}"
            self._attempts_left = WRONG_PINS_ALLOWED
            self._closes_at = now + PIN_SHOWN_S
        return self._closes_at - now

    def confirm(self, pin: str) -> str:
        """Return a new token for the right PIN."""
        if self._clock.now() < self._locked_until:
            raise self._too_many()
        if self.pin is None:
            raise Refusal(409, "pairing_not_open", "Ask for a PIN first")
        if hmac.compare_digest(pin.encode(), self._shown_pin.encode()):
            self._closes_at = 0.0
            return self.mint()
        self._attempts_left -= 1
        if self._attempts_left == 0:
            self._closes_at = 0.0
            self._locked_until = self._clock.now() + LOCKED_S
            raise self._too_many()
        raise Refusal(
            403, "pin_wrong", "That PIN is wrong", attempts_left=self._attempts_left
        )

    def mint(self) -> str:
        """Return a new token; the oldest one is forgotten when memory is full."""
        token = secrets.token_urlsafe(32)
        kept = [*self._flash.token_hashes, _hash(token)]
        self._flash.token_hashes = kept[-TOKENS_KEPT:]
        self._flash.save()
        return token

    def accepts(self, token: str) -> bool:
        """Return whether the token was given out and not revoked since."""
        wanted = _hash(token)
        return any(
            hmac.compare_digest(wanted, known) for known in self._flash.token_hashes
        )

    def revoke(self, token: str) -> None:
        """Forget one token."""
        self._flash.token_hashes.remove(_hash(token))
        self._flash.save()

    def revoke_all(self) -> None:
        """Forget every token, as a factory reset does."""
        self._flash.token_hashes = []
        self._flash.save()

    def _too_many(self) -> Refusal:
        wait = round(self._locked_until - self._clock.now(), 1)
        message = "Too many wrong PINs; pairing is closed for a while"
        return Refusal(429, "too_many_attempts", message, retry_after_s=wait)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
