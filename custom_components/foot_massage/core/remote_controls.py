"""What can be done with the keys of a remote, and with what else it was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from .massager import Capabilities, Heat, Technique, Zone
from .remote import (
    FileProblem,
    LearnedRemote,
    RemoteError,
    RemoteKey,
    remote_from_dict,
    remote_to_dict,
)

# A key that turns off what has just turned itself off would turn it on.
AUTO_OFF_MARGIN = timedelta(minutes=1)
# By how many levels there are besides off.
_HEATS = {
    1: (Heat.OFF, Heat.LOW),
    2: (Heat.OFF, Heat.LOW, Heat.HIGH),
    3: (Heat.OFF, Heat.LOW, Heat.MEDIUM, Heat.HIGH),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InfraredSource:
    """A massager's remote, what sends its keys, and what shows that it runs.

    ``emitter`` and ``proof`` are entities: registry ids, or entity ids where there is
    none. ``proof`` shows "on" or, if ``threshold`` is given, a number of at least
    that while it massages; None if nothing shows it. ``longest`` is how long it runs
    if nobody says. ``auto_off`` is how long after turning on it turns itself off; None
    if it does not.

    Raises RemoteError for a remote that cannot turn it on, and off again.
    """

    remote: LearnedRemote
    emitter: str
    proof: str | None = None
    threshold: float | None = None
    longest: timedelta = timedelta(minutes=60)
    auto_off: timedelta | None = None

    def __post_init__(self) -> None:
        """Check what everything else depends on."""
        on_key(self.remote)
        off_key(self.remote)

    def capabilities(self) -> Capabilities:
        """Return what a massager with this remote has."""
        remote, has = self.remote, self.remote.keys
        by_steps = {RemoteKey.INTENSITY_UP, RemoteKey.INTENSITY_DOWN} <= has.keys()
        steps = by_steps or RemoteKey.INTENSITY_NEXT in has
        return Capabilities(
            techniques=frozenset(
                one
                for one in Technique
                if technique_key(one) in has
                or (RemoteKey.TECHNIQUE_NEXT in has and one in remote.technique_order)
            ),
            zones=frozenset(zone for zone in Zone if zone_key(zone) in has),
            heat=frozenset(heats_of(remote)),
            intensity_levels=remote.intensity_levels if steps else 0,
            pause=True,
            longest=self._longest(),
        )

    def _longest(self) -> timedelta:
        """Return a time that is surely over before it turns itself off."""
        if self.auto_off is None:
            return self.longest
        return min(self.longest, self.auto_off - AUTO_OFF_MARGIN)

    def as_dict(self) -> dict[str, Any]:
        """Return the source as plain data."""
        return {
            "remote": remote_to_dict(self.remote),
            "emitter": self.emitter,
            "proof": self.proof,
            "threshold": self.threshold,
            "longest": self.longest.total_seconds(),
            "auto_off": self.auto_off and self.auto_off.total_seconds(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the source from ``as_dict``; raises RemoteError."""
        return cls(
            remote=remote_from_dict(data["remote"]),
            emitter=data["emitter"],
            proof=data["proof"],
            threshold=data["threshold"],
            longest=timedelta(seconds=data["longest"]),
            auto_off=timedelta(seconds=off) if (off := data["auto_off"]) else None,
        )


def on_key(remote: LearnedRemote) -> RemoteKey:
    """Return the key that turns the massager on; raises RemoteError."""
    for key in (RemoteKey.POWER_ON, RemoteKey.POWER):
        if key in remote.keys:
            return key
    raise RemoteError(FileProblem.MISSING_FIELD, "keys.power")


def off_key(remote: LearnedRemote) -> RemoteKey:
    """Return the key that turns the massager off; raises RemoteError."""
    if RemoteKey.POWER_OFF in remote.keys:
        return RemoteKey.POWER_OFF
    if RemoteKey.POWER in remote.keys and remote.power_toggles:
        return RemoteKey.POWER
    raise RemoteError(FileProblem.MISSING_FIELD, "keys.power_off")


def technique_key(technique: Technique) -> RemoteKey:
    """Return the key that stands for a technique."""
    return RemoteKey(f"technique_{technique}")


def zone_key(zone: Zone) -> RemoteKey:
    """Return the key that turns a zone on and off."""
    return RemoteKey(f"zone_{zone}")


def heats_of(remote: LearnedRemote) -> tuple[Heat, ...]:
    """Return what the heat key goes through, beginning with off."""
    return _HEATS[remote.heat_levels] if RemoteKey.HEAT in remote.keys else ()
