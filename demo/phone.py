"""A phone with the companion app, registered and reporting as a real one does."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from .client import HomeClient, Json

_APP: Final = {
    "app_id": "demo.phone",
    "device_id": "demo-phone",
    "app_name": "Demo phone",
    "app_version": "1.0",
    "manufacturer": "Demo",
    "model": "Phone",
    "os_name": "Android",
    "os_version": "16",
    "supports_encryption": False,
}
# What the app calls the sensors of Health Connect: unit and device class.
_SENSORS: Final = {
    "sleep_duration": ("min", "duration"),
    "heart_rate_variability": ("ms", "duration"),
    "resting_heart_rate": ("bpm", None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slept:
    """A night as a phone knows it: minutes, ms and beats per minute."""

    woke_up: datetime
    asleep: float
    hrv: float
    resting_heart_rate: float

    def values(self) -> dict[str, float]:
        """Return what its sensors show."""
        values = (self.asleep, self.hrv, self.resting_heart_rate)
        return dict(zip(_SENSORS, values, strict=True))


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that Home Assistant knows, with the sleep sensors of Health Connect."""

    client: HomeClient
    webhook_id: str

    @classmethod
    async def register(cls, client: HomeClient, name: str, slept: Slept) -> Phone:
        """Log in on a new phone, as the app does; it shows what it knows already."""
        answer = await client.post(
            "/api/mobile_app/registrations", _APP | {"device_name": name}
        )
        phone = cls(client, answer["webhook_id"])
        for key, value in slept.values().items():
            unit, device_class = _SENSORS[key]
            sensor = {
                "name": key.replace("_", " ").capitalize(),
                "unit_of_measurement": unit,
                "icon": "mdi:sleep",
                **({"device_class": device_class} if device_class else {}),
            }
            await phone._send("register_sensor", _state(key, value) | sensor)
        return phone

    async def report(self, slept: Slept) -> None:
        """Tell of a night."""
        began = slept.woke_up - timedelta(minutes=slept.asleep)
        times = {"startTime": began.isoformat(), "endTime": slept.woke_up.isoformat()}
        states = [_state(key, value) for key, value in slept.values().items()]
        states[0]["attributes"] = times
        await self._send("update_sensor_states", states)

    async def _send(self, kind: str, data: Json | list[Json]) -> None:
        await self.client.post(
            f"/api/webhook/{self.webhook_id}", {"type": kind, "data": data}
        )


def _state(key: str, value: float) -> Json:
    return {"unique_id": f"health_connect_{key}", "type": "sensor", "state": value}
