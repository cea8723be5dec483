"""Every sleeper's nights on disk: ``foot_massage.nights``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.singleton import singleton
from homeassistant.util.hass_dict import HassKey

from .const import CONF_TRIAL, DOMAIN
from .core.night_record import night_from_dict, night_to_dict
from .core.nights import Night
from .core.record import RecordError, time_from_iso
from .core.trial import plan_from_dict
from .stored_file import Record, StoredFile, parts_of

NIGHT_STORE: HassKey[NightStore] = HassKey(f"{DOMAIN}.night_store")

# What a wearable tells comes in pieces; what a crash loses of it is told again.
_WRITE_AFTER_S: Final = 60.0
# What is kept of each sleeper.
_PARTS: Final = {
    "nights": list,
    "shown": dict,
    "watch": dict,
    "filled": dict,
    "left": dict,
}
_LEFT: Final = ("name", "person", "trial")

type _Nights = dict[date, Night]


@dataclass(slots=True)
class Kept:
    """What is kept of a sleeper, as plain data.

    ``nights`` are by day. ``unreadable`` are records that cannot be understood, as
    they were found. ``filled`` says by metric whose past has been looked through.
    ``left`` is set once the sleeper was removed: their name, which person it was, and
    their trial.
    """

    nights: dict[str, Record] = field(default_factory=dict)
    unreadable: list[Any] = field(default_factory=list)
    shown: dict[str, float] = field(default_factory=dict)
    watch: Record = field(default_factory=dict)
    filled: dict[str, str] = field(default_factory=dict)
    left: Record | None = None

    def as_dict(self) -> Record:
        """Return it to be written.

        Each part is copied in one step, since this runs while others go on changing.
        """
        return {
            "nights": [*list(self.nights.values()), *self.unreadable],
            "shown": dict(self.shown),
            "watch": dict(self.watch),
            "filled": dict(self.filled),
            "left": self.left,
        }


class NightStore:
    """Every night of every sleeper, and what their sensors showed last."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Make an empty store; ``async_load`` fills it."""
        self._hass = hass
        self._store = StoredFile(hass, "nights")
        self._kept: dict[str, Kept] = {}
        self._nights: dict[str, _Nights] = {}

    async def async_load(self) -> None:
        """Read the file; a record that cannot be understood is kept as it is.

        Raises HomeAssistantError if nothing may be written to it.
        """
        data = await self._store.async_read()
        self._kept, self._nights, damaged = await self._hass.async_add_executor_job(
            _read, data
        )
        unreadable = sum(len(kept.unreadable) for kept in self._kept.values())
        await self._store.async_tell(damaged=damaged, unreadable=unreadable)
        if damaged:
            await self._store.async_save(self._as_dict())

    def nights(self, sleeper_id: str) -> list[Night]:
        """Return the nights that are kept and can be read."""
        return list(self._nights.get(sleeper_id, {}).values())

    def kept(self, sleeper_id: str) -> Kept:
        """Return what is kept of a sleeper."""
        return self._kept.setdefault(sleeper_id, Kept())

    @callback
    def keep(
        self,
        sleeper_id: str,
        nights: Iterable[Night],
        shown: Mapping[str, float],
        watch: Record,
    ) -> None:
        """Write down what has changed, soon; ``nights`` are only those that did."""
        kept = self.kept(sleeper_id)
        known = self._nights.setdefault(sleeper_id, {})
        for night in nights:
            kept.nights[night.day.isoformat()] = night_to_dict(night)
            known[night.day] = night
        kept.shown = dict(shown)
        kept.watch = watch
        self._store.async_delay_save(self._as_dict, _WRITE_AFTER_S)

    async def async_leave(self, entry: ConfigEntry[Any]) -> bool:
        """Note that a sleeper was removed; returns whether any nights stay.

        They are there if the same person is added again. On disk when this returns.
        """
        kept = self.kept(entry.entry_id)
        if not (kept.nights or kept.unreadable):
            await self.async_forget(entry.entry_id)
            return False
        # What is recorded meanwhile can be found when they come back.
        kept.filled = {}
        kept.left = {
            "name": entry.title,
            "person": entry.unique_id,
            "trial": entry.options.get(CONF_TRIAL),
        }
        await self._store.async_save(self._as_dict())
        return True

    def left(self) -> dict[str, str]:
        """Return the names of those who were removed, by what they are kept as."""
        return {one: kept.left["name"] for one, kept in self._kept.items() if kept.left}

    @callback
    def hand_over(self, entry: ConfigEntry[Any]) -> tuple[str, Record | None] | None:
        """Give a new sleeper the nights of the same person, who was removed.

        Returns what they were kept as and the trial; None if there are none.
        """
        for former, kept in self._kept.items():
            if kept.left and kept.left["person"] == entry.unique_id:
                self._kept[entry.entry_id] = self._kept.pop(former)
                self._nights[entry.entry_id] = self._nights.pop(former, {})
                trial, kept.left = kept.left["trial"], None
                return former, trial
        return None

    async def async_forget(self, sleeper_id: str) -> None:
        """Remove what is kept of somebody; on disk when this returns."""
        self._nights.pop(sleeper_id, None)
        if self._kept.pop(sleeper_id, None):
            await self._store.async_save(self._as_dict())

    def __len__(self) -> int:
        """Return how many nights are kept."""
        return sum(len(kept.nights) for kept in self._kept.values())

    def _as_dict(self) -> Record:
        kept = dict(self._kept)
        return {"sleepers": {one: kept[one].as_dict() for one in kept}}


@singleton(NIGHT_STORE, async_=True)
async def async_get_nights(hass: HomeAssistant) -> NightStore:
    """Return the store; raises HomeAssistantError if its file cannot be read."""
    store = NightStore(hass)
    await store.async_load()
    return store


def _read(data: object) -> tuple[dict[str, Kept], dict[str, _Nights], bool]:
    """Return what a file holds: as it is kept, and the nights that can be read.

    Also returns whether something of it was lost.
    """
    parts, damaged = parts_of(data, {"sleepers": dict})
    kept: dict[str, Kept] = {}
    nights: dict[str, _Nights] = {}
    for sleeper_id, record in parts["sleepers"].items():
        parts, lost = parts_of(record, _PARTS)
        kept[sleeper_id] = one = Kept()
        nights[sleeper_id] = _enter(parts["nights"], one)
        for read in (_read_shown, _read_watch, _read_filled, _read_left):
            lost |= read(parts, one)
        damaged |= lost
    return kept, nights, damaged


def _enter(records: Iterable[Any], kept: Kept) -> _Nights:
    """Keep all records of nights; returns the nights that can be read."""
    nights: _Nights = {}
    for record in records:
        try:
            night = night_from_dict(record)
        except RecordError:
            kept.unreadable.append(record)
            continue
        if night.day in nights:
            kept.unreadable.append(record)
        else:
            kept.nights[night.day.isoformat()] = record
            nights[night.day] = night
    return nights


def _read_shown(parts: Record, kept: Kept) -> bool:
    """Take what sensors showed last; returns whether some of it is lost."""
    shown = parts["shown"]
    kept.shown = {
        source: float(value)
        for source, value in shown.items()
        if isinstance(value, int | float)
    }
    return len(kept.shown) < len(shown)


def _read_filled(parts: Record, kept: Kept) -> bool:
    """Take whose past has been looked through; returns whether some of it is lost."""
    filled = parts["filled"]
    kept.filled = {
        metric: source for metric, source in filled.items() if isinstance(source, str)
    }
    return len(kept.filled) < len(filled)


def _read_watch(parts: Record, kept: Kept) -> bool:
    """Take when a massage might have gone unnoticed; returns whether that is lost.

    Then nobody was on watch until now.
    """
    watch = parts["watch"]
    times = [watch[name] for name in ("since", "seen_at") if watch.get(name)]
    try:
        for gaps in watch.get("gaps", {}).values():
            times += [moment for start, end in gaps for moment in (start, end)]
        for time in times:
            time_from_iso(time)
    except (AttributeError, TypeError, ValueError):
        return True
    kept.watch = watch
    return False


def _read_left(parts: Record, kept: Kept) -> bool:
    """Take who a removed sleeper was; returns whether something of that is lost."""
    if not (left := parts["left"]):
        return False
    name, person, trial = (left.get(key) for key in _LEFT)
    try:
        if trial is not None:
            plan_from_dict(trial)
    except RecordError:
        trial = None
    named = isinstance(name, str) and isinstance(person, str | None)
    kept.left = {
        "name": name if named else "?",
        "person": person if named else "",
        "trial": trial,
    }
    return not named or set(left) != set(_LEFT) or trial != left["trial"]
