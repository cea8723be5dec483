"""Massagers that encrypt, later: once paired, no other certificate will do."""

from pathlib import Path

from aiohttp.test_utils import unused_port
from homeassistant.config_entries import SOURCE_REAUTH, ConfigFlowResult
from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.drivers.base import UntrustedError
from tests.emulator.process import EmulatorProcess

from .dialogs import address, go_on, moved, reaches
from .entities import Massager, failed, until
from .massagers import paired_entry, set_up
from .test_zeroconf_flow import announcement, discover

pytestmark = pytest.mark.usefixtures("integration")


@pytest.fixture
async def emulator(encrypted_emulator: EmulatorProcess) -> EmulatorProcess:
    return encrypted_emulator


async def waiting_for_somebody(hass: HomeAssistant) -> ConfigFlowResult:
    """Return the dialog that asks for a new pairing, once it is there."""
    flows = hass.config_entries.flow
    await until(lambda: bool(flows.async_progress()))
    (flow,) = flows.async_progress()
    assert flow["context"]["source"] == SOURCE_REAUTH
    return flow


async def test_a_new_certificate(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    massager = await Massager.at_home(hass, await paired_entry(emulator))
    entry, former = massager.entry, dict(massager.entry.data)
    await emulator.admin("lose_certificate")
    await emulator.restart()
    confirm = await waiting_for_somebody(hass)
    with failed("untrusted", entry.title):
        await massager.act("start_session")

    decide = await go_on(hass, confirm, {})
    assert decide["step_id"] == "new_certificate"
    assert decide["description_placeholders"] == {
        "name": entry.title,
        "host": "127.0.0.1",
    }
    assert (await emulator.state())["pin"] is None
    assert entry.data == former

    pair = await go_on(hass, decide, {})
    assert pair["step_id"] == "pair_encrypted"
    result = await go_on(hass, pair, {"pin": emulator.pin})
    await hass.async_block_till_done()
    assert result["reason"] == "reauth_successful"
    assert entry.data["certificate"] == emulator.certificate
    assert entry.data["token"] != former["token"]
    assert reaches(entry)


async def test_something_else_had_its_address_for_a_while(
    hass: HomeAssistant, emulator: EmulatorProcess, tmp_path: Path
) -> None:
    other = EmulatorProcess(tmp_path / "other.json", "--tls", "--id=EMU2")
    await other.start()
    entry = await paired_entry(emulator)
    try:
        entry.add_to_hass(hass)
        hass.config_entries.async_update_entry(
            entry, data={**entry.data, "port": other.port}
        )
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        confirm = await waiting_for_somebody(hass)
        decide = await go_on(hass, confirm, {})
        another = await go_on(hass, decide, {})
        assert another["reason"] == "another_massager"
    finally:
        await other.stop()

    problem = entry.runtime_data.coordinator.driver.problem
    assert isinstance(problem, UntrustedError)
    await entry.start_reauth_flow(hass)
    await discover(hass, announcement(emulator, tls="1"))
    await until(lambda: reaches(entry))
    await hass.async_block_till_done()
    assert not hass.config_entries.flow.async_progress()


async def test_pairing_again_keeps_the_certificate(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await set_up(hass, await paired_entry(emulator))
    await emulator.admin("revoke")
    confirm = await waiting_for_somebody(hass)

    pair = await go_on(hass, confirm, {})
    assert pair["step_id"] == "pair_encrypted"
    await go_on(hass, pair, {"pin": emulator.pin})
    await hass.async_block_till_done()

    assert entry.data["certificate"] == emulator.certificate
    assert reaches(entry)


async def test_a_new_address_keeps_the_certificate(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await moved(hass, emulator)

    form = await entry.start_reconfigure_flow(hass)
    result = await go_on(hass, form, address(emulator.port))
    await hass.async_block_till_done()

    assert result["reason"] == "reconfigure_successful"
    assert entry.data["certificate"] == emulator.certificate
    assert entry.data["port"] == emulator.port
    assert reaches(entry)


async def test_a_new_address_with_a_new_certificate(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await moved(hass, emulator)
    await emulator.admin("lose_certificate")
    await emulator.restart()

    form = await entry.start_reconfigure_flow(hass)
    decide = await go_on(hass, form, address(emulator.port))
    assert decide["step_id"] == "new_certificate"
    assert (await emulator.state())["commands"] == []

    await emulator.kill()
    gone = await go_on(hass, decide, {})
    assert gone["errors"] == {"base": "cannot_connect"}
    await emulator.start()
    pair = await go_on(hass, gone, {})
    result = await go_on(hass, pair, {"pin": emulator.pin})
    await hass.async_block_till_done()
    assert result["reason"] == "reconfigure_successful"
    assert entry.data["certificate"] == emulator.certificate
    assert reaches(entry)


async def test_what_was_encrypted_never_is_in_the_open(
    hass: HomeAssistant,
    emulator: EmulatorProcess,
    unencrypted_emulator: EmulatorProcess,
) -> None:
    """Not by what announces itself, not by a new address, not by pairing again."""
    entry = await moved(hass, emulator)
    former = dict(entry.data)
    await emulator.kill()
    await unencrypted_emulator.start()

    form = await entry.start_reconfigure_flow(hass)
    refused = await go_on(hass, form, address(unencrypted_emulator.port))
    assert refused["errors"] == {"base": "not_encrypted"}
    hass.config_entries.flow.async_abort(form["flow_id"])
    await discover(hass, announcement(unencrypted_emulator))
    await hass.async_block_till_done()
    assert not reaches(entry)
    confirm = await entry.start_reauth_flow(hass)
    refused = await go_on(hass, confirm, {})
    assert refused["errors"] == {"base": "not_encrypted"}

    assert (await unencrypted_emulator.state())["commands"] == []
    assert entry.data == {**former, "port": unencrypted_emulator.port}


async def test_nobody_at_the_new_address(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    entry = await moved(hass, emulator)
    form = await entry.start_reconfigure_flow(hass)
    result = await go_on(hass, form, address(unused_port()))
    assert result["errors"] == {"base": "cannot_connect"}
