"""Compile a massager's firmware for this computer, and only if it has changed."""

import hashlib
import os
from pathlib import Path
import subprocess

ROOT = Path(__file__).parents[2]
FIRMWARE = ROOT / "firmware"
ESPHOME = ROOT / ".venv-esphome" / "bin" / "esphome"
CACHE = ROOT / ".cache" / "firmware"


def build(config: Path, variant: str, **substitutions: str) -> Path:
    """Return the program made of ``config``, with some substitutions of its own.

    A ``variant`` needs a port of its own, if it runs at the same time as another.
    """
    folder = CACHE / variant
    stamp = folder / "made-of"
    program = folder / "program"
    made_of = _made_of(config, substitutions)
    if program.exists() and stamp.exists() and stamp.read_text() == made_of:
        return program
    stamp.unlink(missing_ok=True)
    options = [
        option for name in substitutions for option in ("-s", name, substitutions[name])
    ]
    run_esphome(*options, "compile", config, ESPHOME_DATA_DIR=folder / "data")
    (built,) = (folder / "data" / "build").glob("*/.pioenvs/*/program")
    # The name it was built under depends on its substitutions.
    program.unlink(missing_ok=True)
    program.hardlink_to(built)
    # It halves the time to compile, but is a hundred times the program's size.
    for header in built.parent.glob("*.gch"):
        header.unlink()
    stamp.write_text(made_of)
    return program


def run_esphome(*arguments: str | Path, **environment: str | Path) -> str:
    """Run esphome; returns what it printed, and raises with that if it failed."""
    done = subprocess.run(
        [ESPHOME, *arguments],
        env={**os.environ, **{key: str(one) for key, one in environment.items()}},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"esphome failed:\n{done.stdout}")
    return done.stdout


def _made_of(config: Path, substitutions: dict[str, str]) -> str:
    """Return a word that changes with anything the program depends on."""
    digest = hashlib.sha256(repr(sorted(substitutions.items())).encode())
    files = {config, FIRMWARE / "requirements.txt", *FIRMWARE.rglob("*.yaml")}
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
