"""The examples as people copy them: packages from GitHub, secrets of their own."""

from pathlib import Path
import shutil
import subprocess

import pytest

from .build import FIRMWARE, run_esphome

pytestmark = [pytest.mark.firmware, pytest.mark.slow]

EXAMPLES = sorted((FIRMWARE / "examples").glob("*.yaml"))
REPOSITORY = "https://github.com/foot-massage/foot-massage"
SECRETS = """
wifi_ssid: Home
wifi_password: no secret at all
foot_massager_key: "xJuYIMoLpLDrWs9pNVI10v8HqPwi5NANpaZJQgfPAEo="
"""


@pytest.fixture
def github(tmp_path: Path) -> dict[str, str]:
    """What has git take the package from here instead of from GitHub."""
    copy = tmp_path / "repository"
    shutil.copytree(FIRMWARE, copy / "firmware")
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "."],
        ["commit", "--quiet", "--message=Test"],
    ):
        subprocess.run([*git, *command], cwd=copy, check=True)
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{copy.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": REPOSITORY,
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_it_is_valid(github: dict[str, str], tmp_path: Path, example: Path) -> None:
    own = tmp_path / "esphome" / example.name
    own.parent.mkdir()
    shutil.copy(example, own)
    (own.parent / "secrets.yaml").write_text(SECRETS)
    printed = run_esphome("config", own, **github)
    assert "Configuration is valid!" in printed
    # None of ESPHome's own timers may restart the chip in a session.
    assert printed.count("reboot_timeout: 0s") == 2
    # Such as pins that move while the chip starts.
    assert "WARNING" not in printed
    run_esphome("compile", "--only-generate", own, **github)
    (program,) = own.parent.glob(".esphome/build/*/src/main.cpp")
    assert "end_session" in program.read_text()
