"""A PostgreSQL of our own: a server in a temporary folder, with a socket in it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
import os
from pathlib import Path
import shutil
import signal
import subprocess
import tempfile
import time
from typing import IO

import psycopg2

from .programs import postgresql_programs

OWNER = "home_assistant"
STARTS_WITHIN_S = 30


class PostgreSQL:
    """A running server; nothing outlives it, so it never waits for the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._databases = 0

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={self._folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Offer an empty database, by its URL."""
        self._databases += 1
        name = f"home_{self._databases}"
        self.execute(f"CREATE DATABASE {name}")
        yield self.url(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        with closing(psycopg2.connect(self.url("postgres"))) as connection:
            # Databases cannot be made within a transaction.
            connection.autocommit = True
            connection.cursor().execute(statement)


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """Run a server."""
    # It refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    # Short enough for the path of a socket, and open to that user, unlike tmp_path.
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        log = folder / "log"
        with log.open("wb") as output:
            server = _start(folder, user, output)
        try:
            ours = PostgreSQL(folder)
            _wait(ours, server, log)
            yield ours
        finally:
            # Whoever is still connected is thrown out.
            server.send_signal(signal.SIGINT)
            server.wait()


def _start(
    folder: Path, user: str | None, output: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Make a server's data, and start it; it listens to no network."""
    bin_folder = postgresql_programs()
    assert bin_folder, "PostgreSQL is not installed: see scripts/setup"
    data = folder / "data"
    options = [f"--username={OWNER}", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    subprocess.run(
        [bin_folder / "initdb", f"--pgdata={data}", "--no-locale", *options],
        user=user,
        cwd=folder,
        check=True,
        stdout=output,
        stderr=output,
    )
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
    }
    return subprocess.Popen(
        [
            bin_folder / "postgres",
            f"-D{data}",
            *(f"--{setting}={value}" for setting, value in settings.items()),
        ],
        user=user,
        cwd=folder,
        stdout=output,
        stderr=output,
    )


def _wait(ours: PostgreSQL, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until it answers."""
    ends = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            return ours.execute("SELECT 1")
        except psycopg2.OperationalError:
            if server.poll() is not None or time.monotonic() > ends:
                raise RuntimeError(log.read_text()) from None
        time.sleep(0.1)
