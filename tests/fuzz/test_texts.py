"""Texts and plain data, with anything in them: they are read, or refused as told."""

from collections.abc import Callable
import json
from random import Random
from typing import Any

from hypothesis import HealthCheck, example, given, settings, strategies as st
import pytest

from custom_components.foot_massage.core.infrared import CodeError, parse_code
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_record import (
    night_from_dict,
    night_to_dict,
)
from custom_components.foot_massage.core.record import (
    RecordError,
    panel_from_dict,
    panel_to_dict,
    session_from_dict,
    session_to_dict,
)
from custom_components.foot_massage.core.remote import (
    RemoteError,
    remote_from_json,
    remote_to_json,
)
from custom_components.foot_massage.core.trial import (
    draw_trial,
    plan_from_dict,
    plan_to_dict,
)
from custom_components.foot_massage.drivers.base import ProtocolError
from custom_components.foot_massage.drivers.device_api import (
    read_capabilities,
    read_identity,
    read_message,
    read_report,
    read_token,
)
from tests.core.sleepers import DAY
from tests.core.test_night_record import full
from tests.core.test_record import MEASURED, PANEL
from tests.drivers.stub import CAPABILITIES, INFO, running, state

from .answers import CODES, REMOTE
from .spoil import spoilt

PLAN = draw_trial(DAY, days=8, block=4, seed=1, primary=Metric.HRV)
SHORT = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
LONG = settings(SHORT, max_examples=600)

_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
_NEARLY_CODES = st.text("0123456789ABCDEFabcdef +-,.[]{}x\n\"':", max_size=400)


def _nearly(right: Any) -> st.SearchStrategy[Any]:
    """Return what is right but for some places, and now and then anything."""
    wrong = st.integers(0, 2**32).map(lambda seed: spoilt(Random(seed), right))
    return wrong | _JSON


def _read_as_told(
    read: Callable[[Any], Any],
    value: Any,
    refusal: type[Exception],
    write: Callable[[Any], Any] | None = None,
) -> None:
    """Read a value: what is not refused can be written, and is then the same again."""
    try:
        found = read(value)
    except refusal:
        return
    if write:
        assert read(write(found)) == found


def both(test: Callable[..., None]) -> Any:
    """Run a test with some examples, and with many in a slow run."""
    return pytest.mark.parametrize(
        "how", [SHORT, pytest.param(LONG, marks=pytest.mark.slow)], ids=["some", "many"]
    )(test)


@both
def test_codes(how: settings) -> None:
    @how
    @given(_NEARLY_CODES | st.text() | st.sampled_from(CODES))
    @example("0000 006C 0000 0000")
    @example("9" * 5000)
    def read(text: str) -> None:
        _read_as_told(parse_code, text, CodeError)

    read()


@both
def test_remotes(how: settings) -> None:
    @how
    @given(_nearly(json.loads(REMOTE)).map(json.dumps) | st.text())
    @example("[" * 100_000)
    def read(text: str) -> None:
        _read_as_told(remote_from_json, text, RemoteError, remote_to_json)

    read()


@pytest.mark.parametrize(
    ("read", "write", "right"),
    [
        (session_from_dict, session_to_dict, session_to_dict(MEASURED)),
        (panel_from_dict, panel_to_dict, panel_to_dict(PANEL)),
        (night_from_dict, night_to_dict, night_to_dict(full())),
        (plan_from_dict, plan_to_dict, plan_to_dict(PLAN)),
    ],
)
@both
def test_records(how: settings, read: Any, write: Any, right: Any) -> None:
    @how
    @given(_nearly(right))
    def read_it(value: Any) -> None:
        _read_as_told(read, value, RecordError, write)

    read_it()


@pytest.mark.parametrize(
    ("read", "right"),
    [
        (read_identity, INFO),
        (read_capabilities, CAPABILITIES),
        (read_token, {"token": "t" * 32}),
        (read_report, state(1, **running(60))),
        (
            lambda value: read_message(json.dumps(value)),
            {"type": "state", "state": state(1)},
        ),
    ],
)
@both
def test_device_api(how: settings, read: Any, right: Any) -> None:
    @how
    @given(_nearly(right))
    def read_it(value: Any) -> None:
        _read_as_told(read, value, ProtocolError)

    read_it()
