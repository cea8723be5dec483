"""Nights in order: found as fast among ten years of them as among ten days."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from operator import attrgetter

from .nights import Night

_DAY = attrgetter("day")


class NightList:
    """One person's nights, at most one a day."""

    def __init__(self, nights: Iterable[Night] = ()) -> None:
        """Hold these; of several of one day the last."""
        self._by_day = {night.day: night for night in nights}
        self._in_order = sorted(self._by_day.values(), key=_DAY)

    def __iter__(self) -> Iterator[Night]:
        """Iterate over all nights, oldest first."""
        return iter(self._in_order)

    def get(self, day: date) -> Night | None:
        """Return a day's night, if anything is known of it."""
        return self._by_day.get(day)

    def put(self, night: Night) -> None:
        """Hold a night, instead of what is known of its day."""
        place = bisect_left(self._in_order, night.day, key=_DAY)
        self._in_order[place : place + (night.day in self._by_day)] = [night]
        self._by_day[night.day] = night

    def days_since(self, day: date) -> list[date]:
        """Return the days from this one on that have a night."""
        first = bisect_left(self._in_order, day, key=_DAY)
        return [night.day for night in self._in_order[first:]]

    def over(self, now: datetime) -> list[Night]:
        """Return the nights that are over, oldest first."""
        return self._until(lambda night: night.end <= now)

    def known(self, now: datetime) -> list[Night]:
        """Return also the night that is not over yet, once something is known of it."""
        return self._until(lambda night: bool(night.values) or night.end <= now)

    def _until(self, is_wanted: Callable[[Night], bool]) -> list[Night]:
        """Return the nights up to the last that is wanted."""
        count = len(self._in_order)
        while count and not is_wanted(self._in_order[count - 1]):
            count -= 1
        return self._in_order[:count]
