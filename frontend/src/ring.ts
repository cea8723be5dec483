// The ring: how much of a session is left.
import { LitElement, html, svg, unsafeCSS } from "lit";
import { now } from "./clock";
import { clock } from "./format";
import type { Hass } from "./ha";
import type { Texts } from "./localize";
import { type Session, left, share } from "./session";
import styles from "./ring.css";
import { Ticker } from "./ticker";

const RADIUS = 92;
const AROUND = 2 * Math.PI * RADIUS;

export class FootMassageRing extends LitElement {
  static override properties = {
    hass: { attribute: false },
    session: { attribute: false },
    texts: { attribute: false },
    above: {},
    below: {},
  };

  declare hass: Hass;
  declare session: Session;
  declare texts: Texts;
  /** What stands over and under the time. */
  declare above: string;
  declare below: string;

  constructor() {
    super();
    new Ticker(
      this,
      () => this.session,
      () => this.hass,
    );
  }

  protected override render() {
    const { session, texts } = this;
    const seconds = session.phase === "idle" ? null : left(session, now());
    const minutes = Math.round(session.planned / 60);
    const time =
      seconds === null ? (minutes ? texts("minutes", { n: minutes }) : "–") : clock(seconds);
    // Read out in minutes, or it would be another text every second.
    const spoken =
      seconds === null
        ? time
        : texts("time_left", { time: texts("minutes", { n: Math.ceil(seconds / 60) }) });
    const gap = AROUND * (1 - share(session, now()));
    return html`<div
      class="ring ${session.phase}"
      role="img"
      aria-label=${[this.above, spoken, this.below].filter(Boolean).join(", ")}
    >
      ${svg`<svg viewBox="0 0 200 200">
        <circle class="track" cx="100" cy="100" r=${RADIUS} />
        <circle class="left" cx="100" cy="100" r=${RADIUS}
          stroke-dasharray=${AROUND} stroke-dashoffset=${gap}
          visibility=${gap >= AROUND ? "hidden" : "visible"} />
      </svg>`}
      <span class="above">${this.above}</span>
      <span class="time">${time}</span>
      <span class="below">${this.below}</span>
    </div>`;
  }

  static override styles = unsafeCSS(styles);
}
