"""How big the card is that a browser loads, beside the frontend that shows it."""

import gzip
from pathlib import Path
from typing import Final

import hass_frontend

from .figure import Figure

CARD: Final = Path("custom_components/foot_massage/www/card.js")
MOST_KB: Final = 60
MOST_KB_GZIP: Final = 18


async def measure() -> list[Figure]:
    """Return its size (kB), as it is and as it is sent."""
    card, app = CARD.read_bytes(), _first_file()
    return [
        _size("the card", card, app, MOST_KB),
        _size(
            "the card as it is sent (gzip)",
            gzip.compress(card),
            gzip.compress(app),
            MOST_KB_GZIP,
        ),
    ]


def _first_file() -> bytes:
    """Return what a browser loads first of Home Assistant's frontend."""
    (app,) = Path(hass_frontend.where(), "frontend_latest").glob("app.*.js")
    return app.read_bytes()


def _size(what: str, card: bytes, app: bytes, most_kb: float) -> Figure:
    return Figure(
        what=what,
        unit="kB",
        value=len(card) / 1000,
        peer="Home Assistant's frontend, its first file",
        peer_value=len(app) / 1000,
        bar=most_kb,
    )
