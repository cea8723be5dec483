"""Massages and nights in Home Assistant's long-term statistics, for its graphs.

Imports the recorder, so it is itself imported only where there is one.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from itertools import batched
import logging
from typing import Any, Final

from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import (
    async_add_external_statistics,
    statistics_during_period,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.recorder import get_instance
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_conversion import DurationConverter
from sqlalchemy.exc import SQLAlchemyError

from .const import DOMAIN
from .core.long_term import Row, massage_hours, new_rows, night_hours
from .core.metrics import Metric, Unit
from .core.session import Session
from .option_words import async_option_words
from .session_log import SessionLog
from .sleeper import Sleeper
from .statistic_slugs import async_get_slugs

_LOGGER = logging.getLogger(__name__)

MASSAGE_TIME: Final = "massage_time"

# As many rows as are handed over in less than 5 ms.
_AT_A_TIME: Final = 200
_BEGINNING: Final = dt_util.utc_from_timestamp(0)
_DURATIONS: Final = frozenset({Unit.MINUTES, Unit.MILLISECONDS})

type Hours = Mapping[datetime, float]


class LongTermStatistics:
    """Those of one massager, or of one sleeper.

    Only what is new is written, so what is there after a restart is left alone. What
    has been written stays when the massager or the person is removed.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        log: SessionLog,
        sleeper: Sleeper | None,
    ) -> None:
        """Write nothing yet; ``sleeper`` is the entry's, unless it is a massager's."""
        self._hass = hass
        self._entry = entry
        self._log = log
        self._sleeper = sleeper
        self._slug = ""
        self._names: dict[str, str] = {}
        # What is in the database, by key; unknown before it has been read.
        self._kept: dict[str, dict[datetime, Row]] = {}
        self._stale = False
        self._is_writing = False

    async def async_start(self) -> None:
        """Write what there is, and then what happens until the entry is unloaded."""
        on_unload = self._entry.async_on_unload
        self._slug = await (await async_get_slugs(self._hass)).async_slug(self._entry)
        self._names = await self._async_names()
        on_unload(self._log.async_subscribe(self._on_session))
        if self._sleeper:
            on_unload(self._sleeper.async_subscribe(self._write_soon))
        on_unload(async_at_started(self._hass, self._on_started))

    @callback
    def _on_started(self, _hass: HomeAssistant) -> None:
        self._write_soon()

    @callback
    def _on_session(self, session: Session) -> None:
        if self._entry.entry_id in (session.massager_id, session.sleeper):
            self._write_soon()

    @callback
    def _write_soon(self) -> None:
        self._stale = True
        if not self._is_writing:
            self._is_writing = True
            # At the start of Home Assistant everything else is begun in this turn.
            self._entry.async_create_background_task(
                self._hass,
                self._async_write(),
                f"{DOMAIN} statistics",
                eager_start=False,
            )

    async def _async_write(self) -> None:
        """Bring all statistics up to date, again if there is news meanwhile."""
        try:
            while self._stale:
                self._stale = False
                for key, work_out in self._all().items():
                    await self._async_bring_up_to_date(key, work_out)
        except SQLAlchemyError as err:
            _LOGGER.warning("Statistics cannot be read from the recorder: %r", err)
        finally:
            self._is_writing = False

    def _all(self) -> dict[str, Callable[[], Hours]]:
        """Return what works out each statistic, in an executor."""
        if (sleeper := self._sleeper) is None:
            massages = self._log.sessions(massager_id=self._entry.entry_id)
            return {MASSAGE_TIME: partial(massage_hours, massages)}
        own = self._log.sessions(sleeper=self._entry.entry_id)
        nights = sleeper.nights_over()
        return {
            MASSAGE_TIME: partial(massage_hours, own),
            **{
                metric.value: partial(night_hours, nights, metric)
                for metric in sleeper.metrics
            },
        }

    async def _async_bring_up_to_date(
        self, key: str, work_out: Callable[[], Hours]
    ) -> None:
        is_first = key not in self._kept
        if is_first:
            self._kept[key] = await get_instance(self._hass).async_add_executor_job(
                _in_database, self._hass, self._id(key)
            )
        kept = self._kept[key]
        rows = await self._hass.async_add_executor_job(
            lambda: new_rows(kept, work_out(), adds_up=key == MASSAGE_TIME)
        )
        kept |= rows
        # The first time also for another name, if there is anything that has one.
        if is_first and kept:
            self._add(key, ())
        for some in batched(rows.items(), _AT_A_TIME, strict=False):
            self._add(key, some)
            await asyncio.sleep(0)

    def _add(self, key: str, rows: Iterable[tuple[datetime, Row]]) -> None:
        """Have the recorder write rows, and what the statistic is called."""
        async_add_external_statistics(
            self._hass,
            self._metadata(key),
            [_data(hour, row) for hour, row in rows],
        )

    def _id(self, key: str) -> str:
        return f"{DOMAIN}:{self._slug}_{key}"

    def _metadata(self, key: str) -> StatisticMetaData:
        adds_up = key == MASSAGE_TIME
        unit = Unit.MINUTES if adds_up else Metric(key).scale.unit
        return StatisticMetaData(
            mean_type=StatisticMeanType.NONE
            if adds_up
            else StatisticMeanType.ARITHMETIC,
            has_sum=adds_up,
            name=f"{self._entry.title} {self._names[key]}",
            source=DOMAIN,
            statistic_id=self._id(key),
            unit_class=DurationConverter.UNIT_CLASS if unit in _DURATIONS else None,
            unit_of_measurement=unit.symbol,
        )

    async def _async_names(self) -> dict[str, str]:
        """Return what each statistic is called, in Home Assistant's language."""
        word = await async_option_words(self._hass)
        return {
            MASSAGE_TIME: word("statistic", MASSAGE_TIME),
            **{metric.value: word("metric", metric) for metric in Metric},
        }


def _data(hour: datetime, row: Row) -> StatisticData:
    value = row.value
    if row.total is None:
        return StatisticData(start=hour, mean=value, min=value, max=value)
    return StatisticData(start=hour, state=value, sum=row.total)


def _in_database(hass: HomeAssistant, statistic_id: str) -> dict[datetime, Row]:
    """Return all rows of a statistic."""
    found = statistics_during_period(
        hass,
        _BEGINNING,
        None,
        {statistic_id},
        "hour",
        None,
        {"mean", "state", "sum"},
    )
    rows = {}
    for row in found.get(statistic_id, []):
        value = row.get("mean", row.get("state"))
        if value is not None:
            hour = dt_util.utc_from_timestamp(row["start"])
            rows[hour] = Row(value, row.get("sum"))
    return rows
