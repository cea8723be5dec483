"""Keeps what a massager is set to, and its safety hold, across restarts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import callback

from .const import CONF_DEFAULT_PROGRAM, SHORTEST_SESSION
from .core.massager import Capabilities, UnsupportedSettingError
from .core.panel import Panel
from .core.programs import ProgramKey
from .core.record import RecordError, panel_from_dict, panel_to_dict
from .session_log import SessionLog


class PanelStore:
    """The panel and the hold of one massager, written down when they change."""

    def __init__(
        self,
        log: SessionLog,
        entry: ConfigEntry[Any],
        has: Capabilities,
        longest: timedelta,
    ) -> None:
        """Read what was kept.

        A panel that the massager can no longer do, or that was set before the owner
        chose another default program, gives way to that program. One that was set
        before the owner allowed less time is shortened.
        """
        self._log = log
        self._entry_id = entry.entry_id
        self._default = ProgramKey(
            entry.options.get(CONF_DEFAULT_PROGRAM, ProgramKey.WIND_DOWN)
        )
        kept = log.panel(entry.entry_id) or {}
        self.hold: bool = kept.get("hold", False)
        self.panel = Panel.for_program(self._default, has, longest)
        if kept.get("default") == self._default:
            try:
                panel = panel_from_dict(kept["panel"])
                has.check(panel.settings)
            except (RecordError, UnsupportedSettingError):
                return
            if panel.duration >= SHORTEST_SESSION:
                self.panel = replace(panel, duration=min(panel.duration, longest))

    @callback
    def set(self, panel: Panel) -> None:
        """Keep a panel."""
        self.panel = panel
        self._keep()

    @callback
    def set_hold(self, hold: bool) -> None:
        """Keep the hold."""
        self.hold = hold
        self._keep()

    def _keep(self) -> None:
        self._log.keep_panel(
            self._entry_id,
            {
                "panel": panel_to_dict(self.panel),
                "hold": self.hold,
                "default": self._default,
            },
        )
