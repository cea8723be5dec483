"""A real disk."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """A configuration folder of its own."""
    return hass_tmp_config_dir


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Nothing that stands in for the disk."""
    return {}


@pytest.fixture
def folder(hass_config_dir: str) -> Path:
    """Where Home Assistant keeps its files."""
    folder = Path(hass_config_dir) / ".storage"
    folder.mkdir(exist_ok=True)
    return folder
