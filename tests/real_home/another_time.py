"""Lets a program start at another time of day; its durations stay the real ones."""

from datetime import datetime
from pathlib import Path

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


def starting_at(moment: datetime) -> dict[str, str]:
    """Return the environment of a program that takes this for the present."""
    assert LIBRARY, "libfaketime is missing: scripts/setup --with-browser installs it"
    utc = moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return {
        "LD_PRELOAD": str(LIBRARY),
        "FAKETIME": f"@{utc}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        # Or every compiled module would look older than its source.
        "NO_FAKE_STAT": "1",
    }
