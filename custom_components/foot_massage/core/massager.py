"""The words for a massager: what it can do, what it is told and what it reports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

# Of strength. What is on record with more is damaged.
MOST_LEVELS = 20


class Technique(StrEnum):
    """How the massager works the foot."""

    EFFLEURAGE = "effleurage"
    KNEADING = "kneading"
    TRIGGER_POINT = "trigger_point"
    AIR_COMPRESSION = "air_compression"
    ROLLING = "rolling"
    TAPPING = "tapping"
    VIBRATION = "vibration"


class Zone(StrEnum):
    """A part of the foot or lower leg that can be massaged on its own."""

    ARCH_AND_HEEL = "arch_and_heel"
    BALL = "ball"
    TOES_AND_DORSUM = "toes_and_dorsum"
    CALVES_AND_ACHILLES = "calves_and_achilles"


class Heat(StrEnum):
    """How warm the massager is, from cold to warmest."""

    OFF = "off"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Activity(StrEnum):
    """What a massager, or the session on it, is doing."""

    IDLE = "idle"
    STARTING = "starting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"


class EndReason(StrEnum):
    """Why a massager says its last session ended."""

    COMPLETED = "completed"
    STOPPED_REMOTE = "stopped_remote"
    STOPPED_DEVICE = "stopped_device"
    FAULT = "fault"
    POWER_LOST = "power_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class MassageSettings:
    """One set of settings; ``None`` or no zones where the massager lacks a control.

    ``intensity`` counts from 1 to the massager's own number of levels.
    """

    technique: Technique | None = None
    intensity: int | None = None
    zones: frozenset[Zone] = frozenset()
    heat: Heat | None = None


class UnsupportedSettingError(ValueError):
    """A setting the massager does not have.

    ``setting`` is the field's name, ``value`` what was asked for and ``available``
    what the massager has instead (empty if it lacks the control altogether).
    """

    def __init__(self, setting: str, value: str, available: Iterable[str]) -> None:
        """Keep the parts of the message, so that it can be translated."""
        self.setting = setting
        self.value = value
        self.available = tuple(available)
        super().__init__(
            f"{setting} {value} is not supported; "
            f"available: {', '.join(self.available) or 'none'}"
        )


class NoZoneError(UnsupportedSettingError):
    """No zone at all, for a massager that has some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a massager has; nothing it lacks is ever offered or sent.

    ``intensity_levels`` is 0 when the strength cannot be set.
    """

    techniques: frozenset[Technique] = frozenset()
    zones: frozenset[Zone] = frozenset()
    heat: frozenset[Heat] = frozenset()
    intensity_levels: int = 0
    pause: bool = False
    longest: timedelta = timedelta(minutes=60)

    def check(self, settings: MassageSettings) -> None:
        """Raise UnsupportedSettingError for the first setting not to be had."""
        _check_one("technique", settings.technique, self.techniques, Technique)
        _check_one("heat", settings.heat, self.heat, Heat)
        for zone in settings.zones:
            _check_one("zones", zone, self.zones, Zone)
        if self.zones and not settings.zones:
            raise NoZoneError(
                "zones", "none", [zone for zone in Zone if zone in self.zones]
            )
        level = settings.intensity
        if level is not None and not 1 <= level <= self.intensity_levels:
            levels = (f"1–{self.intensity_levels}",) if self.intensity_levels else ()
            raise UnsupportedSettingError("intensity", str(level), levels)


def _check_one[WordT: StrEnum](
    setting: str,
    value: WordT | None,
    available: frozenset[WordT],
    order: Iterable[WordT],
) -> None:
    """Raise if ``value`` is given and not available."""
    if value is not None and value not in available:
        raise UnsupportedSettingError(
            setting, value, [word for word in order if word in available]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSession:
    """The session a massager says it is running, by its own clock."""

    session_id: str
    elapsed: timedelta
    duration: timedelta
    started_by_device: bool = False

    @property
    def remaining(self) -> timedelta:
        """Return the massage time that is left, never negative."""
        return max(self.duration - self.elapsed, timedelta())


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedSession:
    """The last session a massager remembers; ``ended_ago`` is ``None`` if unknown."""

    session_id: str
    reason: EndReason
    elapsed: timedelta
    started_by_device: bool = False
    ended_ago: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MassagerState:
    """One report of a massager about itself.

    Its times were right when it was received (monotonic seconds).
    """

    activity: Activity
    settings: MassageSettings
    session: DeviceSession | None = None
    last_session: EndedSession | None = None
    received: float = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MassagerIdentity:
    """Who a massager is; ``serial`` is unique and never changes."""

    serial: str
    name: str
    manufacturer: str | None = None
    model: str | None = None
    firmware: str | None = None
