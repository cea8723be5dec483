"""The computer that figures were measured on, in words."""

import os
from pathlib import Path
import platform

from homeassistant.const import __version__ as home_assistant_version


def described() -> str:
    """Return processor, memory and versions."""
    return (
        f"{_processor()}, {os.cpu_count()} processors, {_memory_gb():.0f} GB of memory,"
        f" {platform.system()}, Python {platform.python_version()},"
        f" Home Assistant {home_assistant_version}"
    )


def _processor() -> str:
    """Return the processor's name, as the operating system tells it."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    names = [
        line.partition(":")[2].strip()
        for line in lines
        if line.startswith("model name")
    ]
    return names[0] if names else platform.processor() or platform.machine()


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
