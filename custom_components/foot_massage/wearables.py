"""Which of a person's sensors measure their sleep, and which only sound like it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .core.metrics import Metric, Reading
from .wearable_bridges import BRIDGES
from .wearable_vendors import VENDORS
from .wearable_words import Part, Told, Trap, Wearable

WEARABLES = (*VENDORS, *BRIDGES)
# What a phone measures also by day, and tells on its own.
_HEART_VALUES = frozenset({Metric.HRV, Metric.RESTING_HEART_RATE})
_STAGES = frozenset({Metric.DEEP_SLEEP, Metric.REM_SLEEP, Metric.LIGHT_SLEEP})


@dataclass(frozen=True, slots=True)
class Wearer:
    """One person's account, bed side or phone in one integration."""

    wearable: Wearable = field(compare=False)
    domain: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SleepSensor:
    """A metric of a person: an entity, and the part of it that is meant."""

    entry: er.RegistryEntry
    part: Part
    wearer: Wearer


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What to measure each metric with.

    ``best`` is enabled. ``disabled`` would be the best there is, and has to be enabled.
    ``refused`` says by entity id why not. ``handed_on``: the same nights also come
    through a phone, so one of the two is enough.
    """

    best: Mapping[Metric, SleepSensor]
    disabled: Mapping[Metric, SleepSensor]
    refused: Mapping[str, tuple[Metric, Trap]]
    handed_on: bool

    @property
    def adds_up(self) -> bool:
        """Return whether the duration is the sum of the stages."""
        best = self.best
        return (
            Metric.SLEEP_DURATION not in best
            and best.keys() >= _STAGES
            and len({best[stage].wearer for stage in _STAGES}) == 1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What a wearable tells at once: one report.

    ``began`` and ``ended`` are the entity id, and the attribute if it is not the
    state, that tell when the sleep was. ``events`` are the entities that tell of it
    as it happens.
    """

    wearable: str
    sensors: tuple[SleepSensor, ...]
    began: tuple[str, str | None] | None = None
    ended: tuple[str, str | None] | None = None
    events: tuple[str, ...] = ()


def wearers(entries: Iterable[er.RegistryEntry]) -> dict[Wearer, list[str]]:
    """Return whose sleep sensors these are: the entity ids by person."""
    found: dict[Wearer, list[str]] = {}
    for entry in entries:
        if (match := _match(entry)) and match[1] not in match[0].wearable.live_only:
            found.setdefault(match[0], []).append(entry.entity_id)
    return found


def live_sensors(
    entries: Iterable[er.RegistryEntry], known: Iterable[er.RegistryEntry]
) -> dict[Reading, er.RegistryEntry]:
    """Return what else, among ``entries``, measures who wears what is ``known``."""
    worn = {match[0] for entry in known if (match := _match(entry))}
    return {
        wearer.wearable.live[key]: entry
        for entry in entries
        if entry.disabled_by is None and (match := _match(entry))
        for wearer, key in [match]
        if wearer in worn and key in wearer.wearable.live
    }


def suggest(hass: HomeAssistant, entries: Iterable[er.RegistryEntry]) -> Suggestion:
    """Return which of one person's entities to measure each metric with.

    What a wearable's own integration has goes before what a phone hands on, a clear
    match before one with a note, and a wearable that has more before one with less.
    """
    found: list[SleepSensor] = []
    refused: dict[str, tuple[Metric, Trap]] = {}
    for entry in entries:
        if (match := _match(entry)) is None:
            continue
        wearer, key = match
        if trap := wearer.wearable.traps.get(key):
            refused[entry.entity_id] = trap
        for part in wearer.wearable.parts.get(key, ()):
            unit = part.unit if part.attribute else shown_unit(hass, entry)
            if part.event or part.metric.scale.accepts(unit):
                found.append(SleepSensor(entry=entry, part=part, wearer=wearer))
            else:
                refused[entry.entity_id] = part.metric, Trap.WRONG_UNIT
    best = _best(one for one in found if one.entry.disabled_by is None)
    disabled = _best(one for one in found if one.entry.disabled_by is not None)
    return Suggestion(
        best=best,
        disabled={
            metric: one for metric, one in disabled.items() if metric not in best
        },
        refused=refused,
        handed_on=len({one.wearer.wearable.bridge for one in found}) > 1,
    )


def shown_unit(hass: HomeAssistant, entry: er.RegistryEntry) -> str | None:
    """Return the unit that an entity is shown in, as far as it can be seen."""
    # The owner may have chosen another unit to be shown; a state tells which.
    state = hass.states.get(entry.entity_id)
    shown = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT) if state else None
    return shown or entry.unit_of_measurement


def chosen(
    entry: er.RegistryEntry, metric: Metric, attribute: str | None = None
) -> SleepSensor:
    """Return the sensor that somebody chose for a metric, whether it is known or not.

    Of an unknown device all that is about sleep is taken to be told at once, and heart
    values on their own.
    """
    if match := _match(entry):
        wearer, key = match
        for part in wearer.wearable.parts.get(key, ()):
            if (part.metric, part.attribute) == (metric, attribute):
                return SleepSensor(entry=entry, part=part, wearer=wearer)
    unknown = Wearable(domain=entry.platform, unique_id="", parts={}, bridge=True)
    return SleepSensor(
        entry=entry,
        part=Part(metric=metric, attribute=attribute),
        wearer=Wearer(unknown, entry.platform, entry.device_id or entry.id),
    )


def groups(hass: HomeAssistant, sensors: Iterable[SleepSensor]) -> list[Group]:
    """Return which of the chosen sensors are told at once, and with what."""
    entries = er.async_get(hass).entities
    together: dict[tuple[Wearer, Metric | None], list[SleepSensor]] = {}
    for sensor in sensors:
        alone = sensor.wearer.wearable.bridge and sensor.part.metric in _HEART_VALUES
        key = sensor.wearer, sensor.part.metric if alone else None
        together.setdefault(key, []).append(sensor)
    return [
        _group(entries.values(), wearer, metric, parts)
        for (wearer, metric), parts in together.items()
    ]


def _group(
    entries: Iterable[er.RegistryEntry],
    wearer: Wearer,
    alone: Metric | None,
    sensors: list[SleepSensor],
) -> Group:
    name = f"{wearer.domain}:{wearer.owner}"
    if alone:
        return Group(wearable=f"{name}:{alone}", sensors=tuple(sensors))
    own = {
        match[1]: entry
        for entry in entries
        if entry.platform == wearer.domain
        and entry.disabled_by is None
        and (match := _match(entry))
        and match[0] == wearer
    }

    def told(by: Told | None) -> tuple[str, str | None] | None:
        if by is None or by.key not in own:
            return None
        return own[by.key].entity_id, by.attribute

    return Group(
        wearable=name,
        sensors=tuple(sensors),
        began=told(wearer.wearable.began),
        ended=told(wearer.wearable.ended),
        events=tuple(
            own[key].entity_id
            for key, parts in wearer.wearable.parts.items()
            if key in own and any(part.event for part in parts)
        ),
    )


def _match(entry: er.RegistryEntry) -> tuple[Wearer, str] | None:
    """Return whose entity it is, and its key; None if it is no sleep sensor."""
    for wearable in WEARABLES:
        if wearable.domain == entry.platform and (
            match := wearable.pattern.fullmatch(entry.unique_id)
        ):
            owner = match["owner"]
            return Wearer(wearable, wearable.domain, owner), match["key"]
    return None


def _best(sensors: Iterable[SleepSensor]) -> dict[Metric, SleepSensor]:
    """Return the best sensor of each metric."""
    known = list(sensors)
    has: dict[Wearer, set[Metric]] = {}
    for one in known:
        has.setdefault(one.wearer, set()).add(one.part.metric)

    def rank(one: SleepSensor) -> tuple[bool, bool, int, int]:
        wearable = one.wearer.wearable
        order = [part for parts in wearable.parts.values() for part in parts]
        return (
            one.part.note is not None,
            wearable.bridge,
            -len(has[one.wearer]),
            order.index(one.part),
        )

    measured = {one.part.metric for one in known}
    return {
        metric: min((one for one in known if one.part.metric is metric), key=rank)
        for metric in Metric
        if metric in measured
    }
