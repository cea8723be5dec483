"""What the network driver makes of a massager that talks nonsense."""

import logging

import pytest

from custom_components.foot_massage.core.massager import Activity
from custom_components.foot_massage.drivers.base import ProtocolError
from custom_components.foot_massage.drivers.http import HttpDriver
from tests.emulator.process import EmulatorProcess

from .conftest import MakeDriver
from .stub import StubMassager, running, state
from .waiting import records, report_of, until, until_activity, until_back, until_lost


@pytest.mark.parametrize("fault", ["garbage", "wrong_types", "error_500"])
async def test_nonsense_is_an_error_and_logged_once(
    driver: HttpDriver,
    emulator: EmulatorProcess,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    await emulator.admin("misbehave", {fault: 2})
    for _ in range(2):
        with pytest.raises(ProtocolError):
            await driver.pause("nobody")
    assert len(records(caplog)) == 1

    await driver.stop()
    await emulator.admin("misbehave", {fault: 1})
    with pytest.raises(ProtocolError):
        await driver.stop()
    assert len(records(caplog)) == 2
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize("fault", ["garbage_pushes", "wrong_type_pushes"])
async def test_pushed_nonsense_is_logged_once(
    driver: HttpDriver,
    emulator: EmulatorProcess,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    await emulator.admin("misbehave", {fault: 2})
    await emulator.admin("settings", {"intensity": 1})
    await emulator.admin("settings", {"intensity": 2})
    await emulator.admin("settings", {"intensity": 5})
    await until(driver, lambda: report_of(driver).settings.intensity == 5)
    assert len(records(caplog)) == 1
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize("fault", ["garbage_pushes", "wrong_type_pushes"])
async def test_what_was_pushed_as_nonsense_is_asked_for(
    driver: HttpDriver, emulator: EmulatorProcess, fault: str
) -> None:
    """Nothing may follow that would tell."""
    await emulator.admin("misbehave", {fault: 1})
    await emulator.admin("settings", {"intensity": 1})
    await until(driver, lambda: report_of(driver).settings.intensity == 1)


async def test_messages_of_other_kinds_are_ignored(
    make_driver: MakeDriver, stub: StubMassager, caplog: pytest.LogCaptureFixture
) -> None:
    stub.greetings.insert(0, {"type": "news", "text": "hello"})
    driver = await make_driver(stub.port, "t" * 32)
    await driver.connect()
    await stub.push({"type": "news"})
    await stub.push({"type": "state", "state": state(2, **running())})
    await until_activity(driver, Activity.RUNNING)
    assert not records(caplog)


@pytest.mark.parametrize("fault", ["garbage", "wrong_types", "error_500"])
async def test_nonsense_while_connecting(
    make_driver: MakeDriver,
    emulator: EmulatorProcess,
    token: str,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    caplog.set_level(logging.INFO)
    await emulator.admin("misbehave", {fault: 2})
    driver = await make_driver(emulator.port, token)
    await driver.connect()
    assert isinstance(driver.problem, ProtocolError)
    await until_back(driver)
    nonsense, back = records(caplog)
    assert "makes no sense" in nonsense
    assert "is back" in back


async def test_a_message_that_is_too_large(
    stub: StubMassager, stub_driver: HttpDriver
) -> None:
    await stub.push("x" * 70_000)
    await until_lost(stub_driver)
    assert isinstance(stub_driver.problem, ProtocolError)
    await until_back(stub_driver)
