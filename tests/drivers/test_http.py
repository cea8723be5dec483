"""The network driver's commands, to a real emulator process."""

from datetime import timedelta
import logging

import aiohttp
import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    Heat,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.drivers import http, http_link
from custom_components.foot_massage.drivers.base import (
    BusyError,
    CannotConnectError,
    ProtocolError,
    RefusedError,
)
from custom_components.foot_massage.drivers.http import HttpDriver
from tests.emulator.process import EmulatorProcess

from .conftest import MakeDriver
from .stub import StubMassager, running, state
from .waiting import records, report_of, until_activity, until_back, until_lost

TEN_MINUTES = timedelta(minutes=10)
SETTINGS = MassageSettings(
    technique=Technique.KNEADING,
    intensity=4,
    zones=frozenset({Zone.BALL, Zone.ARCH_AND_HEEL}),
    heat=Heat.LOW,
)
# Enough for every repetition, aiohttp's own included.
ALWAYS = 100


async def test_a_session_from_start_to_end(
    driver: HttpDriver, emulator: EmulatorProcess
) -> None:
    await driver.start("one", SETTINGS, TEN_MINUTES)
    # The answer counts at once, without waiting for a pushed report.
    assert report_of(driver).activity is Activity.STARTING

    report = await until_activity(driver, Activity.RUNNING)
    assert report.settings == SETTINGS
    assert report.session is not None
    assert report.session.session_id == "one"
    assert report.session.duration == TEN_MINUTES
    assert not report.session.started_by_device

    await emulator.admin("advance", {"seconds": 600})
    report = await until_activity(driver, Activity.IDLE)
    assert report.session is None
    assert report.last_session is not None
    assert report.last_session.session_id == "one"
    assert report.last_session.reason is EndReason.COMPLETED
    assert report.last_session.elapsed == TEN_MINUTES
    assert report.last_session.ended_ago is not None


@pytest.mark.parametrize("fault", ["hang_up", "hang_up_after"])
async def test_a_command_that_got_lost_is_sent_again(
    driver: HttpDriver, emulator: EmulatorProcess, fault: str
) -> None:
    await emulator.admin("misbehave", {fault: 1})
    await driver.start("one", SETTINGS, TEN_MINUTES)
    assert (await emulator.state())["starts"] == 1
    await until_activity(driver, Activity.RUNNING)
    for command in (driver.pause, driver.resume):
        await emulator.admin("misbehave", {fault: 1})
        await command("one")
    await emulator.admin("misbehave", {fault: 1})
    await driver.apply("one", settings=MassageSettings(intensity=1))
    await emulator.admin("misbehave", {fault: 1})
    await driver.stop()
    await until_activity(driver, Activity.IDLE)
    assert (await emulator.state())["starts"] == 1


async def test_a_massager_that_always_hangs_up(
    driver: HttpDriver, emulator: EmulatorProcess
) -> None:
    await emulator.admin("misbehave", {"hang_up": ALWAYS})
    with pytest.raises(CannotConnectError):
        await driver.start("one", SETTINGS, TEN_MINUTES)


async def test_only_start_and_stop_are_sent_again_after_silence(
    driver: HttpDriver, emulator: EmulatorProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    await driver.start("one", SETTINGS, TEN_MINUTES)
    await until_activity(driver, Activity.RUNNING)
    before = len((await emulator.state())["commands"])
    monkeypatch.setattr(
        http_link, "REQUEST_TIMEOUT", aiohttp.ClientTimeout(total=0.2, connect=5)
    )
    await emulator.admin("misbehave", {"hold": True})
    for command in (
        driver.start("one", SETTINGS, TEN_MINUTES),
        driver.apply("one", duration=TEN_MINUTES),
        driver.stop(),
    ):
        with pytest.raises(CannotConnectError, match="in time"):
            await command
    commands = (await emulator.state())["commands"][before:]
    assert [command["method"] for command in commands] == [
        "PUT",
        "PUT",
        "PATCH",
        "DELETE",
        "DELETE",
    ]


async def test_what_the_massager_refuses(
    driver: HttpDriver, emulator: EmulatorProcess
) -> None:
    with pytest.raises(RefusedError, match="unsupported_setting"):
        await driver.start("one", MassageSettings(intensity=9), TEN_MINUTES)
    with pytest.raises(RefusedError, match="no_such_session"):
        await driver.pause("one")
    await driver.start("one", SETTINGS, TEN_MINUTES)
    await driver.start("one", SETTINGS, TEN_MINUTES)
    with pytest.raises(BusyError):
        await driver.start("two", SETTINGS, TEN_MINUTES)
    await driver.stop()
    await until_activity(driver, Activity.IDLE)
    with pytest.raises(RefusedError, match="session_ended"):
        await driver.start("one", SETTINGS, TEN_MINUTES)
    await emulator.admin("misbehave", {"fault": True})
    with pytest.raises(RefusedError, match="fault"):
        await driver.start("three", SETTINGS, TEN_MINUTES)
    assert (await emulator.state())["starts"] == 1


@pytest.mark.parametrize("emulator", [("--profile=basic",)], indirect=True)
async def test_a_massager_that_has_little(driver: HttpDriver) -> None:
    assert driver.capabilities.techniques == {Technique.EFFLEURAGE}
    assert not driver.capabilities.heat
    await driver.start("one", MassageSettings(intensity=1), TEN_MINUTES)
    report = await until_activity(driver, Activity.RUNNING)
    assert report.settings == MassageSettings(
        technique=Technique.EFFLEURAGE, intensity=1
    )
    with pytest.raises(RefusedError, match="not_possible"):
        await driver.pause("one")


async def test_an_answer_overtaken_by_a_report_is_dropped(
    stub: StubMassager, stub_driver: HttpDriver
) -> None:
    await stub.push({"type": "state", "state": state(5, **running(elapsed_s=7))})
    await until_activity(stub_driver, Activity.RUNNING)
    stub.answers["DELETE /v1/session"] = state(4)
    await stub_driver.stop()
    assert report_of(stub_driver).activity is Activity.RUNNING
    # After a reboot the massager counts from the beginning.
    stub.answers["DELETE /v1/session"] = state(1, "boot2")
    await stub_driver.stop()
    assert report_of(stub_driver).activity is Activity.IDLE


async def test_a_command_that_gets_through_brings_the_connection_back(
    driver: HttpDriver, emulator: EmulatorProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "FIRST_DELAY_S", 600)
    monkeypatch.setattr(http, "LONGEST_DELAY_S", 600)
    await driver.disconnect()
    await emulator.kill()
    await driver.connect()
    with pytest.raises(CannotConnectError):
        await driver.stop()
    await emulator.start()
    await driver.stop()
    await until_back(driver)


async def test_no_token_in_the_log(
    make_driver: MakeDriver,
    emulator: EmulatorProcess,
    token: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    driver = await make_driver(emulator.port, token)
    await driver.connect()
    await emulator.admin("misbehave", {"garbage": 1})
    with pytest.raises(ProtocolError):
        await driver.stop()
    await emulator.kill()
    await until_lost(driver)
    assert records(caplog)
    assert token not in caplog.text
