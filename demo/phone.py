"""A phone with the companion app, registered and reporting as a real one does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from .client import HomeClient, Json

_APP: Final = {
    "app_id": "demo.phone",
    "app_name": "Demo phone",
    "app_version": "1.0",
    "manufacturer": "Demo",
    "model": "Phone",
    "os_name": "Android",
    "supports_encryption": False,
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that Home Assistant knows; its sensors are those of Health Connect."""

    client: HomeClient
    webhook_id: str

    @classmethod
    async def register(cls, client: HomeClient, name: str) -> Phone:
        """Log in on a new phone, as the app does."""
        answer = await client.post(
            "/api/mobile_app/registrations", _APP | {"device_name": name}
        )
        return cls(client, answer["webhook_id"])

    async def report_night(
        self,
        fell_asleep: datetime,
        woke_up: datetime,
        *,
        asleep: float,
        hrv: float | None = None,
        resting_heart_rate: float | None = None,
    ) -> None:
        """Tell what was measured of a night: minutes, ms and beats per minute."""
        times = {"startTime": fell_asleep.isoformat(), "endTime": woke_up.isoformat()}
        await self._report("sleep_duration", asleep, "min", "duration", times)
        if hrv is not None:
            await self._report("heart_rate_variability", hrv, "ms", "duration", {})
        if resting_heart_rate is not None:
            await self._report(
                "resting_heart_rate", resting_heart_rate, "bpm", None, {}
            )

    async def _report(
        self,
        key: str,
        value: float,
        unit: str,
        device_class: str | None,
        attributes: dict[str, Any],
    ) -> None:
        """Tell a sensor's value; Home Assistant learns of the sensor if it is new."""
        data: Json = {
            "unique_id": f"health_connect_{key}",
            "name": key.replace("_", " ").capitalize(),
            "type": "sensor",
            "state": value,
            "attributes": attributes,
            "unit_of_measurement": unit,
            "icon": "mdi:sleep",
        }
        if device_class:
            data["device_class"] = device_class
        await self.client.post(
            f"/api/webhook/{self.webhook_id}", {"type": "register_sensor", "data": data}
        )
