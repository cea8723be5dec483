"""The person whose sleep is recorded: their phone and their past."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Self

from .client import DOMAIN, Json
from .home import RealHome
from .past import NIGHTS, Past
from .phone import Phone, Slept

NAME = "Demo person"
PATIENCE_S = 120
SENSORS = {
    "sleep_duration": "sensor.demo_phone_sleep_duration",
    "hrv": "sensor.demo_phone_heart_rate_variability",
    "resting_heart_rate": "sensor.demo_phone_resting_heart_rate",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who sleeps in a home."""

    home: RealHome
    phone: Phone
    entry_id: str
    zone: tzinfo

    @classmethod
    async def move_in(cls, home: RealHome, zone: tzinfo, name: str = NAME) -> Self:
        """Make the owner somebody with a phone whose sleep is recorded.

        All of it goes through the dialogs that a person would use.
        """
        client = home.client
        user = (await client.command("auth/current_user"))["id"]
        person = await client.command("person/create", name=name, user_id=user)
        before = Slept(
            woke_up=morning_of(zone) - timedelta(days=1),
            asleep=401,
            hrv=44,
            resting_heart_rate=58,
        )
        phone = await Phone.register(client, "Demo phone", before)
        entry = await client.add_entry(
            {"next_step_id": "sleeper"},
            {"person": f"person.{person['id']}"},
            {},
            SENSORS,
            {"primary": "sleep_duration"},
        )
        return cls(home, phone, str(entry["entry_id"]), zone)

    async def give_past(self, massager_id: str, nights: int = NIGHTS) -> None:
        """Have nights on record, and a trial under way; restarts the home."""
        await self.home.stop()
        today = datetime.now(self.zone).date()
        past = Past.make_up(
            today,
            nights,
            zone=self.zone,
            sleeper_id=self.entry_id,
            massager_id=massager_id,
        )
        past.write(self.home.config, self.entry_id)
        await self.home.start()

    async def wake_up(self) -> Slept:
        """Have the phone tell of a night that ended at seven; returns what it was."""
        slept = Slept(
            woke_up=morning_of(self.zone), asleep=437, hrv=47, resting_heart_rate=56
        )
        await self.phone.report(slept)
        return slept

    async def nights(self) -> list[Json]:
        """Return the nights on record, oldest first."""
        answer = await self.home.client.call_action(
            DOMAIN, "get_nights", {"sleeper": self.entry_id}, return_response=True
        )
        nights: list[Json] = answer["nights"]
        return nights

    async def last_night(self) -> Json:
        """Return the night that the phone told of, once its sleep is on record."""
        day = morning_of(self.zone).date().isoformat()
        for _ in range(PATIENCE_S):
            for night in await self.nights():
                if night["night"] == day and night["sleep_duration"] is not None:
                    return night
            await asyncio.sleep(1)
        raise LookupError(f"the sleep of {day} is not on record")

    async def summary(self) -> str:
        """Return what the report says."""
        answer = await self.home.client.call_action(
            DOMAIN, "get_report", {"sleeper": self.entry_id}, return_response=True
        )
        return str(answer["summary"])


def morning_of(zone: tzinfo) -> datetime:
    """Return seven this morning, or now if it is earlier."""
    now = datetime.now(zone)
    return min(now, now.replace(hour=7, minute=0, second=0, microsecond=0))
