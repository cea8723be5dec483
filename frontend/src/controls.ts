// What a massager can be set to: only what it has.
import { type TemplateResult, html, nothing } from "lit";
import { foot } from "./foot";
import { type EntityState, isUsable } from "./ha";
import { MINUS, PLUS } from "./icons";
import { isReachable } from "./session";
import { type View, labelOf, stateOf, titleOf, valueOf } from "./view";

const MOST_DOTS = 12;

export function controls(view: View): TemplateResult {
  const isOff = !isReachable(view.hass, view.massager);
  return html`<fieldset ?disabled=${isOff}>
    ${choice(view, "select.program", "custom")}
    <div class="steppers">
      ${view.session.canStop ? nothing : stepper(view, "number.duration")}
      ${stepper(view, "number.intensity")}
    </div>
    ${foot(view)} ${choice(view, "select.heat")}
  </fieldset>`;
}

/** Options as buttons of which one is pressed; some are shown only while they apply. */
function choice(view: View, role: "select.program" | "select.heat", hidden?: string) {
  const state = stateOf(view, role);
  if (!state || !Array.isArray(state.attributes["options"])) return nothing;
  const chosen = valueOf(view, state);
  const options = (state.attributes["options"] as string[]).filter(
    (option) => option !== hidden || option === chosen,
  );
  const choose = (option: string) =>
    view.commands.set(
      state.entity_id,
      option,
      ["select", "select_option", { option }],
      view.name,
    );
  return html`<div>
    <h3 id=${role}>${titleOf(view, state)}</h3>
    <div class="chips" role="group" aria-labelledby=${role}>
      ${options.map(
        (option) =>
          html`<button
            class="chip"
            aria-pressed=${option === chosen}
            @click=${() => choose(option)}
          >
            ${labelOf(view, state, option)}
          </button>`,
      )}
    </div>
  </div>`;
}

function stepper(view: View, role: "number.duration" | "number.intensity") {
  const state = stateOf(view, role);
  if (!state) return nothing;
  const name = titleOf(view, state);
  const { value, least, most, step } = numbers(view, state);
  const button = (by: number, label: string) => {
    const next = Math.min(most, Math.max(least, Math.round(value) + by));
    const isEnd = !isUsable(state) || next === value;
    return html`<button
      class="round"
      aria-label=${label}
      aria-disabled=${isEnd}
      @click=${() => {
        if (isEnd) return;
        view.commands.set(
          state.entity_id,
          String(next),
          ["number", "set_value", { value: next }],
          view.name,
        );
      }}
    >
      ${by > 0 ? PLUS : MINUS}
    </button>`;
  };
  return html`<div class="stepper" role="group" aria-labelledby=${role}>
    <h3 id=${role}>${name}</h3>
    <div class="step">
      ${button(-step, view.texts("less", { name }))}
      <span class="value" role="status">
        ${Number.isNaN(value) ? "–" : shown(view, role, Math.round(value))}
        ${role === "number.intensity" ? dots(value, most) : nothing}
      </span>
      ${button(step, view.texts("greater", { name }))}
    </div>
  </div>`;
}

const shown = (view: View, role: string, n: number) =>
  role === "number.duration" ? view.texts("minutes", { n }) : n;

function numbers(view: View, state: EntityState) {
  const number = (key: string, otherwise: number) =>
    Number(state.attributes[key] ?? otherwise);
  return {
    value: parseFloat(valueOf(view, state)),
    least: number("min", 1),
    most: number("max", 1),
    step: number("step", 1),
  };
}

function dots(value: number, most: number) {
  if (most > MOST_DOTS) return nothing;
  return html`<span class="dots" aria-hidden="true">
    ${Array.from({ length: most }, (_, n) => html`<i class=${n < value ? "on" : ""}></i>`)}
  </span>`;
}
