// The ring and the large buttons under it.
import { type TemplateResult, html, nothing } from "lit";
import { timeOfDay } from "./format";
import { isUsable } from "./ha";
import { PAUSE, PLAY, PLUS, STOP } from "./icons";
import { type Phase, isReachable } from "./session";
import { type View, labelOf, stateOf, valueOf } from "./view";

const MORE_MINUTES = 5;
const BEGUN = new Set<Phase>(["running", "paused"]);

export function sessionPart(view: View): TemplateResult {
  const { session, texts } = view;
  return html`
    <foot-massage-ring
      .hass=${view.hass}
      .session=${session}
      .texts=${texts}
      .above=${doing(view)}
      .below=${until(view)}
    ></foot-massage-ring>
    <div class="actions">${session.canStop ? stop(view) : start(view)}</div>
    ${BEGUN.has(session.phase) ? html`<div class="actions">${more(view)}</div>` : nothing}
  `;
}

/** The program, or the technique where that says more. */
function doing(view: View): string {
  const program = stateOf(view, "select.program");
  const technique = stateOf(view, "select.technique");
  const chosen = program && valueOf(view, program);
  if (program && chosen && chosen !== "custom" && chosen !== "unavailable")
    return labelOf(view, program, chosen);
  return technique && technique.state !== "unavailable"
    ? labelOf(view, technique, technique.state)
    : "";
}

function until(view: View): string {
  const { session, texts, hass } = view;
  if (session.phase === "running" && session.ends !== null)
    return texts("ends_at", { time: timeOfDay(session.ends, hass) });
  return said(view);
}

/** The phase, as Home Assistant calls it. */
export function said(view: View): string {
  const state = stateOf(view, "sensor.session_state");
  return isUsable(state) ? view.hass.formatEntityState(state) : "";
}

function start(view: View): TemplateResult {
  const { commands, hass, massager, name, texts } = view;
  const isBusy = commands.busy === "start_session";
  const press = () => {
    if (isBusy) return;
    void commands.act("start_session", target(view), name, () =>
      BEGUN.has(view.commands.phase),
    );
  };
  return html`<button
    class="main"
    aria-busy=${isBusy}
    ?disabled=${!isReachable(hass, massager)}
    @click=${press}
  >
    ${PLAY}<span>${texts("start")}</span>
  </button>`;
}

// A stop can be pressed as often as somebody likes, whatever else is being done.
function stop(view: View): TemplateResult {
  const { commands, name, texts } = view;
  const isBusy = commands.busy === "stop_session";
  return html`<button
    class="main"
    aria-busy=${isBusy}
    @click=${() =>
      void commands.act(
        "stop_session",
        target(view),
        name,
        () => view.commands.phase === "idle",
      )}
  >
    ${STOP}<span>${texts("stop")}</span>
  </button>`;
}

function more(view: View): TemplateResult {
  const { commands, massager, name, session, texts } = view;
  const wanted: Phase = session.phase === "paused" ? "running" : "paused";
  const action = wanted === "running" ? "resume_session" : "pause_session";
  const toggle = () =>
    void commands.act(action, target(view), name, () => view.commands.phase === wanted);
  const extend = () =>
    void commands.act("extend_session", { ...target(view), duration: MORE_MINUTES }, name);
  return html`
    ${massager.ids["button.pause"]
      ? html`<button aria-busy=${commands.busy === action} @click=${toggle}>
          ${wanted === "running" ? PLAY : PAUSE}
          <span>${texts(wanted === "running" ? "resume" : "pause")}</span>
        </button>`
      : nothing}
    <button aria-busy=${commands.busy === "extend_session"} @click=${extend}>
      ${PLUS}<span>${texts("more")}</span>
    </button>
  `;
}

const target = ({ massager }: View) => ({ entity_id: massager.ids["switch.session"] });
