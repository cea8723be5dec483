"""The way into a seeded home."""

from dataclasses import asdict, dataclass
import json
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]

USERNAME = "owner"
PASSWORD = "footmassage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """How to get into a seeded home: its port and the owner's access token."""

    port: int
    token: str

    @staticmethod
    def file(config: Path) -> Path:
        """Return where the keys to a config folder are."""
        return config / "demo-keys.json"

    def save(self, config: Path) -> None:
        """Write the keys into the config folder that they are for."""
        self.file(config).write_text(json.dumps(asdict(self)))

    @classmethod
    def load(cls, config: Path) -> Keys:
        """Read the keys to a seeded config folder."""
        return cls(**json.loads(cls.file(config).read_text()))
