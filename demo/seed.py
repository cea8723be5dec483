"""Fills a new config folder, so that Home Assistant starts without any questions.

``python -m demo.seed CONFIG --port PORT`` makes a home with an owner, a bedroom and
the integration of this checkout. It only speaks to this computer: HTTP on 127.0.0.1,
and no network adapter but loopback.
"""

import argparse
import asyncio
from datetime import timedelta
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from homeassistant.auth import auth_manager_from_config
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.models import TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN
from homeassistant.auth.providers.homeassistant import HassAuthProvider
from homeassistant.components import network, onboarding
from homeassistant.components.http import config as http_config
from homeassistant.config_entries import ConfigEntries
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .keys import CHECKOUT, PASSWORD, USERNAME, Keys

INTEGRATIONS = (
    CHECKOUT / "custom_components/foot_massage",
    CHECKOUT / "demo/bedroom/custom_components/emulated_bedroom",
)

ZONE = ZoneInfo("Europe/Zurich")

# What default_config brings, without what needs the internet, a radio or the network.
CONFIGURATION = """\
homeassistant:
  name: Demo home
  latitude: 46.68
  longitude: 7.86
  elevation: 570
  unit_system: metric
  currency: CHF
  country: CH
  language: en
  time_zone: {zone}
  internal_url: http://127.0.0.1:{port}
assist_pipeline:
conversation:
energy:
frontend:
history:
logbook:
mobile_app:
my:
person:
sun:
automation: !include automations.yaml
script: !include scripts.yaml
scene: !include scenes.yaml
emulated_bedroom:
recorder:
  commit_interval: 1
logger:
  default: info
  logs:
    custom_components.foot_massage: {level}
"""


async def seed(config: Path, port: int, zone: str, *, debug: bool) -> None:
    """Fill the config folder; its keys are written last."""
    _write_configuration(config, port, zone, debug=debug)
    _link_integrations(config)
    _write_storage(config, port)
    token = await _make_owner(config)
    Keys(port=port, token=token).save(config)


def _write_configuration(config: Path, port: int, zone: str, *, debug: bool) -> None:
    """Write the YAML files."""
    config.mkdir(parents=True, exist_ok=True)
    level = "debug" if debug else "info"
    text = CONFIGURATION.format(port=port, level=level, zone=zone)
    (config / "configuration.yaml").write_text(text)
    for name in ("automations", "scripts", "scenes"):
        (config / f"{name}.yaml").write_text("")


def _link_integrations(config: Path) -> None:
    """Let the home run this checkout, so that a change shows after a restart."""
    folder = config / "custom_components"
    folder.mkdir(exist_ok=True)
    for integration in INTEGRATIONS:
        (folder / integration.name).symlink_to(integration)


def _write_storage(config: Path, port: int) -> None:
    """Write what a person would have answered, and what keeps the home on loopback."""
    folder = config / ".storage"
    folder.mkdir(exist_ok=True)

    def store(key: str, version: int, minor_version: int, data: dict[str, Any]) -> None:
        content = {
            "version": version,
            "minor_version": minor_version,
            "key": key,
            "data": data,
        }
        (folder / key).write_text(json.dumps(content))

    store("onboarding", onboarding.STORAGE_VERSION, 1, {"done": onboarding.const.STEPS})
    store(
        "http",
        http_config.STORAGE_VERSION,
        http_config.STORAGE_MINOR_VERSION,
        {
            "stable": http_config.HTTP_STORAGE_SCHEMA(
                {"server_host": ["127.0.0.1"], "server_port": port}
            ),
            "pending": None,
            "yaml_migration_done": True,
        },
    )
    # Linux calls its loopback adapter lo, macOS lo0.
    store(
        network.const.STORAGE_KEY,
        network.const.STORAGE_VERSION,
        1,
        {network.const.ATTR_CONFIGURED_ADAPTERS: ["lo", "lo0"]},
    )


async def _make_owner(config: Path) -> str:
    """Make the owner's account; returns a long-lived access token."""
    hass = HomeAssistant(str(config))
    hass.config_entries = ConfigEntries(hass, {})
    await hass.config_entries.async_initialize()
    dr.async_setup(hass)
    await asyncio.gather(dr.async_load(hass), er.async_load(hass))
    hass.auth = await auth_manager_from_config(hass, [{"type": "homeassistant"}], [])
    provider = hass.auth.auth_providers[0]
    assert isinstance(provider, HassAuthProvider)
    await provider.async_add_auth(USERNAME, PASSWORD)
    credentials = await provider.async_get_or_create_credentials({"username": USERNAME})
    # The first account of a home becomes its owner.
    user = await hass.auth.async_create_user("Owner", group_ids=[GROUP_ID_ADMIN])
    await hass.auth.async_link_user(user, credentials)
    refresh_token = await hass.auth.async_create_refresh_token(
        user,
        client_name="Demo",
        token_type=TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN,
        access_token_expiration=timedelta(days=3650),
    )
    token = hass.auth.async_create_access_token(refresh_token)
    # Home Assistant has not started, so only a forced stop saves the account.
    await hass.async_stop(force=True)
    return token


def main() -> None:
    """Seed the config folder named on the command line."""
    parser = argparse.ArgumentParser(description="Fill a new config folder.")
    parser.add_argument("config", type=Path)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--zone", default=ZONE.key, help="time zone (%(default)s)")
    parser.add_argument("--debug", action="store_true", help="log more")
    options = parser.parse_args()
    config = options.config.resolve()
    asyncio.run(seed(config, options.port, options.zone, debug=options.debug))


if __name__ == "__main__":
    main()
