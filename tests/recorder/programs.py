"""Where PostgreSQL is on this machine."""

from pathlib import Path
import shutil

# Debian keeps what only its own scripts start away from PATH.
DEBIAN = Path("/usr/lib/postgresql")


def postgresql_programs() -> Path | None:
    """Return the folder of the server, the newest; None if it is not installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = [one for one in DEBIAN.glob("*/bin") if (one / "initdb").exists()]
    return max(versions, key=lambda one: float(one.parent.name), default=None)
