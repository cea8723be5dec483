"""What a model of massager has, and which settings it therefore accepts."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

TECHNIQUES = ("effleurage", "kneading", "trigger_point", "air_compression")
ZONES = ("arch_and_heel", "ball", "toes_and_dorsum", "calves_and_achilles")
HEAT = ("off", "low", "medium", "high")

type Settings = dict[str, Any]


class Refusal(Exception):
    """A request that is answered with an error instead of being carried out."""

    def __init__(self, status: int, code: str, message: str, **details: Any) -> None:
        """Keep the HTTP status and the parts of the error body."""
        super().__init__(message)
        self.status = status
        self.body = {"error": {"code": code, "message": message, **details}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The controls of one model; an empty tuple or 0 where it has none."""

    model: str
    techniques: tuple[str, ...]
    zones: tuple[str, ...]
    heat: tuple[str, ...]
    intensity_levels: int
    pause: bool
    longest_s: int = 3600

    def capabilities(self) -> dict[str, Any]:
        """Return the body of GET /v1/capabilities."""
        return {
            "techniques": list(self.techniques),
            "zones": list(self.zones),
            "heat": list(self.heat),
            "intensity_levels": self.intensity_levels,
            "pause": self.pause,
            "longest_s": self.longest_s,
        }

    def default_settings(self) -> Settings:
        """Return what the massager does when only its power button is pressed."""
        return {
            "technique": self.techniques[0] if self.techniques else None,
            "intensity": (self.intensity_levels + 1) // 2 or None,
            "zones": list(self.zones),
            "heat": self.heat[0] if self.heat else None,
        }

    def merge(self, now: Settings, wanted: object) -> Settings:
        """Return ``now`` with the wanted settings; absent and null ones stay.

        Raises Refusal 422 for what is malformed or not to be had.
        """
        if not isinstance(wanted, dict):
            raise invalid("settings must be an object")
        merged = dict(now)
        for field, available in (("technique", self.techniques), ("heat", self.heat)):
            if (word := wanted.get(field)) is not None:
                merged[field] = _one_of(field, word, available)
        if (zones := wanted.get("zones")) is not None:
            if not isinstance(zones, list) or not zones:
                raise invalid("zones must be a list with at least one zone")
            chosen = {_one_of("zones", zone, self.zones) for zone in zones}
            merged["zones"] = [zone for zone in self.zones if zone in chosen]
        if (level := wanted.get("intensity")) is not None:
            if isinstance(level, bool) or not isinstance(level, int):
                raise invalid("intensity must be an integer")
            if not 1 <= level <= self.intensity_levels:
                raise unsupported("intensity", level)
            merged["intensity"] = level
        return merged


def invalid(message: str) -> Refusal:
    """Return the refusal of a request that is not as the API says."""
    return Refusal(422, "invalid_request", message)


def unsupported(field: str, value: object) -> Refusal:
    """Return the refusal of a setting this model does not have."""
    message = f"{field} {value} is not supported"
    return Refusal(422, "unsupported_setting", message, field=field)


def _one_of(field: str, value: object, available: Collection[str]) -> str:
    if not isinstance(value, str):
        raise invalid(f"{field} must be text")
    if value not in available:
        raise unsupported(field, value)
    return value


PROFILES = {
    "full": Profile(
        model="Emulated FM-5",
        techniques=TECHNIQUES,
        zones=ZONES,
        heat=HEAT,
        intensity_levels=5,
        pause=True,
    ),
    "basic": Profile(
        model="Emulated FM-1",
        techniques=("effleurage",),
        zones=(),
        heat=(),
        intensity_levels=3,
        pause=False,
    ),
}
