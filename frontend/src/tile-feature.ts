// A row of a tile card: start or stop, and the time left.
import { LitElement, html, nothing, unsafeCSS } from "lit";
import { now } from "./clock";
import { Commands } from "./commands";
import { type Found, lookUp } from "./entities";
import { clock } from "./format";
import type { Hass } from "./ha";
import { PLAY, STOP } from "./icons";
import { textsWhenLoaded } from "./localize";
import { type Phase, isReachable, left, sessionOf } from "./session";
import { Ticker } from "./ticker";
import styles from "./tile-feature.css";

export const FEATURE = "foot-massage-session-feature";

interface Context {
  entity_id?: string;
}

const massagerOf = (hass: Hass, { entity_id }: Context): Found | undefined =>
  lookUp(hass).massagers.find(({ ids }) => ids["switch.session"] === entity_id);

/** Whether a tile's entity is the switch of a massager. */
export const isSupported = (hass: Hass, context: Context): boolean =>
  massagerOf(hass, context) !== undefined;

export class FootMassageSessionFeature extends LitElement {
  static override properties = { hass: { attribute: false }, context: { attribute: false } };
  declare hass: Hass;
  declare context: Context;
  #commands = new Commands(this);

  constructor() {
    super();
    new Ticker(
      this,
      () => (this.#massager ? sessionOf(this.hass, this.#massager) : undefined),
      () => this.hass,
    );
  }

  static getStubConfig = () => ({ type: `custom:${FEATURE}` });

  setConfig(): void {
    // There is nothing to choose.
  }

  get phase(): Phase {
    return this.#massager ? sessionOf(this.hass, this.#massager).phase : "unavailable";
  }

  get #massager(): Found | undefined {
    return this.hass && this.context ? massagerOf(this.hass, this.context) : undefined;
  }

  protected override updated(): void {
    const { error } = this.#commands;
    if (!error) return;
    this.#commands.error = null;
    const detail = { message: error };
    this.dispatchEvent(
      new CustomEvent("hass-notification", { bubbles: true, composed: true, detail }),
    );
  }

  protected override render() {
    const { hass } = this;
    const commands = this.#commands;
    const massager = this.#massager;
    if (!massager) return nothing;
    const texts = textsWhenLoaded(hass.locale.language, () => this.requestUpdate());
    if (!texts) return nothing;
    const session = sessionOf(hass, massager);
    const [action, wanted]: [string, Phase] = session.canStop
      ? ["stop_session", "idle"]
      : ["start_session", "running"];
    const press = () =>
      void commands.act(
        action,
        { entity_id: massager.ids["switch.session"] },
        massager.name,
        () => this.phase === wanted,
      );
    const seconds = session.canStop ? left(session, now()) : null;
    return html`<button
      aria-busy=${commands.busy === action}
      ?disabled=${!session.canStop && !isReachable(hass, massager)}
      @click=${press}
    >
      ${session.canStop ? STOP : PLAY}
      <span>${texts(session.canStop ? "stop" : "start")}</span>
      ${seconds === null ? nothing : html`<span class="time">${clock(seconds)}</span>`}
    </button>`;
  }

  static override styles = unsafeCSS(styles);
}
