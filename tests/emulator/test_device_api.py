"""The emulator keeps what docs/device-api.md promises: its checklist, as tests."""

import asyncio

import aiohttp

from .client import SETTINGS, Client, code_of, next_with
from .process import EmulatorProcess

FIELDS: dict[str, type | tuple[type, ...]] = {
    "boot_id": str,
    "sequence": int,
    "activity": str,
    "settings": dict,
    "session": (dict, type(None)),
    "last_session": (dict, type(None)),
}


async def test_a_state_has_every_field(client: Client) -> None:
    await client.start(settings=SETTINGS)
    state = await client.until("running")
    assert set(state) == set(FIELDS)
    for name, kind in FIELDS.items():
        assert isinstance(state[name], kind)
    assert state["settings"] == SETTINGS
    assert set(state["session"]) == {"id", "elapsed_s", "duration_s", "started_by"}
    await client.ask("DELETE", "session")
    last = (await client.until("idle"))["last_session"]
    assert set(last) == {"id", "reason", "elapsed_s", "started_by", "ended_ago_s"}


async def test_a_start_is_answered_at_once_and_happens_once(
    client: Client, emulator: EmulatorProcess
) -> None:
    status, state = await client.start()
    assert status == 201
    assert state["activity"] == "starting"
    assert state["session"] == {
        "id": "one",
        "elapsed_s": 0,
        "duration_s": 600,
        "started_by": "remote",
    }
    status, state = await client.start(duration_s=900)
    assert status == 200
    assert state["session"]["duration_s"] == 600
    assert code_of(await client.start("two")) == (409, "busy")
    assert (await emulator.state())["starts"] == 1


async def test_two_hundred_starts_at_once(
    client: Client, emulator: EmulatorProcess
) -> None:
    answers = await asyncio.gather(*(client.start() for _ in range(200)))
    assert sorted(status for status, _ in answers) == [200] * 199 + [201]
    assert (await emulator.state())["starts"] == 1


async def test_it_ends_by_its_own_clock(
    client: Client, emulator: EmulatorProcess
) -> None:
    await client.start(duration_s=1)
    last = (await client.until("idle"))["last_session"]
    assert (last["id"], last["reason"], last["elapsed_s"]) == ("one", "completed", 1)
    assert last["ended_ago_s"] >= 0
    assert not (await emulator.state())["motor"]
    assert code_of(await client.start()) == (409, "session_ended")


async def test_the_sequence_counts_changes_and_nothing_else(
    client: Client, emulator: EmulatorProcess
) -> None:
    first = await client.state()
    second = await client.state()
    assert first["sequence"] == second["sequence"]
    socket = await client.events()
    await next_with(socket, "idle")
    await client.start()
    for activity in ("starting", "running"):
        state = await next_with(socket, activity)
    assert state["sequence"] == first["sequence"] + 2
    await emulator.admin("advance", {"seconds": 60})
    await client.ask("POST", "session/one/pause")
    state = await next_with(socket, "paused")
    assert state["sequence"] == first["sequence"] + 3
    assert state["boot_id"] == first["boot_id"]
    await socket.close()


async def test_pauses_do_not_count(client: Client, emulator: EmulatorProcess) -> None:
    await client.start()
    await client.until("running")
    await emulator.admin("advance", {"seconds": 100})
    for _ in range(2):
        status, state = await client.ask("POST", "session/one/pause")
        assert (status, state["activity"]) == (200, "paused")
    await emulator.admin("advance", {"seconds": 1000})
    later = await client.state()
    assert later["session"]["elapsed_s"] == state["session"]["elapsed_s"]
    for _ in range(2):
        status, state = await client.ask("POST", "session/one/resume")
        assert (status, state["activity"]) == (200, "running")
    await emulator.admin("advance", {"seconds": 400})
    assert (await client.state())["activity"] == "running"
    await emulator.admin("advance", {"seconds": 100})
    assert (await client.until("idle"))["last_session"]["reason"] == "completed"


async def test_a_new_duration_counts_from_the_beginning(
    client: Client, emulator: EmulatorProcess
) -> None:
    await client.start()
    await client.until("running")
    await emulator.admin("advance", {"seconds": 500})
    status, state = await client.ask("PATCH", "session/one", {"duration_s": 900})
    assert (status, state["session"]["duration_s"]) == (200, 900)
    await emulator.admin("advance", {"seconds": 300})
    assert (await client.state())["activity"] == "running"
    status, state = await client.ask("PATCH", "session/one", {"duration_s": 700})
    assert (status, state["activity"]) == (200, "stopping")
    assert (await client.until("idle"))["last_session"]["reason"] == "completed"


async def test_a_change_leaves_alone_what_it_does_not_name(client: Client) -> None:
    await client.start(settings=SETTINGS)
    status, state = await client.ask(
        "PATCH", "session/one", {"settings": {"intensity": 2, "zones": None}}
    )
    assert status == 200
    assert state["settings"] == SETTINGS | {"intensity": 2}


async def test_stop_works_always(client: Client) -> None:
    status, state = await client.ask("DELETE", "session")
    assert (status, state["activity"]) == (200, "idle")
    for number, before in enumerate((None, "running", "paused")):
        await client.start(f"session-{number}")
        if before is not None:
            await client.until("running")
        if before == "paused":
            await client.ask("POST", f"session/session-{number}/pause")
        for _ in range(2):
            status, state = await client.ask("DELETE", "session")
            assert (status, state["activity"]) == (200, "stopping")
        last = (await client.until("idle"))["last_session"]
        assert last["reason"] == "stopped_remote"


async def test_a_power_cut(client: Client, emulator: EmulatorProcess) -> None:
    before = (await client.start())[1]
    await client.until("running")
    await emulator.admin("advance", {"seconds": 100})
    await emulator.restart()
    state = await client.state()
    assert state["boot_id"] != before["boot_id"]
    assert state["activity"] == "idle"
    last = state["last_session"]
    assert (last["id"], last["reason"]) == ("one", "power_lost")
    assert last["elapsed_s"] >= 100
    assert last["ended_ago_s"] is None
    assert code_of(await client.start()) == (409, "session_ended")
    assert (await emulator.state())["starts"] == 0


async def test_an_ended_session_is_remembered_over_a_power_cut(
    client: Client, emulator: EmulatorProcess
) -> None:
    await client.start()
    await client.ask("DELETE", "session")
    await client.until("idle")
    await emulator.restart()
    last = (await client.state())["last_session"]
    assert (last["id"], last["reason"]) == ("one", "stopped_remote")


async def test_the_buttons(client: Client, emulator: EmulatorProcess) -> None:
    await emulator.admin("button", {"button": "power"})
    state = await client.until("running")
    assert state["session"]["started_by"] == "device"
    await emulator.admin("button", {"button": "pause"})
    assert (await client.state())["activity"] == "paused"
    await emulator.admin("button", {"button": "pause"})
    assert (await client.state())["activity"] == "running"
    await emulator.admin("button", {"button": "power"})
    await emulator.admin("button", {"button": "power"})
    last = (await client.until("idle"))["last_session"]
    assert (last["reason"], last["started_by"]) == ("stopped_device", "device")
    await emulator.admin("button", {"button": "pause"})
    assert (await client.state())["activity"] == "idle"


async def test_a_fault(client: Client, emulator: EmulatorProcess) -> None:
    await client.start()
    await emulator.admin("misbehave", {"fault": True})
    assert (await client.until("idle"))["last_session"]["reason"] == "fault"
    assert code_of(await client.start("two")) == (503, "fault")
    await emulator.admin("reboot")
    assert (await client.start("two"))[0] == 201


async def test_events_come_at_once_and_to_everybody(
    client: Client, emulator: EmulatorProcess
) -> None:
    sockets = [await client.events() for _ in range(4)]
    for socket in sockets:
        await next_with(socket, "idle")
        await socket.ping()
    await client.start()
    for socket in sockets:
        await next_with(socket, "starting")
    await emulator.admin("settings", {"intensity": 5})
    for socket in sockets:
        state = await next_with(socket, "starting")
        assert state["settings"]["intensity"] == 5
        await socket.close()


async def test_pings_are_answered(client: Client) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await session.ws_connect(
            f"http://127.0.0.1:{client.port}/v1/events",
            headers=client.headers,
            autoping=False,
        )
        await socket.receive()
        await socket.ping(b"are you there")
        message = await socket.receive(timeout=10)
        assert message.type is aiohttp.WSMsgType.PONG
        assert message.data == b"are you there"
        await socket.close()
