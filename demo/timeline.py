"""What is seen while a wind-down runs, sampled and printed as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.emulator.process import EmulatorProcess

from .client import UNAVAILABLE, HomeClient, Json
from .massager import lights


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One look at everything; ``seconds`` count from the activation.

    ``lights`` are states by entity id, ``massager`` is what the massager itself
    says, ``session_end`` is when Home Assistant expects the end.
    """

    seconds: float
    lights: dict[str, Json]
    massager: Json
    wind_down: str
    session_end: datetime | None

    def brightness(self, light: str) -> int | None:
        """Return a light's brightness 0 to 255, None if it has none to tell."""
        state = self.lights[light]
        if state["state"] == "off":
            return 0
        brightness: int | None = state["attributes"].get("brightness")
        return brightness


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Looks at Home Assistant and at the massager, from ``began`` on."""

    client: HomeClient
    emulator: EmulatorProcess
    began: datetime
    wind_down: str
    session_end: str

    async def look(self) -> Sample:
        """Return how things are now."""
        massager = await self.emulator.state()
        states = await self.client.states()
        return Sample(
            seconds=(datetime.now(UTC) - self.began).total_seconds(),
            lights=lights(states),
            massager=massager,
            wind_down=states[self.wind_down]["state"],
            session_end=_time(states[self.session_end]["state"]),
        )


class Table:
    """The samples as lines of text, under a heading."""

    def __init__(self, first: Sample) -> None:
        """Make a column for each light."""
        names = [
            state["attributes"]["friendly_name"] for state in first.lights.values()
        ]
        tops, bottoms = zip(*(name.split(" ", 1) for name in names), strict=True)
        texts = [_light(state) for state in first.lights.values()]
        self._widths = [
            max(4, *map(len, cells)) for cells in zip(tops, bottoms, texts, strict=True)
        ]
        self.heading = "\n".join(
            (
                self._line("", tops, "The massager", "Time"),
                self._line("Time", bottoms, "itself says", "left"),
            )
        )

    def line(self, sample: Sample) -> str:
        """Return a sample as a line."""
        left = "-"
        if (end := sample.session_end) and (now := datetime.now(UTC)) < end:
            left = clock((end - now).total_seconds())
        return self._line(
            clock(sample.seconds),
            (_light(state) for state in sample.lights.values()),
            _massager(sample.massager),
            left,
        )

    def _line(self, time: str, lights: Iterable[str], massager: str, left: str) -> str:
        cells = (
            f"{text:>{width}}" for text, width in zip(lights, self._widths, strict=True)
        )
        return f"{time:>5}  {'  '.join(cells)}   {massager:<14}  {left:>5}"


def clock(seconds: float) -> str:
    """Return seconds as minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def _light(state: Json) -> str:
    """Return how bright a light is, in words."""
    brightness = state["attributes"].get("brightness")
    if brightness is None:
        return str(state["state"])
    return f"{brightness / 2.55:.0f} %"


def _massager(state: Json) -> str:
    """Return what the massager says about itself, in words."""
    if not state["session"]:
        return str(state["activity"])
    return f"{state['activity']} {clock(state['elapsed_s'])}"


def _time(state: str) -> datetime | None:
    """Return the time that a timestamp sensor tells, None if it tells none."""
    return None if state in ("unknown", UNAVAILABLE) else datetime.fromisoformat(state)
