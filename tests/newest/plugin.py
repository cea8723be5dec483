"""Lets the test plugin run with a newer Home Assistant than it was made from.

Pytest takes it up first: ``-p tests.newest.plugin``.
"""

# Takes the name httpx for its own, which has to come before anything imports that.
import homeassistant  # noqa: F401, I001

# What the plugin patches, it has to patch before any of Home Assistant is imported.
from pytest_homeassistant_custom_component import (  # noqa: F401
    patch_json,
    patch_recorder,
    patch_time,
)
from homeassistant.components import logger
from homeassistant.components.logger import helpers

# Where the plugin looks for it.
logger._clear_logger_overwrites = helpers._clear_logger_overwrites
