"""Whose nights somebody may see, and whose massages they may rate.

How somebody has slept is their own business: what belongs to a person with an account
is kept from the accounts of other people. Administrators and automations may see all.
So may an account that is nobody's, such as that of a tablet on the wall, as far as
Home Assistant lets it read the sensors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import UnknownUser
from homeassistant.helpers import entity_registry as er

from .aimed import COMPARISON, MASSAGER, Kind
from .core.session import Session
from .errors import ForbiddenError, invalid
from .sleep_people import (
    find_sleeper,
    has_account,
    is_persons,
    sleeper_of_user,
    sleepers,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Onlooker:
    """Who asks.

    ``limited`` is the user, unless they may see everything or there is none; ``own``
    is the person whose account it is.
    """

    hass: HomeAssistant
    context: Context
    limited: User | None
    own: ConfigEntry[Any] | None

    @classmethod
    async def of(cls, hass: HomeAssistant, context: Context) -> Self:
        """Return who asks; raises UnknownUser for a user who is gone."""
        user = None
        if context.user_id:
            user = await hass.auth.async_get_user(context.user_id)
            if user is None:
                raise UnknownUser(context=context)
        return cls(
            hass=hass,
            context=context,
            limited=None if user is None or user.is_admin else user,
            own=sleeper_of_user(hass, context.user_id),
        )

    def sleeper_meant(self, called: str | None) -> ConfigEntry[Any]:
        """Return the person who is called so, or who asks, or the only one there is.

        Raises ServiceValidationError if it is not known who is meant, and
        ForbiddenError if that is none of theirs.
        """
        if called is not None:
            sleeper = find_sleeper(self.hass, called)
            if not self._may_see(sleeper):
                raise ForbiddenError(self.context, "not_your_nights")
            return sleeper
        if self.own:
            return self.own
        if not (known := sleepers(self.hass)):
            raise invalid("no_sleeper")
        seen = [one for one in known if self._may_see(one)]
        if not seen:
            raise ForbiddenError(self.context, "not_your_nights")
        if len(seen) > 1:
            names = ", ".join(entry.title for entry in seen)
            raise invalid("which_sleeper", names=names)
        return seen[0]

    def shown(self, sessions: Sequence[Session]) -> Sequence[Session]:
        """Return the sessions that they may see, of those."""
        if self.limited is None:
            return sessions
        people = {None} | {
            one.entry_id for one in sleepers(self.hass) if self._may_see(one)
        }
        massagers = {
            massager_id
            for massager_id in {one.massager_id for one in sessions}
            if self._may(POLICY_READ, massager_id, MASSAGER)
        }
        return [
            one
            for one in sessions
            if one.massager_id in massagers and one.sleeper in people
        ]

    def may_rate(self, session: Session) -> bool:
        """Return whether they may say how a session was.

        Who has been massaged often says so on a tablet that is nobody's.
        """
        return self._may(POLICY_CONTROL, session.massager_id, MASSAGER) and not any(
            one.entry_id == session.sleeper and self._is_anothers(one)
            for one in sleepers(self.hass)
        )

    def _may_see(self, sleeper: ConfigEntry[Any]) -> bool:
        if sleeper is self.own:
            return True
        return not self._is_anothers(sleeper) and self._may(
            POLICY_READ, sleeper.entry_id, COMPARISON
        )

    def _is_anothers(self, sleeper: ConfigEntry[Any]) -> bool:
        """Return whether somebody has an account, and another one is asking."""
        return (
            self.limited is not None
            and sleeper is not self.own
            and is_persons(self.hass, self.limited.id)
            and has_account(self.hass, sleeper)
        )

    def _may(self, policy: str, entry_id: str, kind: Kind) -> bool:
        """Return what Home Assistant has to say of an entry's entity of a kind."""
        if self.limited is None:
            return True
        permissions = self.limited.permissions
        entities = er.async_entries_for_config_entry(er.async_get(self.hass), entry_id)
        for entity in entities:
            if (entity.domain, entity.translation_key) == kind:
                return permissions.check_entity(entity.entity_id, policy)
        return permissions.access_all_entities(policy)
