"""What one entity may be, judged by itself: its kind, unit, options and words."""

from collections.abc import Callable, Iterator, Mapping

from . import role_words as words
from .massager import Heat
from .role_clue import Clue, Fit, Guess
from .role_entity import Role, SourceEntity
from .role_sensors import TIME_UNITS, binary_sensor, sensor
from .vocabulary import (
    numeric_levels,
    suggest_heat,
    suggest_levels,
    suggest_minutes,
    suggest_techniques,
)
from .words import plain

_STRENGTH_UNITS = frozenset({None, "", "%"})
_ALL_SPEEDS = 100
_FEWEST_HEATS = 2


def guesses(entity: SourceEntity, *, metered: bool) -> Iterator[Guess]:
    """Yield what one entity may be; ``metered`` says that it belongs to a plug."""
    rule = _RULES.get(entity.domain)
    name, key = plain(entity.name), plain(entity.key)
    text = f"{key} {name}".strip()
    if rule is None or words.NOT_OURS.within(text):
        return
    legs = words.LEG.within(text) and words.MASSAGE.within(text)
    if legs and not words.FOOT.within(text) and not words.AIR.within(text):
        # The massage of the legs alone; a leg's air bag is a zone.
        return
    yield from rule(Clue(entity, name, key, text, metered))


def _switch(clue: Clue) -> Iterator[Guess]:
    """Yield what a switch may be: heat, pause, a zone or the power."""
    if words.HEATING.within(clue.text):
        yield Role.HEAT, Fit.LIKELY
        return
    if words.PAUSE.within(clue.text):
        if clue.only(words.ONLY_PAUSE):
            yield Role.PAUSE, Fit.CLEAR
        return
    for zone, its_words in words.ZONES:
        if its_words.within(clue.text):
            yield Role(zone.value), Fit.CLEAR
            return
    yield from _power(clue)


def _fan(clue: Clue) -> Iterator[Guess]:
    """Yield that a fan may be the power, and its speed the intensity."""
    if words.HEATING.within(clue.text):
        return
    step = clue.entity.step
    for role, fit in _power(clue):
        yield role, fit
        if step is not None and step < _ALL_SPEEDS:
            yield Role.INTENSITY, min(fit, Fit.LIKELY)


def _power(clue: Clue) -> Iterator[Guess]:
    """Yield how well something to turn on fits the power."""
    entity = clue.entity
    if entity.entity_category is not None or words.NOT_POWER.within(clue.text):
        return
    fit = Fit.MAYBE
    if clue.name and words.ONLY_ON_OFF.alone(clue.name):
        fit = Fit.CLEAR
    elif not entity.assumed_state:
        # Nobody knows whether a switch that only assumes its state, such as a finger
        # that presses a button, turns anything on or off.
        letters = Clue(
            entity, _undigited(clue.name), _undigited(clue.key), clue.text, clue.metered
        )
        if not clue.name:
            fit = Fit.CLEAR
        elif entity.device_class == "outlet" or letters.only(words.ONLY_SOCKET):
            fit = Fit.LIKELY
    yield Role.POWER, fit


def _undigited(text: str) -> str:
    return " ".join(word for word in text.split() if not word.isdecimal())


def _press(clue: Clue) -> Iterator[Guess]:
    """Yield what a button, script or scene does when it is pressed."""
    if clue.entity.entity_category is not None or words.TOGGLE.within(clue.text):
        return
    if words.HEATING.within(clue.text):
        return
    does = [
        (role, only)
        for role, (some, only) in words.PRESSES.items()
        if some.within(clue.text)
    ]
    if len(does) != 1:
        return
    role, only = does[0]
    if not clue.only(only):
        yield role, Fit.MAYBE
    elif words.MASSAGE.within(clue.text):
        yield role, Fit.CLEAR
    else:
        yield role, Fit.LIKELY


def _select(clue: Clue) -> Iterator[Guess]:
    """Yield which setting a select may be, by its words and its options."""
    options = clue.entity.options
    minutes = suggest_minutes(options)
    if words.DURATION.within(clue.text):
        # How long the heat stays on is not how long the massage takes.
        if minutes and not words.HEATING.within(clue.text):
            yield Role.DURATION, Fit.CLEAR
    elif words.HEATING.within(clue.text):
        yield Role.HEAT, _heat_fit(options)
    elif techniques := suggest_techniques(options):
        named = words.TECHNIQUE.within(clue.text)
        if named or len(techniques) > 1:
            yield Role.TECHNIQUE, Fit.CLEAR
        else:
            yield (
                Role.TECHNIQUE,
                Fit.LIKELY if words.MODE.within(clue.text) else Fit.MAYBE,
            )
    elif options and words.TECHNIQUE.within(clue.text):
        yield Role.TECHNIQUE, Fit.MAYBE
    elif suggest_levels(options):
        fit = _strength_fit(clue)
        if fit is not None:
            yield Role.INTENSITY, fit
        elif minutes:
            yield Role.DURATION, Fit.MAYBE
        elif not words.MODE.within(clue.text):
            yield Role.INTENSITY, Fit.MAYBE
    elif minutes:
        yield Role.DURATION, Fit.LIKELY


def _heat_fit(options: tuple[str, ...]) -> Fit:
    heats = suggest_heat(options)
    if len(heats) < _FEWEST_HEATS:
        return Fit.MAYBE
    # One that can be turned off needs no switch beside it.
    return Fit.CLEAR if Heat.OFF in heats else Fit.LIKELY


def _strength_fit(clue: Clue) -> Fit | None:
    """Return how well the words fit the intensity."""
    strength, air = words.STRENGTH.within(clue.text), words.AIR.within(clue.text)
    if not strength and not air and not words.LEVEL.within(clue.text):
        return Fit.CLEAR if clue.only(words.ONLY_MASSAGE) else None
    if not clue.ours(words.ONLY_STRENGTH):
        return Fit.MAYBE
    if strength or (words.MASSAGE.within(clue.text) and not air):
        return Fit.CLEAR
    return Fit.LIKELY


def _number(clue: Clue) -> Iterator[Guess]:
    """Yield which setting a number may be, by its unit and its words."""
    entity = clue.entity
    timed = entity.unit in TIME_UNITS or entity.device_class == "duration"
    heating = words.HEATING.within(clue.text)
    if timed or (words.DURATION.within(clue.text) and entity.unit in {None, ""}):
        if not heating:
            yield Role.DURATION, _duration_fit(clue, timed=timed)
        return
    if entity.unit not in _STRENGTH_UNITS:
        return
    if heating:
        yield Role.HEAT, Fit.LIKELY if entity.minimum else Fit.CLEAR
        return
    low, high, step = entity.minimum, entity.maximum, entity.step
    if low is None or high is None or step is None:
        return
    fit = _strength_fit(clue)
    if fit is not None and numeric_levels(low, high, step):
        yield Role.INTENSITY, fit


def _duration_fit(clue: Clue, *, timed: bool) -> Fit:
    if not clue.ours(words.ONLY_DURATION):
        return Fit.MAYBE
    # Set on a plug that is off, some of them count down to turning on.
    if clue.metered and words.COUNTDOWN.within(clue.text):
        return Fit.MAYBE
    return Fit.CLEAR if timed else Fit.LIKELY


_RULES: Mapping[str, Callable[[Clue], Iterator[Guess]]] = {
    "binary_sensor": binary_sensor,
    "button": _press,
    "fan": _fan,
    "humidifier": _power,
    "input_boolean": _switch,
    "input_button": _press,
    "input_number": _number,
    "input_select": _select,
    "number": _number,
    "scene": _press,
    "script": _press,
    "select": _select,
    "sensor": sensor,
    "switch": _switch,
}
