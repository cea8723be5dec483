"""The hardware: light bulbs that change by their own clock, and their memory."""

from dataclasses import dataclass, field, replace
from time import monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class BulbModel:
    """What a bulb can do; ``longest_transition`` is in seconds, 0 means none.

    Like many real ones, a bulb that is told a longer transition jumps instead.
    """

    name: str
    dims: bool = True
    color_temp: bool = False
    color: bool = False
    longest_transition: float = 0
    reachable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Glow:
    """The light of a bulb: ``brightness`` 0 (off) to 255, and ``kelvin`` or ``hs``."""

    brightness: float
    kelvin: int | None = None
    hs: tuple[float, float] | None = None


@dataclass(slots=True)
class Bulb:
    """A bulb on its way from one glow to another, or resting at the latter."""

    model: BulbModel
    target: Glow
    before_off: float = 255
    _origin: Glow = field(init=False)
    _began: float = field(init=False, default=0)
    _takes: float = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Rest at the target."""
        self._origin = self.target

    @property
    def seconds_left(self) -> float:
        """Return how long the transition goes on, 0 at rest."""
        return max(0.0, self._began + self._takes - monotonic())

    @property
    def glow(self) -> Glow:
        """Return the light at this moment."""
        if not (left := self.seconds_left):
            return self.target
        done = 1 - left / self._takes
        origin, target = self._origin, self.target
        kelvin = target.kelvin
        if origin.kelvin and kelvin:
            kelvin = round(origin.kelvin + (kelvin - origin.kelvin) * done)
        brightness = origin.brightness + (target.brightness - origin.brightness) * done
        return replace(target, brightness=brightness, kelvin=kelvin)

    def change(self, target: Glow, transition: float = 0) -> None:
        """Go to ``target`` in ``transition`` seconds, at once if that is too long."""
        self._origin = self.glow
        self._began = monotonic()
        able = transition <= self.model.longest_transition
        self._takes = transition if able else 0
        if not target.brightness and self.target.brightness:
            self.before_off = self.target.brightness
        self.target = target
