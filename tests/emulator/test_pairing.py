"""Pairing with the emulator, as docs/device-api.md describes it."""

import re

import aiohttp
import pytest

from .client import Client, code_of
from .process import EmulatorProcess

PAIRED_ONLY = [
    ("DELETE", "pairing"),
    ("GET", "capabilities"),
    ("GET", "state"),
    ("PUT", "session/one"),
    ("PATCH", "session/one"),
    ("POST", "session/one/pause"),
    ("POST", "session/one/resume"),
    ("DELETE", "session"),
    ("GET", "events"),
]


async def confirm(client: Client, pin: str) -> tuple[int, dict[str, object]]:
    body = {"pin": pin, "client_name": "Test"}
    return await client.ask("POST", "pairing/confirm", body)


async def test_who_it_is_is_no_secret(stranger: Client) -> None:
    status, info = await stranger.ask("GET", "info")
    assert status == 200
    assert info == {
        "api_version": 1,
        "id": "EMU1",
        "name": "Foot massager",
        "manufacturer": "Foot Massage project",
        "model": "Emulated FM-5",
        "firmware_version": "1.0.0",
    }


async def test_all_else_needs_a_token(
    stranger: Client, emulator: EmulatorProcess
) -> None:
    for client in (stranger, stranger.with_token("wrong" * 10)):
        for method, path in PAIRED_ONLY:
            assert code_of(await client.ask(method, path)) == (401, "unauthorized")
    assert (await emulator.state())["starts"] == 0


async def test_the_pin_is_shown_for_two_minutes(
    stranger: Client, emulator: EmulatorProcess
) -> None:
    answer = await confirm(stranger, emulator.pin)
    assert code_of(answer) == (409, "pairing_not_open")
    status, body = await stranger.ask("POST", "pairing")
    assert status == 202
    assert 119 < body["expires_in_s"] <= 120
    assert (await emulator.state())["pin"] == emulator.pin
    await emulator.admin("advance", {"seconds": 100})
    status, body = await stranger.ask("POST", "pairing")
    assert 19 < body["expires_in_s"] <= 20
    await emulator.admin("advance", {"seconds": 20})
    assert (await emulator.state())["pin"] is None
    answer = await confirm(stranger, emulator.pin)
    assert code_of(answer) == (409, "pairing_not_open")


async def test_the_right_pin_gives_a_token(
    stranger: Client, emulator: EmulatorProcess
) -> None:
    await stranger.ask("POST", "pairing")
    status, body = await confirm(stranger, emulator.pin)
    assert status == 200
    token = str(body["token"])
    assert re.fullmatch(r"[A-Za-z0-9_-]{32,256}", token)
    answer = await confirm(stranger, emulator.pin)
    assert code_of(answer) == (409, "pairing_not_open")

    client = stranger.with_token(token)
    await emulator.restart()
    await client.state()


async def test_five_wrong_pins_close_pairing(
    stranger: Client, emulator: EmulatorProcess
) -> None:
    await stranger.ask("POST", "pairing")
    for left in (4, 3, 2, 1):
        answer = await confirm(stranger, "000000")
        assert code_of(answer) == (403, "pin_wrong")
        assert answer[1]["error"]["attempts_left"] == left  # type: ignore[index]
    for answer in (
        await confirm(stranger, "000000"),
        await confirm(stranger, emulator.pin),
        await stranger.ask("POST", "pairing"),
    ):
        assert code_of(answer) == (429, "too_many_attempts")
    assert 59 < answer[1]["error"]["retry_after_s"] <= 60  # type: ignore[index]
    await emulator.admin("advance", {"seconds": 60})
    assert (await stranger.ask("POST", "pairing"))[0] == 202
    assert (await confirm(stranger, emulator.pin))[0] == 200


async def test_what_makes_no_sense(stranger: Client) -> None:
    await stranger.ask("POST", "pairing")
    for body in (
        {},
        {"pin": "246810"},
        {"pin": 246810, "client_name": "Test"},
        {"pin": "246810", "client_name": ""},
        {"pin": "246810", "client_name": "x" * 65},
        {"pin": None, "client_name": None},
    ):
        answer = await stranger.ask("POST", "pairing/confirm", body)
        assert code_of(answer) == (422, "invalid_request"), body


async def test_a_token_can_be_given_back(client: Client, stranger: Client) -> None:
    socket = await client.events()
    assert await client.ask("DELETE", "pairing") == (200, {})
    await socket.receive()
    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    assert socket.close_code == 4401
    assert code_of(await client.ask("GET", "state")) == (401, "unauthorized")


async def test_the_oldest_of_too_many_tokens_is_forgotten(
    stranger: Client, emulator: EmulatorProcess
) -> None:
    tokens = [(await emulator.admin("token"))["token"] for _ in range(9)]
    statuses = [
        (await stranger.with_token(token).ask("GET", "state"))[0] for token in tokens
    ]
    assert statuses == [401] + [200] * 8


async def test_a_web_page_cannot_use_it(client: Client) -> None:
    status, _ = await client.ask(
        "DELETE", "session", headers={"Origin": "http://example.com"}
    )
    assert status == 403


@pytest.mark.parametrize("emulator", [("--id=OTHER",)], indirect=True)
async def test_no_secret_is_kept_in_the_clear(
    emulator: EmulatorProcess, client: Client
) -> None:
    token = client.headers["Authorization"].removeprefix("Bearer ")
    assert token not in emulator.state_file.read_text(encoding="utf-8")
    assert emulator.device_id == "OTHER"
