"""What a statistics graph on a dashboard asks for, the way it asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from homeassistant.auth.models import RefreshToken
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

DAY = timedelta(days=1)


@dataclass
class Graphs:
    """Asks Home Assistant over the websocket."""

    hass: HomeAssistant
    connect: WebSocketGenerator
    login: RefreshToken

    async def ask(self, command: str, **data: Any) -> Any:
        await self.hass.async_block_till_done(wait_background_tasks=True)
        await async_wait_recording_done(self.hass)
        # No connection or token lives through the days that pass in a moment.
        token = self.hass.auth.async_create_access_token(self.login)
        client = await self.connect(self.hass, token)
        await client.send_json_auto_id({"type": f"recorder/{command}", **data})
        answer = await client.receive_json()
        await client.close()
        assert answer["success"], answer
        return answer["result"]

    async def offered(self) -> dict[str, dict[str, Any]]:
        """Return what of ours can be chosen, by id without our domain."""
        return {
            one["statistic_id"].partition(":")[2]: one
            for one in await self.ask("list_statistic_ids")
            if one["source"] == "foot_massage"
        }

    async def shows(
        self, name: str, *types: str, period: str = "day", days: int = 400
    ) -> dict[str, tuple]:
        """Return the values of some types, by the local day or hour they are of."""
        statistic_id = f"foot_massage:{name}"
        start = dt_util.start_of_local_day() - days * DAY
        rows = await self.ask(
            "statistics_during_period",
            start_time=start.isoformat(),
            statistic_ids=[statistic_id],
            period=period,
            types=list(types),
        )
        return {
            _when(row["start"], period): tuple(row[one] for one in types)
            for row in rows.get(statistic_id, [])
        }


def _when(milliseconds: int, period: str) -> str:
    moment = datetime.fromtimestamp(
        milliseconds / 1000, dt_util.get_default_time_zone()
    )
    return f"{moment:%d}" if period == "day" else f"{moment:%d %H:%M}"
