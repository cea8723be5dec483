"""What the emulator refuses, and that it then changes nothing."""

import pytest

from .client import SETTINGS, Client, Json, code_of

LACKING: dict[str, Json] = {
    "technique": {"settings": {"technique": "rolling"}},
    "intensity": {"settings": {"intensity": 6}},
    "zones": {"settings": {"zones": ["ball", "elbow"]}},
    "heat": {"settings": {"heat": "volcanic"}},
    "duration_s": {"duration_s": 3601},
}
NONSENSE = (
    b"",
    b"{",
    b"[]",
    b"\xff",
    b"[" * 10_000,
    b'{"settings": {}}',
    b'{"duration_s": "600"}',
    b'{"duration_s": true}',
    b'{"duration_s": NaN}',
    b'{"duration_s": 1e999}',
    b'{"duration_s": 0}',
    b'{"duration_s": -600}',
    b'{"duration_s": 600, "settings": []}',
    b'{"duration_s": 600, "settings": {"intensity": true}}',
    b'{"duration_s": 600, "settings": {"intensity": 2.5}}',
    b'{"duration_s": 600, "settings": {"technique": 7}}',
    b'{"duration_s": 600, "settings": {"zones": "ball"}}',
    b'{"duration_s": 600, "settings": {"zones": []}}',
    b'{"duration_s": 600, "settings": {"zones": [["ball"]]}}',
)


async def test_no_such_session(client: Client) -> None:
    await client.start()
    for method, path in (
        ("PATCH", "session/two"),
        ("POST", "session/two/pause"),
        ("POST", "session/two/resume"),
    ):
        answer = await client.ask(method, path, {})
        assert code_of(answer) == (404, "no_such_session")
    await client.ask("DELETE", "session")
    answer = await client.ask("POST", "session/one/pause")
    assert code_of(answer) == (409, "not_possible")
    assert code_of(await client.start()) == (409, "session_ended")


async def test_what_it_does_not_have(client: Client) -> None:
    for field, wanted in LACKING.items():
        answer = await client.start(**wanted)
        assert code_of(answer) == (422, "unsupported_setting")
        assert answer[1]["error"]["field"] == field
    assert (await client.state())["sequence"] == 1


async def test_a_change_to_what_it_does_not_have(client: Client) -> None:
    before = (await client.start(settings=SETTINGS))[1]
    for field, wanted in LACKING.items():
        answer = await client.ask("PATCH", "session/one", wanted)
        assert code_of(answer) == (422, "unsupported_setting")
        assert answer[1]["error"]["field"] == field
    after = await client.state()
    assert after["settings"] == SETTINGS
    assert after["session"]["duration_s"] == before["session"]["duration_s"]


async def test_what_makes_no_sense(client: Client) -> None:
    for body in NONSENSE:
        answer = await client.ask("PUT", "session/one", data=body)
        assert code_of(answer) == (422, "invalid_request"), body
    assert (await client.state())["sequence"] == 1


async def test_what_else_makes_no_sense(client: Client) -> None:
    for session_id in ("x" * 65, "a%20b", "%C3%A4"):
        answer = await client.start(session_id)
        assert code_of(answer) == (422, "invalid_request")
    assert (await client.start(more="x" * 20_000))[0] == 413
    assert (await client.ask("GET", "nothing"))[0] == 404
    assert (await client.state())["activity"] == "idle"


@pytest.mark.parametrize("emulator", [("--profile=basic",)], indirect=True)
async def test_a_massager_that_has_little(client: Client) -> None:
    status, capabilities = await client.ask("GET", "capabilities")
    assert status == 200
    assert capabilities == {
        "techniques": ["effleurage"],
        "zones": [],
        "heat": [],
        "intensity_levels": 3,
        "pause": False,
        "longest_s": 3600,
    }
    await client.start()
    state = await client.until("running")
    assert state["settings"] == {
        "technique": "effleurage",
        "intensity": 2,
        "zones": [],
        "heat": None,
    }
    answer = await client.ask("POST", "session/one/pause")
    assert code_of(answer) == (409, "not_possible")
