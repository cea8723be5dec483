"""Massagers that encrypt: found, paired and used."""

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.diagnostics import (
    async_get_config_entry_diagnostics,
)
from tests.emulator.process import EmulatorProcess

from .dialogs import address, choose, go_on, reaches
from .entities import Massager
from .massagers import paired_entry, set_up
from .test_zeroconf_flow import announcement, discover

pytestmark = pytest.mark.usefixtures("integration")


@pytest.fixture
async def emulator(encrypted_emulator: EmulatorProcess) -> EmulatorProcess:
    return encrypted_emulator


def shown(form: ConfigFlowResult) -> str:
    placeholders = form["description_placeholders"]
    assert placeholders
    return placeholders["certificate"]


async def test_paired_by_address(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    form = await choose(hass, "network")
    pair = await go_on(hass, form, address(emulator.port))
    assert pair["step_id"] == "pair_encrypted"
    assert emulator.certificate
    assert shown(pair).replace(" ", "") == emulator.certificate[:16].upper()

    wrong = await go_on(hass, pair, {"pin": "000000"})
    assert wrong["step_id"] == "pair_encrypted"
    safety = await go_on(hass, wrong, {"pin": emulator.pin})
    created = await go_on(hass, safety, {"acknowledged": True})
    await hass.async_block_till_done()

    entry = created["result"]
    assert entry.data == {
        **(await paired_entry(emulator)).data,
        "token": entry.data["token"],
        "identity": entry.data["identity"],
    }
    assert reaches(entry)


async def test_a_session_and_removal(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    massager = await Massager.at_home(hass, await paired_entry(emulator))
    await massager.start()
    assert massager.shows("switch", "session") == "on"
    await massager.act("stop_session")
    await hass.config_entries.async_remove(massager.entry.entry_id)
    commands = (await emulator.state())["commands"]
    assert (commands[-1]["method"], commands[-1]["path"]) == ("DELETE", "/v1/pairing")


async def test_diagnostics_tell_that_it_encrypts(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    """They tell no more: a certificate is as good as a name."""
    entry = await set_up(hass, await paired_entry(emulator))
    file = await async_get_config_entry_diagnostics(hass, entry)
    assert file["entry"]["data"]["certificate"] == "**REDACTED**"


async def test_announced(hass: HomeAssistant, emulator: EmulatorProcess) -> None:
    confirm = await discover(hass, announcement(emulator, tls="1"))
    pair = await go_on(hass, confirm, {})
    assert pair["step_id"] == "pair_encrypted"


async def test_announced_but_in_the_open(
    hass: HomeAssistant, unencrypted_emulator: EmulatorProcess
) -> None:
    await unencrypted_emulator.start()
    confirm = await discover(hass, announcement(unencrypted_emulator, tls="1"))
    refused = await go_on(hass, confirm, {})
    assert refused["step_id"] == "zeroconf_confirm"
    assert refused["errors"] == {"base": "not_encrypted"}
    assert (await unencrypted_emulator.state())["pin"] is None


async def test_announced_but_not_there(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    confirm = await discover(hass, announcement(emulator, tls="1"))
    await emulator.kill()
    gone = await go_on(hass, confirm, {})
    assert gone["errors"] == {"base": "cannot_connect"}


async def test_the_certificate_changes_while_pairing(
    hass: HomeAssistant, emulator: EmulatorProcess
) -> None:
    form = await choose(hass, "network")
    pair = await go_on(hass, form, address(emulator.port))
    await emulator.admin("lose_certificate")
    await emulator.restart()

    refused = await go_on(hass, pair, {"pin": emulator.pin})

    assert refused["errors"] == {"base": "untrusted"}
    assert (await emulator.state())["commands"] == []


async def test_a_massager_that_has_learned_to_encrypt(
    hass: HomeAssistant,
    emulator: EmulatorProcess,
    unencrypted_emulator: EmulatorProcess,
) -> None:
    await emulator.kill()
    await unencrypted_emulator.start()
    entry = await set_up(hass, await paired_entry(unencrypted_emulator))
    assert reaches(entry)
    assert entry.data["certificate"] is None
    await unencrypted_emulator.stop()
    await emulator.start()

    form = await entry.start_reconfigure_flow(hass)
    result = await go_on(hass, form, address(emulator.port))
    await hass.async_block_till_done()

    assert result["reason"] == "reconfigure_successful"
    assert entry.data["certificate"] == emulator.certificate
    assert reaches(entry)
