"""Tools for language models: our intents, as far as what they act on is exposed."""

from collections.abc import Mapping
from typing import Final

from homeassistant.components.homeassistant import async_should_expose
from homeassistant.components.llm import LLMTools
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import intent
from homeassistant.helpers.llm import (
    LLM_API_ASSIST,
    IntentTool,
    LLMContext,
    Tool,
    ToolAnnotations,
)

from .aimed import COMPARISON, MASSAGER, WIND_DOWN, Kind
from .const import DOMAIN
from .intent import OrderHandler
from .targets import ours

_TELLS: Final = ToolAnnotations(
    read_only=True, destructive=False, idempotent=True, open_world=False
)
_SETS: Final = ToolAnnotations(destructive=False, idempotent=True, open_world=False)
_ADDS: Final = ToolAnnotations(destructive=False, idempotent=False, open_world=False)

# What each order acts on, its title and how it behaves.
_TOOLS: Final[Mapping[str, tuple[Kind, str, ToolAnnotations]]] = {
    "start": (MASSAGER, "Start foot massage", _SETS),
    "stop": (MASSAGER, "Stop foot massage", _SETS),
    "pause": (MASSAGER, "Pause foot massage", _SETS),
    "resume": (MASSAGER, "Resume foot massage", _SETS),
    "time_left": (MASSAGER, "Time left of foot massage", _TELLS),
    "extend": (MASSAGER, "Extend foot massage", _ADDS),
    "stronger": (MASSAGER, "Make foot massage stronger", _ADDS),
    "gentler": (MASSAGER, "Make foot massage gentler", _ADDS),
    "start_wind_down": (WIND_DOWN, "Start wind-down", _SETS),
    "cancel_wind_down": (WIND_DOWN, "Cancel wind-down", _SETS),
    "sleep_report": (COMPARISON, "Sleep after foot massages", _TELLS),
    "rate": (MASSAGER, "Rate foot massage", _SETS),
}


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: LLMContext, api_id: str
) -> LLMTools | None:
    """Return the tools for what is exposed to the assistant, if anything is."""
    assistant = llm_context.assistant
    if api_id != LLM_API_ASSIST or not assistant:
        return None
    exposed = {
        kind
        for kind in (MASSAGER, WIND_DOWN, COMPARISON)
        if any(
            async_should_expose(hass, assistant, entity.entity_id)
            for entity, _ in ours(hass, kind)
        )
    }
    tools: list[Tool] = []
    for handler in intent.async_get(hass):
        if not isinstance(handler, OrderHandler):
            continue
        kind, title, annotations = _TOOLS[handler.command]
        if kind in exposed:
            tools.append(
                IntentTool(
                    f"{DOMAIN}__{handler.command}",
                    handler,
                    title=title,
                    integration=DOMAIN,
                    annotations=annotations,
                )
            )
    return LLMTools(tools=tools) if tools else None
