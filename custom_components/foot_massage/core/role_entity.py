"""The parts of a foot massager, and what is known of an entity that may be one."""

from dataclasses import dataclass
from enum import StrEnum

from .massager import Zone


class Role(StrEnum):
    """A part of a foot massager that an entity can play.

    ``POWER`` is on while the massager runs; ``START`` and ``STOP`` are for one without
    such a switch. ``PAUSE`` is a button, or a switch that is on while it is held.
    ``RUNNING`` and ``POWER_METER`` prove that it runs. Zones are switches.
    """

    POWER = "power"
    START = "start"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    RUNNING = "running"
    POWER_METER = "power_meter"
    TECHNIQUE = "technique"
    INTENSITY = "intensity"
    HEAT = "heat"
    DURATION = "duration"
    TIME_LEFT = "time_left"
    ARCH_AND_HEEL = Zone.ARCH_AND_HEEL.value
    BALL = Zone.BALL.value
    TOES_AND_DORSUM = Zone.TOES_AND_DORSUM.value
    CALVES_AND_ACHILLES = Zone.CALVES_AND_ACHILLES.value


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntity:
    """What Home Assistant knows about an entity that may be part of a massager.

    ``name`` is its own name without the device's, empty for the device's main entity.
    ``platform`` is the integration. ``key`` is the translation key or the tail of the
    unique id, empty if there is none. ``step`` of a fan is its percentage step, and
    ``None`` if it has no speeds.
    """

    entity_id: str
    domain: str
    name: str = ""
    platform: str = ""
    key: str = ""
    device_class: str | None = None
    unit: str | None = None
    options: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    assumed_state: bool = False
    entity_category: str | None = None
    state_class: str | None = None
