"""The emulator misbehaves as it is told to, and is announced by mDNS."""

import asyncio

import aiohttp
import pytest
from zeroconf import ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from tests.patience import looks

from .client import Client, next_with
from .process import EmulatorProcess

SERVICE_TYPE = "_foot-massage._tcp.local."


async def test_hanging_up_before_acting(
    client: Client, emulator: EmulatorProcess
) -> None:
    await emulator.admin("misbehave", {"hang_up": 100})
    with pytest.raises(aiohttp.ClientError):
        await client.start()
    assert (await emulator.state())["starts"] == 0


async def test_hanging_up_after_acting(
    client: Client, emulator: EmulatorProcess
) -> None:
    await emulator.admin("misbehave", {"hang_up_after": 100})
    with pytest.raises(aiohttp.ClientError):
        await client.start()
    assert (await emulator.state())["starts"] == 1


async def test_answers_that_are_wrong(
    client: Client, emulator: EmulatorProcess
) -> None:
    await emulator.admin("misbehave", {"error_500": 1, "garbage": 1, "wrong_types": 1})
    assert await client.start() == (500, None)
    assert await client.start() == (201, None)
    status, state = await client.start()
    assert status == 200
    assert state["sequence"] == [2]
    assert state["activity"] == 7
    assert state["settings"]["zones"] == "nothing"
    assert (await client.start())[1]["activity"] in ("starting", "running")


async def test_pushes_that_are_wrong(client: Client, emulator: EmulatorProcess) -> None:
    await emulator.admin("misbehave", {"garbage_pushes": 1, "wrong_type_pushes": 1})
    socket = await client.events()
    assert "<html>" in await socket.receive_str()
    await emulator.admin("settings", {"intensity": 1})
    assert (await socket.receive_json())["state"]["activity"] == 7
    await emulator.admin("settings", {"intensity": 2})
    assert (await socket.receive_json())["state"]["activity"] == "idle"
    await socket.close()


async def until_told(emulator: EmulatorProcess, *methods: str) -> None:
    """Wait until these commands have come."""
    for _ in looks():
        commands = (await emulator.state())["commands"]
        if [command["method"] for command in commands] == list(methods):
            return
    raise AssertionError(f"It was told {commands}")


async def test_holding(client: Client, emulator: EmulatorProcess) -> None:
    await emulator.admin("misbehave", {"hold": True})
    with pytest.raises(TimeoutError):
        await client.ask("GET", "state", timeout=aiohttp.ClientTimeout(total=0.1))


async def test_what_is_held_is_released_in_order(
    client: Client, emulator: EmulatorProcess
) -> None:
    await emulator.admin("misbehave", {"hold": True})
    first = asyncio.create_task(client.start())
    await until_told(emulator, "PUT")
    second = asyncio.create_task(client.start())
    await until_told(emulator, "PUT", "PUT")
    third = asyncio.create_task(client.ask("DELETE", "session"))
    await until_told(emulator, "PUT", "PUT", "DELETE")

    await emulator.admin("misbehave", {"hold": False})
    assert (await client.state())["activity"] == "idle"
    assert not any(one.done() for one in (first, second, third))
    await emulator.admin("release", {"count": 2})
    assert [(await first)[0], (await second)[0]] == [201, 200]
    assert (await client.until("running"))["session"]["id"] == "one"
    assert not third.done()
    await emulator.admin("release")
    assert (await third)[0] == 200
    await client.until("idle")


async def test_holding_is_no_deafness(
    client: Client, emulator: EmulatorProcess
) -> None:
    """It acts although nobody waits for the answer any more."""
    await emulator.admin("misbehave", {"hold": True})
    starting = asyncio.create_task(client.start())
    await until_told(emulator, "PUT")
    starting.cancel()
    await asyncio.wait([starting])
    await emulator.admin("misbehave", {"hold": False})
    await emulator.admin("release")
    assert (await client.until("running"))["session"]["id"] == "one"


async def test_ignoring_stop(client: Client, emulator: EmulatorProcess) -> None:
    await client.start()
    await client.until("running")
    await emulator.admin("misbehave", {"ignore_stop": True})
    status, state = await client.ask("DELETE", "session")
    assert (status, state["activity"]) == (200, "running")
    assert (await emulator.state())["motor"]
    await emulator.admin("misbehave", {"ignore_stop": False})
    await client.ask("DELETE", "session")
    await client.until("idle")


async def test_forgetting_the_session(
    client: Client, emulator: EmulatorProcess
) -> None:
    await client.start()
    await emulator.admin("misbehave", {"forget_session": True})
    state = await client.state()
    assert state["activity"] == "idle"
    assert state["session"] is None
    assert state["last_session"] is None


async def test_a_half_open_socket(client: Client, emulator: EmulatorProcess) -> None:
    socket = await client.events()
    await next_with(socket, "idle")
    await emulator.admin("misbehave", {"mute": True})
    await client.start()
    with pytest.raises(TimeoutError):
        await socket.receive(timeout=0.2)
    await socket.close()


async def test_a_reboot_cuts_all_connections(
    client: Client, emulator: EmulatorProcess
) -> None:
    socket = await client.events()
    await next_with(socket, "idle")
    before = (await client.start())[1]
    await next_with(socket, "starting")
    await emulator.admin("reboot")
    while (await socket.receive()).type is aiohttp.WSMsgType.TEXT:
        pass
    assert socket.close_code == aiohttp.WSCloseCode.ABNORMAL_CLOSURE
    after = await client.state()
    assert after["boot_id"] != before["boot_id"]
    assert after["last_session"]["reason"] == "power_lost"


async def test_what_it_says_about_itself(
    client: Client, emulator: EmulatorProcess
) -> None:
    await client.start()
    await client.until("running")
    await emulator.admin("advance", {"seconds": 200})
    inside = await emulator.state()
    assert inside["motor"]
    assert 200 <= inside["elapsed_s"] < 300
    assert inside["elapsed_s"] + inside["remaining_s"] == pytest.approx(600)
    (command,) = inside["commands"]
    assert command["method"] == "PUT"
    assert command["path"] == "/v1/session/one"
    assert command["session_id"] == "one"

    await emulator.admin("advance", {"seconds": 400})
    await client.until("idle")
    inside = await emulator.state()
    assert not inside["motor"]
    (ended,) = inside["ended"]
    assert (ended["id"], ended["reason"]) == ("one", "completed")
    assert ended["elapsed_s"] == ended["duration_s"] == 600


async def test_what_the_admin_port_does_not_know(emulator: EmulatorProcess) -> None:
    for action, body in (
        ("misbehave", {"politely": True}),
        ("settings", {"intensity": 99}),
        ("advance", {}),
        ("dance", {}),
    ):
        with pytest.raises(aiohttp.ClientResponseError, match="400"):
            await emulator.admin(action, body)


# One name in the network cannot be two massagers at a time.
@pytest.mark.xdist_group("announcement")
@pytest.mark.parametrize(
    "emulator", [("--zeroconf",), ("--zeroconf", "--tls")], indirect=True
)
async def test_the_announcement(emulator: EmulatorProcess) -> None:
    found: asyncio.Queue[str] = asyncio.Queue()

    def note(
        zeroconf: Zeroconf,
        service_type: str,
        name: str,
        state_change: ServiceStateChange,
    ) -> None:
        found.put_nowait(name)

    network = AsyncZeroconf(interfaces=["127.0.0.1"])
    browser = AsyncServiceBrowser(network.zeroconf, SERVICE_TYPE, handlers=[note])
    try:
        async with asyncio.timeout(20):
            name = await found.get()
        assert name == f"EMU1.{SERVICE_TYPE}"
        info = AsyncServiceInfo(SERVICE_TYPE, name)
        assert await info.async_request(network.zeroconf, 5000)
        assert info.port == emulator.port
        assert info.parsed_addresses() == ["127.0.0.1"]
        assert info.decoded_properties == {
            "id": "EMU1",
            "name": "Foot massager",
            "model": "Emulated FM-5",
            "api": "1",
            **({"tls": "1"} if emulator.certificate else {}),
        }
    finally:
        await browser.async_cancel()
        await network.async_close()
