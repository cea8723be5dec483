"""What outlives a power cut: one small JSON file, always replaced as a whole."""

import json
from pathlib import Path
from typing import Any


class Flash:
    """The massager's permanent memory; in RAM only if there is no file."""

    def __init__(self, path: Path | None) -> None:
        """Read back what was saved before the power went."""
        self._path = path
        saved: dict[str, Any] = {}
        if path is not None and path.exists():
            saved = json.loads(path.read_text(encoding="utf-8"))
        # SHA-256 of each token, so that the file gives no token away.
        self.token_hashes: list[str] = saved.get("token_hashes", [])
        self.last_session: dict[str, Any] | None = saved.get("last_session")
        # The session in progress; still here after a boot means the power was lost.
        self.running: dict[str, Any] | None = saved.get("running")
        # The certificate and its key, once there was a need for them.
        self.certificate: str | None = saved.get("certificate")

    def save(self) -> None:
        """Write everything; a power cut leaves either the old or the new file."""
        if self._path is None:
            return
        memory = {
            "token_hashes": self.token_hashes,
            "last_session": self.last_session,
            "running": self.running,
            "certificate": self.certificate,
        }
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps(memory), encoding="utf-8")
        new.replace(self._path)
