"""The card is served, and dashboards load it, and only this version of it."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)
from yarl import URL as YarlUrl

from custom_components.foot_massage import card
from custom_components.foot_massage.card import CARD_FILE, CARD_PATH
from custom_components.foot_massage.speeches import LANGUAGES

from .massagers import demo_entry, set_up

TEXTS = sorted(LANGUAGES.glob("*/card.json"))
CONTENTS = b"".join(file.read_bytes() for file in (*TEXTS, CARD_FILE))
URL = f"{CARD_PATH}?v={sha256(CONTENTS).hexdigest()[:12]}"
OTHER = {"id": "mine", "type": "module", "url": "/local/other.js"}

type Resources = Callable[[], Awaitable[list[dict[str, Any]]]]


@pytest.fixture
async def resources(
    hass: HomeAssistant, integration: None, hass_ws_client: WebSocketGenerator
) -> Resources:
    """What dashboards load, as a browser is told."""

    async def loaded() -> list[dict[str, Any]]:
        client = await hass_ws_client(hass)
        await client.send_json_auto_id({"type": "lovelace/resources"})
        result: list[dict[str, Any]] = (await client.receive_json())["result"]
        return result

    return loaded


def stored(*items: dict[str, str]) -> dict[str, Any]:
    """Return resources as Home Assistant keeps them."""
    return {
        "version": 1,
        "minor_version": 1,
        "key": "lovelace_resources",
        "data": {"items": [OTHER, *items]},
    }


async def home(hass: HomeAssistant, *, yaml: bool = False) -> None:
    """Have dashboards."""
    mode = {"lovelace": {"resource_mode": "yaml"}} if yaml else {}
    assert await async_setup_component(hass, "frontend", mode)


def another_entry() -> MockConfigEntry:
    """Return the entry of a second massager."""
    first = demo_entry()
    return MockConfigEntry(
        domain=first.domain,
        title="Second",
        unique_id="second",
        data={
            **first.data,
            "identity": {**first.data["identity"], "serial": "second"},
        },
    )


async def test_new_resource(hass: HomeAssistant, resources: Resources) -> None:
    await home(hass)
    await set_up(hass, demo_entry())
    (item,) = await resources()
    assert (item["type"], item["url"]) == ("module", URL)


async def test_nothing_else_is_served(
    hass: HomeAssistant,
    integration: None,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    await home(hass)
    await set_up(hass, demo_entry())
    client = await hass_client_no_auth()
    for path in (
        "",
        "/",
        "/languages",
        "/languages/",
        "/languages/en/voice.yaml",
        "/languages/../manifest.json",
        "/languages/..%2F..%2Fmanifest.json",
        "/languages/%2e%2e/manifest.json",
        "/languages/en.json%00",
        "/languages/en.json/../../const.py",
        "/card.js/../../manifest.json",
        "/manifest.json",
    ):
        # As it stands: a client would tidy it up.
        url = YarlUrl(f"{client.make_url('/foot_massage')}{path}", encoded=True)
        assert (await client.session.get(url)).status in (400, 404), path


async def test_served(
    hass: HomeAssistant,
    resources: Resources,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    await home(hass)
    await set_up(hass, demo_entry())
    client = await hass_client_no_auth()
    response = await client.get(URL)
    assert await response.read() == CARD_FILE.read_bytes()
    assert response.content_type == "text/javascript"
    assert len(TEXTS) == 5
    for file in TEXTS:
        response = await client.get(f"/foot_massage/languages/{file.parent.name}.json")
        assert await response.read() == file.read_bytes()


@pytest.mark.parametrize(
    "old",
    [
        [{"id": "old", "type": "module", "url": f"{CARD_PATH}?v=old"}],
        [{"id": "old", "type": "js", "url": URL}],
        [
            {"id": "old", "type": "module", "url": CARD_PATH},
            {"id": "twice", "type": "module", "url": URL},
        ],
    ],
)
async def test_old_resource(
    hass: HomeAssistant,
    resources: Resources,
    hass_storage: dict[str, Any],
    old: list[dict[str, str]],
) -> None:
    hass_storage["lovelace_resources"] = stored(*old)
    await home(hass)
    await set_up(hass, demo_entry())
    assert await resources() == [OTHER, {"id": "old", "type": "module", "url": URL}]


async def test_reload_writes_nothing(hass: HomeAssistant, resources: Resources) -> None:
    await home(hass)
    entry = await set_up(hass, demo_entry())
    before = await resources()
    await hass.config_entries.async_reload(entry.entry_id)
    assert await resources() == before


async def test_removed_with_the_last_entry(
    hass: HomeAssistant, resources: Resources, hass_storage: dict[str, Any]
) -> None:
    hass_storage["lovelace_resources"] = stored()
    await home(hass)
    entries = [await set_up(hass, demo_entry()), await set_up(hass, another_entry())]
    for entry, left in zip(entries, (2, 1), strict=True):
        await hass.config_entries.async_remove(entry.entry_id)
        assert len(await resources()) == left
    assert await resources() == [OTHER]
    # One that is added later has a card again.
    await set_up(hass, demo_entry())
    assert len(await resources()) == 2


async def test_removed_with_a_disabled_entry(
    hass: HomeAssistant, resources: Resources, hass_storage: dict[str, Any]
) -> None:
    left = {"id": "left", "type": "module", "url": URL}
    hass_storage["lovelace_resources"] = stored(left)
    await home(hass)
    entry = demo_entry(disabled_by=ConfigEntryDisabler.USER)
    entry.add_to_hass(hass)
    assert await resources() == [OTHER, left]
    await hass.config_entries.async_remove(entry.entry_id)
    assert await resources() == [OTHER]


async def test_resources_in_yaml(
    hass: HomeAssistant, resources: Resources, caplog: pytest.LogCaptureFixture
) -> None:
    await home(hass, yaml=True)
    entry = await set_up(hass, demo_entry())
    await hass.config_entries.async_reload(entry.entry_id)
    extra = hass.data[DATA_EXTRA_MODULE_URL]
    assert URL in extra.urls
    assert await resources() == []
    assert caplog.text.count(f"{URL}, type: module") == 1
    await hass.config_entries.async_remove(entry.entry_id)
    assert URL not in extra.urls


async def test_no_dashboards(hass: HomeAssistant, integration: None) -> None:
    entry = await set_up(hass, demo_entry())
    assert LOVELACE_DATA not in hass.data
    await hass.config_entries.async_remove(entry.entry_id)


async def test_card_is_missing(
    hass: HomeAssistant,
    resources: Resources,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(card, "CARD_FILE", tmp_path / "card.js")
    await home(hass)
    await set_up(hass, demo_entry())
    assert await resources() == []
    assert "Install Foot Massage again" in caplog.text
