"""A program in a process of its own, which never outlives this one."""

import asyncio
import atexit
import os
from pathlib import Path
import signal
import socket
import subprocess
import sys

LAUNCHER = Path(__file__).with_name("launch.py")


def free_port() -> int:
    """Return a port on 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Return whether a program could listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        # As servers do, or a connection that just ended would count as in use.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def end_in_good_order() -> None:
    """Take being told to end like Ctrl-C: what runs in the event loop cleans up."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(
            number, signal.raise_signal, signal.SIGINT
        )


class ChildProcess:
    """A Python module that runs as a program, with its output in a file."""

    def __init__(self, module: str, *args: str, output: Path) -> None:
        """Describe the program; it runs in the folder of its output."""
        self._command = [sys.executable, str(LAUNCHER), str(os.getpid()), module, *args]
        self._output = output
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        """Return whether the program is running."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """Return what the program ended with by itself, None if it did not."""
        return None if self._process is None else self._process.poll()

    def start(self) -> None:
        """Start the program; its output is added to what is in the file."""
        with self._output.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._output.parent,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for us: we then end the program in good order.
                start_new_session=True,
            )
        atexit.register(self.kill)

    def kill(self) -> None:
        """End the program at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        atexit.unregister(self.kill)

    async def ended(self, patience: float | None = None) -> bool:
        """Wait for the program to end; returns whether it did within this time."""
        if self._process is not None:
            try:
                await asyncio.to_thread(self._process.wait, patience)
            except subprocess.TimeoutExpired:
                return False
        return True

    async def stop(self, patience: float) -> bool:
        """Ask the program to end; returns whether it did so within this time."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
        in_time = await self.ended(patience)
        self.kill()
        return in_time
