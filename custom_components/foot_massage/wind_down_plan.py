"""What a wind-down is configured to do, and what is written down while it does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import State
from homeassistant.exceptions import HomeAssistantError

from .const import (
    CONF_AT_END,
    CONF_BRIGHTNESS,
    CONF_COLOR_TEMP,
    CONF_DURATION,
    CONF_EXTRAS,
    CONF_FADE_MINUTES,
    CONF_LIGHTS,
    CONF_MASSAGE,
    CONF_ONLY_LIGHTS_ON,
    CONF_PROGRAM,
    CONF_SLEEPER,
    LightsAtEnd,
    MassageStart,
)
from .core.fade import LightLevel
from .core.programs import ProgramKey
from .core.record import RecordError, time_from_iso
from .light_state import goal_of

_ANY_LEVEL = LightLevel(1, 2000)
# None takes as long: some hours at most.
_LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindDownPlan:
    """A wind-down as configured, or as one call wants it this once.

    With ``rest`` everything happens as always, but the massage does not. ``sleeper`` is
    the entry id of the person it is for, if it names one.
    """

    lights: tuple[str, ...]
    extras: tuple[str, ...]
    target: LightLevel
    fade: timedelta
    only_on: bool
    massage: MassageStart
    rest: bool
    program: ProgramKey
    duration: timedelta
    at_end: LightsAtEnd
    sleeper: str | None

    @classmethod
    def from_subentry(cls, subentry: ConfigSubentry) -> Self:
        """Return the plan that a subentry holds."""
        data = subentry.data
        return cls(
            lights=tuple(data[CONF_LIGHTS]),
            extras=tuple(data[CONF_EXTRAS]),
            target=LightLevel(
                max(1, round(data[CONF_BRIGHTNESS] * 255 / 100)),
                int(data[CONF_COLOR_TEMP]),
            ),
            fade=timedelta(minutes=data[CONF_FADE_MINUTES]),
            only_on=data[CONF_ONLY_LIGHTS_ON],
            massage=MassageStart(data[CONF_MASSAGE]),
            rest=False,
            program=ProgramKey(data[CONF_PROGRAM]),
            duration=timedelta(minutes=data[CONF_DURATION]),
            at_end=LightsAtEnd(data[CONF_AT_END]),
            sleeper=data.get(CONF_SLEEPER),
        )

    @property
    def length(self) -> timedelta:
        """How long it takes from the first light to the end of the massage."""
        if self.massage is MassageStart.AFTER_FADE:
            return self.fade + self.duration
        return max(self.fade, self.duration)

    def this_once(
        self,
        longest: timedelta,
        duration: timedelta | None = None,
        fade: timedelta | None = None,
        *,
        massage: bool,
    ) -> Self:
        """Return the plan with what one call asks for, no session past ``longest``."""
        return replace(
            self,
            duration=min(duration or self.duration, longest),
            fade=self.fade if fade is None else fade,
            rest=not massage,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WindDownRecord:
    """A wind-down under way, so that a restart can end it as it was meant to.

    ``until`` is when it ends if no session tells. ``context_id`` is what its lights'
    reports carry: a reload must not take them for somebody else's doing.
    """

    massager_id: str
    context_id: str
    before: tuple[State, ...]
    began: datetime
    until: datetime
    rest: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return {
            "massager_id": self.massager_id,
            "context_id": self.context_id,
            "before": [state.as_dict() for state in self.before],
            "began": self.began.isoformat(),
            "until": self.until.isoformat(),
            "rest": self.rest,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return a stored record; raises RecordError if it makes no sense."""
        try:
            states = [State.from_dict(dict(state)) for state in data["before"]]
            record = cls(
                massager_id=str(data["massager_id"]),
                context_id=str(data["context_id"]),
                before=tuple(state for state in states if state),
                began=time_from_iso(data["began"]),
                until=time_from_iso(data["until"]),
                rest=bool(data["rest"]),
            )
            _check(record)
        except (
            AttributeError,
            HomeAssistantError,
            KeyError,
            TypeError,
            ValueError,
        ) as err:
            raise RecordError(f"not a wind-down: {err!r}") from err
        return record


def _check(record: WindDownRecord) -> None:
    """Raise TypeError or ValueError for what no wind-down can be resumed with."""
    if not timedelta() <= record.until - record.began <= _LONGEST:
        raise ValueError("it takes no time, or too long")
    for state in record.before:
        # Whatever will be asked of it has to be there.
        goal_of(state, _ANY_LEVEL)
