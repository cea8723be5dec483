"""What a massager that never answers must be doing, going by the keys pressed."""

from collections.abc import Sequence

from .massager import Heat, MassageSettings, Technique, Zone
from .remote import LearnedRemote, RemoteKey
from .remote_controls import heats_of, technique_key, zone_key

_TECHNIQUES = {technique_key(one): one for one in Technique}
_ZONES = {zone_key(one): one for one in Zone}


class RemoteBelief:
    """What a massager is believed to do, and which key brings it nearer to a wish.

    ``power`` is None once nobody can know. ``paused`` is what the pause key did.
    """

    def __init__(self, remote: LearnedRemote) -> None:
        """Begin with a massager that is off."""
        self.power: bool | None = False
        self.paused = False
        self._remote = remote
        self._by_steps = {RemoteKey.INTENSITY_UP, RemoteKey.INTENSITY_DOWN} <= (
            remote.keys.keys()
        )
        # Of a level that is not known this is the highest that it can be.
        self._level = remote.intensity_levels if self._by_steps else 1
        self._level_is_known = not self._by_steps
        self._technique: Technique | None = None
        self._zones: frozenset[Zone] = frozenset()
        self._heat = Heat.OFF
        self._turned_on()

    def take(self, settings: MassageSettings) -> None:
        """Believe that the massager is set like this."""
        self._technique = settings.technique or self._technique
        self._zones = settings.zones or self._zones
        self._heat = settings.heat or self._heat
        if settings.intensity is not None:
            self._level, self._level_is_known = settings.intensity, True

    def pressed(self, key: RemoteKey) -> None:
        """Take in that a key has been pressed."""
        remote = self._remote
        match key:
            case RemoteKey.POWER if remote.power_toggles:
                self._switch(None if self.power is None else not self.power)
            case RemoteKey.POWER | RemoteKey.POWER_ON:
                self._switch(True)
            case RemoteKey.POWER_OFF:
                self._switch(False)
            case RemoteKey.PAUSE:
                self.paused = not self.paused
            case RemoteKey.INTENSITY_UP:
                self._level = min(self._level + 1, remote.intensity_levels)
            case RemoteKey.INTENSITY_DOWN:
                self._level = max(self._level - 1, 1)
                self._level_is_known |= self._level == 1
            case RemoteKey.INTENSITY_NEXT:
                self._level = self._level % remote.intensity_levels + 1
            case RemoteKey.TECHNIQUE_NEXT:
                self._technique = _after(remote.technique_order, self._technique)
            case RemoteKey.HEAT:
                self._heat = _after(heats_of(remote), self._heat)
        self._technique = _TECHNIQUES.get(key, self._technique)
        if zone := _ZONES.get(key):
            self._zones ^= {zone}

    def doubt(self, key: RemoteKey) -> None:
        """Take in that a key may have been pressed, or not."""
        if key in (RemoteKey.POWER, RemoteKey.POWER_ON, RemoteKey.POWER_OFF):
            self.power = None
        elif key in (RemoteKey.INTENSITY_UP, RemoteKey.INTENSITY_DOWN):
            self._level_is_known = False
            self._level = self._remote.intensity_levels

    def next_key(self, wanted: MassageSettings) -> RemoteKey | None:
        """Return the key to press next on the way to these settings, if any."""
        return (
            self._key_for_intensity(wanted.intensity)
            or self._key_for_technique(wanted.technique)
            or self._key_for_zones(wanted.zones)
            or self._key_for_heat(wanted.heat)
        )

    def _switch(self, power: bool | None) -> None:
        was, self.power = self.power, power
        self.paused = False
        if power and not was:
            self._turned_on()

    def _turned_on(self) -> None:
        """Believe what is so when the massager has just been turned on."""
        order, start = self._remote.technique_order, self._remote.intensity_start
        self._technique = order[0] if order else None
        self._zones, self._heat = frozenset(Zone), Heat.OFF
        if start is not None:
            self._level, self._level_is_known = start, True

    def _key_for_intensity(self, wanted: int | None) -> RemoteKey | None:
        if wanted is None or wanted > self._remote.intensity_levels:
            return None
        # However high it was, so many steps down lead to the lowest level.
        if not self._level_is_known:
            return RemoteKey.INTENSITY_DOWN
        if wanted == self._level:
            return None
        if not self._by_steps:
            return RemoteKey.INTENSITY_NEXT
        up = wanted > self._level
        return RemoteKey.INTENSITY_UP if up else RemoteKey.INTENSITY_DOWN

    def _key_for_technique(self, wanted: Technique | None) -> RemoteKey | None:
        if wanted is None or wanted is self._technique:
            return None
        if (direct := technique_key(wanted)) in self._remote.keys:
            return direct
        in_order = wanted in self._remote.technique_order
        return RemoteKey.TECHNIQUE_NEXT if in_order else None

    def _key_for_zones(self, wanted: frozenset[Zone]) -> RemoteKey | None:
        wrong = self._zones ^ wanted if wanted else frozenset()
        keys = (zone_key(zone) for zone in Zone if zone in wrong)
        return next((key for key in keys if key in self._remote.keys), None)

    def _key_for_heat(self, wanted: Heat | None) -> RemoteKey | None:
        known = wanted in heats_of(self._remote)
        return RemoteKey.HEAT if known and wanted is not self._heat else None


def _after[WordT](order: Sequence[WordT], word: WordT | None) -> WordT:
    """Return the one that follows, from the last to the first."""
    index = order.index(word) if word in order else -1
    return order[(index + 1) % len(order)]
