"""A Home Assistant that records, in each kind of database that people use for it."""

from collections.abc import Iterator
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import Credentials
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from ..sleepers.bedroom import Bedroom, bedroom_of_ada
from .graphs import Graphs
from .past import Past
from .postgresql import PostgreSQL, postgresql


@pytest.fixture(autouse=True)
def quiet() -> None:
    """Have no SQL in the log: its thread is still writing when a test has ended."""
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """A server for all tests of this process."""
    with postgresql() as server:
        yield server


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def recorder_db_url(
    request: pytest.FixtureRequest, hass_fixture_setup: list[bool]
) -> Iterator[str]:
    """An empty database: SQLite's in memory, or one on a server."""
    assert not hass_fixture_setup
    if request.param == "sqlite":
        yield "sqlite://"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    with server.database() as url:
        yield url


@pytest.fixture
async def recorder(recorder_mock: Any, integration: None) -> None:
    """A recorder, there before anything is recorded."""


@pytest.fixture
async def past(
    recorder: None,
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
) -> Past:
    """A ring in Berlin, on a Sunday at noon."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-11-01T11:00:00+00:00")
    return Past(hass=hass, clock=freezer)


@pytest.fixture
async def bedroom(
    recorder: None,
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    prompt: None,
    freezer: FrozenDateTimeFactory,
) -> Bedroom:
    """Ada's, recorded."""
    return await bedroom_of_ada(hass, freezer)


@pytest.fixture
async def graphs(
    bedroom: Bedroom,
    hass_ws_client: WebSocketGenerator,
    hass_admin_user: MockUser,
    hass_admin_credential: Credentials,
) -> Graphs:
    """The graphs of her dashboard."""
    login = await bedroom.hass.auth.async_create_refresh_token(
        hass_admin_user, "https://example.com/app", credential=hass_admin_credential
    )
    return Graphs(bedroom.hass, hass_ws_client, login)
