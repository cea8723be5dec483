// A button for each wind-down of the massager; while one is under way, what it does.
import { type TemplateResult, html } from "lit";
import { type Found, windDownsOf } from "./entities";
import { type Hass, isUsable } from "./ha";
import { CLOSE, MOON } from "./icons";
import type { View } from "./view";

export function windDowns(view: View): TemplateResult[] {
  return windDownsOf(view.hass, view.massager).map((one) =>
    isUnderWay(view.hass, one) ? underWay(view, one) : atRest(view, one),
  );
}

export function isUnderWay(hass: Hass, { ids }: Found): boolean {
  const state = hass.states[ids["sensor.wind_down"] ?? ""];
  return isUsable(state) && state.state !== "idle";
}

function atRest(view: View, one: Found): TemplateResult {
  const { commands, hass, texts } = view;
  const id = one.ids["scene.wind_down"];
  const isBusy = commands.busy === "start_wind_down";
  const start = () =>
    void commands.act("start_wind_down", { entity_id: id }, one.name, () =>
      isUnderWay(view.commands.hass, one),
    );
  return html`<button
    class="wind-down"
    aria-busy=${isBusy}
    ?disabled=${!id || hass.states[id]?.state === "unavailable"}
    @click=${start}
  >
    ${MOON}
    <span><b>${one.name}</b><small>${texts("wind_down_hint")}</small></span>
  </button>`;
}

function underWay(view: View, one: Found): TemplateResult {
  const { commands, hass, texts } = view;
  const state = hass.states[one.ids["sensor.wind_down"] ?? ""];
  const cancel = () =>
    void commands.act(
      "cancel_wind_down",
      { entity_id: one.ids["scene.wind_down"] },
      one.name,
      () => !isUnderWay(view.commands.hass, one),
    );
  return html`<div class="wind-down running">
    ${MOON}
    <span role="status"
      ><b>${one.name}</b><small>${state ? hass.formatEntityState(state) : ""}</small></span
    >
    <button aria-busy=${commands.busy === "cancel_wind_down"} @click=${cancel}>
      ${CLOSE}<span>${texts("cancel")}</span>
    </button>
  </div>`;
}
