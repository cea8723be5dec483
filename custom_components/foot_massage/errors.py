"""Turns what can go wrong into messages that say what to do."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from homeassistant.core import Context
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)

from .const import DOMAIN
from .core.massager import NoZoneError, UnsupportedSettingError
from .drivers.base import (
    BusyError,
    CannotConnectError,
    DriverError,
    NotAuthorisedError,
    ProtocolError,
    RefusedError,
    UntrustedError,
)
from .session_runner import StopNotConfirmedError, WrongStateError

_DRIVER_ERRORS: tuple[tuple[type[DriverError], str], ...] = (
    (StopNotConfirmedError, "stop_not_confirmed"),
    (CannotConnectError, "cannot_connect"),
    (NotAuthorisedError, "not_authorised"),
    (UntrustedError, "untrusted"),
    (BusyError, "busy"),
    (RefusedError, "refused"),
    (ProtocolError, "protocol"),
)


class ForbiddenError(Unauthorized):
    """Something that whoever asks may not do, or see."""

    def __init__(self, context: Context, key: str, **placeholders: str) -> None:
        """Say so as our other errors do."""
        super().__init__(context=context)
        self.generate_message = True
        self.translation_domain = DOMAIN
        self.translation_key = key
        self.translation_placeholders = placeholders or None


def invalid(key: str, **placeholders: str) -> ServiceValidationError:
    """Return the error for something asked wrongly."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders or None,
    )


def failed(key: str, **placeholders: str) -> HomeAssistantError:
    """Return the error for something that a device did not do."""
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders or None,
    )


def unknown_value(
    field: str, value: object, available: Iterable[str]
) -> ServiceValidationError:
    """Return the error for a value that a field does not know."""
    return invalid(
        "unknown_value", field=field, value=str(value), available=", ".join(available)
    )


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Translate the errors of the rooms below; ``name`` is the massager's."""
    try:
        yield
    except WrongStateError as err:
        raise invalid(err.reason, name=name) from err
    except NoZoneError as err:
        raise invalid("no_zone", name=name) from err
    except UnsupportedSettingError as err:
        if not err.available:
            raise invalid("no_such_control", name=name, setting=err.setting) from err
        raise invalid(
            "unsupported_setting",
            name=name,
            setting=err.setting,
            value=err.value,
            available=", ".join(err.available),
        ) from err
    except DriverError as err:
        key = next(key for kind, key in _DRIVER_ERRORS if isinstance(err, kind))
        raise failed(key, name=name) from err
