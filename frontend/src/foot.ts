// The zones, as a foot that can be touched.
import { html, nothing, svg } from "lit";
import type { Key } from "./localize";
import { type View, stateOf, valueOf } from "./view";

type Zone = Extract<Key, `zone_${string}`>;

// A sole that lies on its side, from the calf to the toes, 320 by 96; what is beside a
// zone is where it can be touched.
const SHAPES: Record<Zone, ReturnType<typeof svg>> = {
  zone_calves_and_achilles: svg`<path d="M4 18C30 10 54 26 70 35V63C54 72 30 88 4 80Z" />`,
  zone_arch_and_heel: svg`<path d="M76 49C76 27 92 19 112 21 140 24 162 34 190 27V70C164 63 142 76 112 79 92 80 76 71 76 49Z" />`,
  zone_ball: svg`<path d="M196 26C212 19 236 13 252 17V82C236 85 212 78 196 71Z" />`,
  zone_toes_and_dorsum: svg`<ellipse cx="283" cy="24" rx="25" ry="12" />
    <ellipse cx="278" cy="44" rx="19" ry="7.5" /><ellipse cx="275" cy="59" rx="16" ry="7" />
    <ellipse cx="271" cy="72.5" rx="12" ry="6" /><ellipse cx="267" cy="84" rx="9" ry="5" />`,
};
const ZONES = Object.keys(SHAPES) as Zone[];

export function foot(view: View) {
  if (!ZONES.some((zone) => stateOf(view, `switch.${zone}`))) return nothing;
  return html`<div>
    <h3 id="where">${view.texts("where")}</h3>
    <div class="foot" role="group" aria-labelledby="where">
      ${svg`<svg viewBox="0 0 320 96" aria-hidden="true">
        ${ZONES.map((zone) => svg`<g class=${look(view, zone)}>${SHAPES[zone]}</g>`)}
      </svg>`}
      ${ZONES.map((zone) => button(view, zone))}
    </div>
  </div>`;
}

function look(view: View, zone: Zone): string {
  const state = stateOf(view, `switch.${zone}`);
  return state ? (valueOf(view, state) === "on" ? "on" : "off") : "none";
}

function button(view: View, zone: Zone) {
  const state = stateOf(view, `switch.${zone}`);
  if (!state) return html`<span></span>`;
  const isOn = valueOf(view, state) === "on";
  const toggle = () =>
    view.commands.set(
      state.entity_id,
      isOn ? "off" : "on",
      ["switch", isOn ? "turn_off" : "turn_on", {}],
      view.name,
    );
  return html`<button role="switch" aria-checked=${isOn} @click=${toggle}>
    <span>${view.texts(zone)}</span>
  </button>`;
}
