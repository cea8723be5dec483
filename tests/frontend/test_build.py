"""The card in the repository is what its source gives, and small."""

import gzip
import os
from pathlib import Path
import re
import subprocess

import pytest

from custom_components.foot_massage.card import CARD_FILE

FRONTEND = Path(__file__).parents[2] / "frontend"
MOST_BYTES = 60_000
MOST_BYTES_GZIP = 18_000
LONGEST_FILE = 300


def run(script: str, out: Path | None = None) -> None:
    """Run one of the package's scripts; shows what it says if it fails."""
    result = subprocess.run(
        ("npm", "run", "--silent", script),
        cwd=FRONTEND,
        env=os.environ | ({"OUT": str(out)} if out else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.node
def test_a_build_gives_the_same_bytes(tmp_path: Path) -> None:
    run("build", out=tmp_path / "card.js")
    assert (tmp_path / "card.js").read_bytes() == CARD_FILE.read_bytes(), (
        "run scripts/build-card"
    )


@pytest.mark.node
@pytest.mark.parametrize("script", ["check", "test"])
def test_types_and_units(script: str) -> None:
    run(script)


def test_it_is_small() -> None:
    content = CARD_FILE.read_bytes()
    assert len(content) <= MOST_BYTES
    assert len(gzip.compress(content)) <= MOST_BYTES_GZIP


def test_it_brings_everything_with_it() -> None:
    assert not re.search(
        r"""\bfrom\s*["']|\bimport\s*["'(]|(fetch|URL)\(["'`]http""",
        CARD_FILE.read_text("utf-8"),
    )


def test_only_the_card_is_served() -> None:
    """Also no older .gz beside it, which would be sent instead of it."""
    assert list(CARD_FILE.parent.iterdir()) == [CARD_FILE]


def test_source_files_are_short() -> None:
    files = [*FRONTEND.glob("src/**/*.ts"), *FRONTEND.glob("test/**/*.ts")]
    assert files
    long = {file.name for file in files if file.read_text().count("\n") > LONGEST_FILE}
    assert long == set()


def test_lock_names_no_other_registry() -> None:
    addresses = re.findall(
        r'"resolved": "([^"]+)"', (FRONTEND / "package-lock.json").read_text()
    )
    assert all(one.startswith("https://registry.npmjs.org/") for one in addresses)
