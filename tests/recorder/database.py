"""SQL straight to the recorder's database."""

from typing import Any

from homeassistant.components.recorder import get_instance
from homeassistant.core import HomeAssistant
from sqlalchemy import text


async def execute(hass: HomeAssistant, statement: str) -> list[Any]:
    """Run a statement; returns its rows, if it has any."""

    def run() -> list[Any]:
        engine = get_instance(hass).engine
        assert engine
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return [*result] if result.returns_rows else []

    return await get_instance(hass).async_add_executor_job(run)
