"""Pairing again, and a massager at a new address."""

from aiohttp.test_utils import unused_port
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from .dialogs import address, go_on, moved, reaches
from .emulator.process import EmulatorProcess
from .massagers import demo_entry, paired_entry, set_up

pytestmark = pytest.mark.usefixtures("integration")


async def test_revoked_token(hass: HomeAssistant, emulator: EmulatorProcess) -> None:
    entry = await paired_entry(emulator)
    await set_up(hass, entry)
    old_token = entry.data["token"]

    await emulator.admin("revoke")
    while not (flows := hass.config_entries.flow.async_progress()):
        await hass.async_block_till_done()
    (confirm,) = flows
    assert confirm["context"]["source"] == SOURCE_REAUTH
    assert confirm["step_id"] == "reauth_confirm"
    assert (await emulator.state())["pin"] is None

    pair = await go_on(hass, confirm, {})
    assert pair["step_id"] == "pair"
    result = await go_on(hass, pair, {"pin": emulator.pin})
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert entry.data["token"] != old_token
    assert reaches(entry)


async def test_reauth_of_a_massager_out_of_reach(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator)
    entry.add_to_hass(hass)
    confirm = await entry.start_reauth_flow(hass)
    assert confirm["description_placeholders"] == {"name": entry.title}

    await emulator.kill()
    result = await go_on(hass, confirm, {})

    assert result["step_id"] == "reauth_confirm"
    assert result["errors"] == {"base": "cannot_connect"}


async def test_reauth_meets_another_massager(
    hass: HomeAssistant, emulator: EmulatorProcess, another_emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator, port=another_emulator.port)
    entry.add_to_hass(hass)

    confirm = await entry.start_reauth_flow(hass)
    result = await go_on(hass, confirm, {})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "another_massager"


async def test_reconfigure(
    hass: HomeAssistant, emulator: EmulatorProcess, caplog: pytest.LogCaptureFixture
) -> None:
    entry = await moved(hass, emulator)
    token = entry.data["token"]

    form = await entry.start_reconfigure_flow(hass)
    assert form["step_id"] == "new_address"
    result = await go_on(hass, form, address(emulator.port))
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    assert entry.data["port"] == emulator.port
    assert entry.data["token"] == token
    assert reaches(entry)
    assert "scheduling a reload" not in caplog.text


async def test_reconfigure_with_a_token_that_is_refused(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await moved(hass, emulator)
    token = entry.data["token"]
    await emulator.admin("revoke")

    form = await entry.start_reconfigure_flow(hass)
    pair = await go_on(hass, form, address(emulator.port))
    assert pair["step_id"] == "pair"
    result = await go_on(hass, pair, {"pin": emulator.pin})
    await hass.async_block_till_done()

    assert result["reason"] == "reconfigure_successful"
    assert entry.data["port"] == emulator.port
    assert entry.data["token"] != token
    assert reaches(entry)


async def test_reconfigure_to_an_address_where_nobody_is(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator)
    entry.add_to_hass(hass)

    form = await entry.start_reconfigure_flow(hass)
    result = await go_on(hass, form, address(unused_port()))

    assert result["step_id"] == "new_address"
    assert result["errors"] == {"base": "cannot_connect"}
    assert entry.data["port"] == emulator.port


async def test_reconfigure_to_what_is_not_a_massager(
    hass: HomeAssistant, emulator: EmulatorProcess, stranger: int
) -> None:
    entry = await paired_entry(emulator)
    entry.add_to_hass(hass)

    form = await entry.start_reconfigure_flow(hass)
    result = await go_on(hass, form, address(stranger))

    assert result["errors"] == {"base": "not_a_massager"}
    assert entry.data["port"] == emulator.port


async def test_reconfigure_to_another_massager(
    hass: HomeAssistant, emulator: EmulatorProcess, another_emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator)
    entry.add_to_hass(hass)

    form = await entry.start_reconfigure_flow(hass)
    result = await go_on(hass, form, address(another_emulator.port))

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "another_massager"
    assert entry.data["port"] == emulator.port


async def test_the_demo_massager_has_no_address(hass: HomeAssistant) -> None:
    entry = demo_entry()
    entry.add_to_hass(hass)

    result = await entry.start_reconfigure_flow(hass)

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "nothing_to_reconfigure"
