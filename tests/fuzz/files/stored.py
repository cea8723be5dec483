"""The files of a home, spoilt, and what becomes of them."""

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util.json import json_loads_object

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.night_store import NightStore
from custom_components.foot_massage.session_log import SessionLog
from custom_components.foot_massage.statistic_slugs import StatisticSlugs

from .contents import ACTIVE, HISTORY, NIGHTS, SLUGS, Files

type Store = SessionLog | NightStore | StatisticSlugs


def written(key: str, data: object) -> bytes:
    """Return a file as Home Assistant writes it."""
    around = {"version": 1, "minor_version": 1, "key": key, "data": data}
    return json.dumps(around, indent=2).encode()


class Disk:
    """A folder with our files; ``reads`` says what came of one that is spoilt."""

    def __init__(self, hass: HomeAssistant, folder: Path, files: Files) -> None:
        self._hass = hass
        self._folder = folder
        self.whole = {key: written(key, data) for key, data in files.items()}

    def on_disk(self, key: str) -> bytes:
        return (self._folder / key).read_bytes()

    async def reads(self, key: str, spoilt: bytes) -> str:
        """Have a spoilt file read; fails if anything of it is lost without a word."""
        self.lay(key, spoilt)
        store = _STORES[key](self._hass)
        try:
            await store.async_load()
        except HomeAssistantError:
            assert self.on_disk(key) == spoilt
            assert f"storage_refused_{key}" in self.issues
            return "refused"
        for suffix, word in (("corrupt", "storage_corruption"), ("damaged", "storage")):
            copies = list(self._folder.glob(f"{key}.{suffix}.*"))
            if copies:
                assert [one.read_bytes() for one in copies] == [spoilt]
                assert (copies[0].stat().st_mode & 0o777) == 0o600
                assert any(issue.startswith(word) for issue in self.issues)
                return "put aside" if suffix == "corrupt" else "mended"
        await _rewrite(store)
        self._nothing_is_lost(key, spoilt)
        if f"records_unreadable_{HISTORY if key == ACTIVE else key}" in self.issues:
            return "kept unread"
        same = json_loads_object(spoilt) == json_loads_object(self.whole[key])
        return "unharmed" if same else "taken as it is"

    @property
    def issues(self) -> set[str]:
        return {issue_id for _, issue_id in ir.async_get(self._hass).issues}

    def lay(self, key: str, spoilt: bytes) -> None:
        """Put all files there, one of them spoilt, as if nothing had ever been."""
        for file in self._folder.glob(f"{DOMAIN}.*"):
            file.unlink()
        for one, whole in self.whole.items():
            (self._folder / one).write_bytes(whole if one != key else spoilt)
            (self._folder / one).chmod(0o600)
        ir.async_get(self._hass).issues.clear()

    def _nothing_is_lost(self, key: str, spoilt: bytes) -> None:
        kept = [
            thing
            for one in self.whole
            for thing in _things(
                json_loads_object((self._folder / one).read_bytes())["data"]
            )
        ]
        for thing in _things(json_loads_object(spoilt)["data"]):
            assert thing in kept or _is_nothing(thing), thing


_STORES: dict[str, type[Store]] = {
    ACTIVE: SessionLog,
    HISTORY: SessionLog,
    NIGHTS: NightStore,
    SLUGS: StatisticSlugs,
}


async def _rewrite(store: Store) -> None:
    """Have what was read written, as the next change would."""
    match store:
        case SessionLog():
            await store.async_reattribute("nobody", "nobody")
        case NightStore():
            store.kept("nobody").shown["nothing"] = 0
            await store.async_forget("nobody")


def _is_nothing(thing: object) -> bool:
    return thing is None or (isinstance(thing, dict) and not any(thing.values()))


def _things(data: Any) -> Iterator[Any]:
    """Yield everything that must not get lost: what stands two names or lists deep."""
    for name, part in (data or {}).items():
        inside = part if isinstance(part, list) else [*(part or {}).values()]
        for one in inside:
            if name == "sleepers" and one is not None:
                yield from one.get("nights") or ()
                yield from ({key: one[key]} for key in one if key != "nights")
            else:
                yield one
