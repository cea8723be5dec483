"""Massagers that announce themselves on the network."""

from ipaddress import ip_address
from pathlib import Path

from homeassistant.config_entries import (
    SOURCE_IGNORE,
    SOURCE_ZEROCONF,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN

from .dialogs import go_on, moved, reaches
from .emulator.process import EmulatorProcess
from .massagers import paired_entry, set_up

pytestmark = pytest.mark.usefixtures("integration")


def announcement(emulator: EmulatorProcess, **changes: str) -> ZeroconfServiceInfo:
    """Return what a massager announces, with changes."""
    here = ip_address("127.0.0.1")
    return ZeroconfServiceInfo(
        ip_address=here,
        ip_addresses=[here],
        hostname="foot-massager.local.",
        name="Foot massager._foot-massage._tcp.local.",
        port=emulator.port,
        properties={
            "id": emulator.device_id,
            "name": "Bedroom massager",
            "model": "FM-5",
            "api": "1",
            **changes,
        },
        type="_foot-massage._tcp.local.",
    )


async def discover(hass: HomeAssistant, found: ZeroconfServiceInfo) -> ConfigFlowResult:
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_ZEROCONF}, data=found
    )


async def test_discovered_massager(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    confirm = await discover(hass, announcement(emulator))
    assert confirm["step_id"] == "zeroconf_confirm"
    assert confirm["description_placeholders"] == {
        "name": "Bedroom massager",
        "host": "127.0.0.1",
    }
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["title_placeholders"] == {"name": "Bedroom massager"}
    assert (await emulator.state())["pin"] is None

    pair = await go_on(hass, confirm, {})
    safety = await go_on(hass, pair, {"pin": emulator.pin})
    created = await go_on(hass, safety, {"acknowledged": True})
    await hass.async_block_till_done()

    assert created["type"] is FlowResultType.CREATE_ENTRY
    assert created["result"].unique_id == emulator.device_id
    assert reaches(created["result"])


@pytest.mark.parametrize(
    ("announced", "shown"),
    [
        ("", "EMU1"),
        ("x" * 65, "EMU1"),
        ("New\n\n# Log in again", "EMU1"),
        ("[Log in](http://127.0.0.1)", "(Log in)(http://127.0.0.1)"),
        ("<img src=x> ![](x)", "(img src=x) !()(x)"),
    ],
)
async def test_names_that_are_none(
    hass: HomeAssistant, emulator: EmulatorProcess, announced: str, shown: str
) -> None:
    """Anybody in the network can announce anything."""
    confirm = await discover(hass, announcement(emulator, name=announced))

    assert confirm["description_placeholders"] == {"name": shown, "host": "127.0.0.1"}
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["title_placeholders"] == {"name": shown}


async def test_discovered_massager_gone_again(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    confirm = await discover(hass, announcement(emulator))

    await emulator.kill()
    gone = await go_on(hass, confirm, {})
    assert gone["step_id"] == "zeroconf_confirm"
    assert gone["errors"] == {"base": "cannot_connect"}

    await emulator.start()
    pair = await go_on(hass, gone, {})
    assert pair["step_id"] == "pair"


async def test_discovered_massager_is_another_one(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    confirm = await discover(hass, announcement(emulator, id="EMU7"))

    result = await go_on(hass, confirm, {})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "another_massager"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"api": "2"}, "api_version"),
        ({"id": ""}, "not_a_massager"),
        ({"id": "../EMU1"}, "not_a_massager"),
    ],
)
async def test_discovery_of_what_cannot_be_used(
    hass: HomeAssistant, emulator: EmulatorProcess, changes: dict[str, str], reason: str
) -> None:
    result = await discover(hass, announcement(emulator, **changes))

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == reason


async def test_known_massager_at_another_address(
    hass: HomeAssistant, emulator: EmulatorProcess, caplog: pytest.LogCaptureFixture
) -> None:
    entry = await moved(hass, emulator)

    result = await discover(hass, announcement(emulator))
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    assert entry.data["port"] == emulator.port
    assert reaches(entry)
    assert "scheduling a reload" not in caplog.text


async def test_somebody_else_announces_a_known_massager(
    hass: HomeAssistant, emulator: EmulatorProcess, tmp_path: Path
) -> None:
    """While the massager is where it was, nobody else is given its token."""
    entry = await set_up(hass, await paired_entry(emulator))
    async with EmulatorProcess(tmp_path / "impostor.json") as impostor:
        result = await discover(hass, announcement(impostor))
        await hass.async_block_till_done()

    assert result["reason"] == "already_configured"
    assert entry.data["port"] == emulator.port
    assert reaches(entry)


async def test_an_ignored_massager_announces_itself(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    MockConfigEntry(
        domain=DOMAIN, unique_id=emulator.device_id, source=SOURCE_IGNORE
    ).add_to_hass(hass)

    result = await discover(hass, announcement(emulator))

    assert result["reason"] == "already_configured"


async def test_known_massager_announces_itself_again(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator)
    await set_up(hass, entry)
    coordinator = entry.runtime_data.coordinator

    result = await discover(hass, announcement(emulator))
    await hass.async_block_till_done()

    assert result["reason"] == "already_configured"
    assert entry.runtime_data.coordinator is coordinator


async def test_announced_without_a_port(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    found = announcement(emulator)
    found.port = None

    result = await discover(hass, found)

    assert result["reason"] == "not_a_massager"
