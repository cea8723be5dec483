"""Adding a massager by its address and pairing with it, on the real emulator."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import ClientTimeout, web
from aiohttp.test_utils import unused_port
from homeassistant.config_entries import SOURCE_IGNORE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.drivers import http_link

from .dialogs import address, choose, go_on, reaches
from .emulator.process import EmulatorProcess
from .massagers import paired_entry
from .servers import served

pytestmark = pytest.mark.usefixtures("integration")

_BODY = b'{"api_version": 1, "id": "P1", "name": "Patient"}'
INFO = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY)


@pytest.fixture
async def broken_massager(socket_enabled: None) -> AsyncIterator[int]:
    """The port of a massager that says who it is and fails at all else."""

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/v1/info":
            return web.json_response({"api_version": 1, "id": "B1", "name": "Broken"})
        return web.Response(status=500)

    async with served(answer) as port:
        yield port


async def test_network_massager(hass: HomeAssistant, emulator: EmulatorProcess) -> None:
    form = await choose(hass, "network")
    assert form["step_id"] == "network"
    assert form["errors"] == {}

    pair = await go_on(hass, form, {"host": " 127.0.0.1 ", "port": emulator.port})
    assert pair["step_id"] == "pair"
    assert pair["description_placeholders"] == {"name": "Foot massager"}
    assert (await emulator.state())["pin"] == emulator.pin

    safety = await go_on(hass, pair, {"pin": f" {emulator.pin} "})
    assert safety["step_id"] == "safety"

    created = await go_on(hass, safety, {"acknowledged": True})
    await hass.async_block_till_done()
    assert created["type"] is FlowResultType.CREATE_ENTRY
    assert created["title"] == "Foot massager"
    entry = created["result"]
    assert entry.unique_id == emulator.device_id
    expected = await paired_entry(emulator)
    assert {**entry.data, "token": "", "identity": ""} == {
        **expected.data,
        "token": "",
        "identity": "",
    }
    assert entry.data["identity"] == {
        "serial": emulator.device_id,
        "name": "Foot massager",
        "manufacturer": "Foot Massage project",
        "model": "Emulated FM-5",
        "firmware": "1.0.0",
    }
    assert reaches(entry)


async def test_nobody_at_the_address(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    form = await choose(hass, "network")

    alone = await go_on(hass, form, address(unused_port()))
    assert alone["step_id"] == "network"
    assert alone["errors"] == {"base": "cannot_connect"}

    no_host = await go_on(hass, alone, {"host": "a b", "port": emulator.port})
    assert no_host["errors"] == {"base": "cannot_connect"}

    pair = await go_on(hass, no_host, address(emulator.port))
    assert pair["step_id"] == "pair"


async def test_not_a_massager_at_the_address(
    hass: HomeAssistant, stranger: int
) -> None:
    form = await choose(hass, "network")

    result = await go_on(hass, form, address(stranger))

    assert result["step_id"] == "network"
    assert result["errors"] == {"base": "not_a_massager"}


async def test_a_massager_that_is_set_up_already(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator, port=unused_port())
    entry.add_to_hass(hass)

    form = await choose(hass, "network")
    result = await go_on(hass, form, address(emulator.port))

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    assert entry.data["port"] == emulator.port


async def test_an_ignored_massager_can_be_added(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    MockConfigEntry(
        domain=DOMAIN, unique_id=emulator.device_id, source=SOURCE_IGNORE
    ).add_to_hass(hass)

    form = await choose(hass, "network")
    pair = await go_on(hass, form, address(emulator.port))
    safety = await go_on(hass, pair, {"pin": emulator.pin})
    created = await go_on(hass, safety, {"acknowledged": True})
    await hass.async_block_till_done()

    assert created["type"] is FlowResultType.CREATE_ENTRY
    assert reaches(created["result"])


async def test_wrong_pin(hass: HomeAssistant, emulator: EmulatorProcess) -> None:
    form = await choose(hass, "network")
    pair = await go_on(hass, form, address(emulator.port))

    wrong = await go_on(hass, pair, {"pin": "000000"})
    assert wrong["step_id"] == "pair"
    assert wrong["errors"] == {"pin": "wrong_pin"}

    safety = await go_on(hass, wrong, {"pin": emulator.pin})
    assert safety["step_id"] == "safety"


async def test_pin_that_ran_out_is_replaced(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    form = await choose(hass, "network")
    pair = await go_on(hass, form, address(emulator.port))
    await emulator.admin("advance", {"seconds": 121})
    assert (await emulator.state())["pin"] is None

    late = await go_on(hass, pair, {"pin": emulator.pin})
    assert late["errors"] == {"pin": "pairing_closed"}
    assert (await emulator.state())["pin"] == emulator.pin

    safety = await go_on(hass, late, {"pin": emulator.pin})
    assert safety["step_id"] == "safety"


async def test_too_many_wrong_pins(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    form = await choose(hass, "network")
    result = await go_on(hass, form, address(emulator.port))
    for _ in range(5):
        result = await go_on(hass, result, {"pin": "000000"})
    assert result["errors"] == {"base": "pairing_locked"}

    await emulator.admin("advance", {"seconds": 61})
    result = await go_on(hass, result, {"pin": "000000"})
    assert result["errors"] == {"pin": "pairing_closed"}

    safety = await go_on(hass, result, {"pin": emulator.pin})
    assert safety["step_id"] == "safety"


async def test_massager_lost_while_pairing(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    form = await choose(hass, "network")
    pair = await go_on(hass, form, address(emulator.port))

    await emulator.kill()
    lost = await go_on(hass, pair, {"pin": emulator.pin})
    assert lost["step_id"] == "pair"
    assert lost["errors"] == {"base": "cannot_connect"}

    await emulator.start()
    back = await go_on(hass, lost, {"pin": emulator.pin})
    assert back["errors"] == {"pin": "pairing_closed"}
    safety = await go_on(hass, back, {"pin": emulator.pin})
    assert safety["step_id"] == "safety"


async def test_massager_that_shows_no_pin(
    hass: HomeAssistant, broken_massager: int
) -> None:
    form = await choose(hass, "network")

    pair = await go_on(hass, form, address(broken_massager))

    assert pair["step_id"] == "pair"
    assert pair["errors"] == {"base": "not_a_massager"}


async def test_a_massager_that_waits_for_the_end_of_a_tls_hello(
    hass: HomeAssistant, socket_enabled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the hello for the beginning of a request, and goes on listening."""
    monkeypatch.setattr(http_link, "REQUEST_TIMEOUT", ClientTimeout(connect=0.5))

    async def listen(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(INFO)
        writer.close()

    async with await asyncio.start_server(listen, "127.0.0.1", 0) as server:
        form = await choose(hass, "network")
        port = server.sockets[0].getsockname()[1]
        pair = await go_on(hass, form, address(port))

    assert pair["step_id"] == "pair"
    assert pair["description_placeholders"] == {"name": "Patient"}
