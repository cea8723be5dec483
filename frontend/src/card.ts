import { LitElement, type PropertyValues, html, nothing, unsafeCSS } from "lit";
import { type CardConfig, check, form } from "./config";
import { Commands } from "./commands";
import { controls } from "./controls";
import { type Found, lookUp, massagerOf, windDownsOf } from "./entities";
import type { Hass } from "./ha";
import { CLOSE } from "./icons";
import { type Texts, textsWhenLoaded } from "./localize";
import { nightsPart } from "./nights";
import { Nights } from "./nights-data";
import { type Phase, isReachable, sessionOf } from "./session";
import { said, sessionPart } from "./session-part";
import styles from "./card.css";
import type { View } from "./view";
import { isUnderWay, windDowns } from "./wind-down";

export class FootMassageCard extends LitElement {
  static override properties = {
    hass: { attribute: false },
    config: { state: true },
    preview: { type: Boolean },
  };

  declare hass: Hass;
  declare config: CardConfig | undefined;
  declare preview: boolean;
  #commands = new Commands(this);
  #nights = new Nights(this);
  #announced: Phase | undefined;

  static getConfigForm = form;

  static getStubConfig(hass: Hass): Omit<CardConfig, "type"> {
    const first = massagerOf(hass);
    return first ? { device_id: first.deviceId } : {};
  }

  setConfig(config: unknown): void {
    check(config);
    this.config = config;
  }

  getCardSize(): number {
    return 5 + (this.#shows("controls") ? 6 : 0) + (this.#shows("wind_down") ? 1 : 0);
  }

  getGridOptions() {
    return { columns: 12, min_columns: 6 };
  }

  /** What the massager does now. */
  get phase(): Phase {
    const massager = this.#massager;
    return massager ? sessionOf(this.hass, massager).phase : "unavailable";
  }

  get #massager(): Found | undefined {
    return massagerOf(this.hass, this.config?.device_id);
  }

  #shows(part: NonNullable<CardConfig["hide"]>[number]): boolean {
    return !this.config?.hide?.includes(part);
  }

  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (!this.hass || !this.config) return false;
    const before = changed.get("hass");
    if (changed.size !== 1 || !before) return true;
    const now = this.hass;
    const { massagers, windDowns: all, sleepers } = lookUp(now);
    return (
      before.entities !== now.entities ||
      before.devices !== now.devices ||
      before.connected !== now.connected ||
      before.locale !== now.locale ||
      before.config !== now.config ||
      before.formatEntityState !== now.formatEntityState ||
      [...massagers, ...all, ...sleepers].some(({ ids }) =>
        Object.values<string>(ids).some((id) => before.states[id] !== now.states[id]),
      )
    );
  }

  protected override render() {
    const texts = textsWhenLoaded(this.hass.locale.language, () => this.requestUpdate());
    if (!texts) return nothing;
    const massager = this.#massager;
    if (!massager) {
      const why = this.hass.config.state === "RUNNING" ? "gone" : "waiting";
      return this.#shell(html`<p class="empty">${texts(why)}</p>`);
    }
    const name = this.config?.name || massager.name;
    const view: View = {
      hass: this.hass,
      texts,
      massager,
      name,
      session: sessionOf(this.hass, massager),
      commands: this.#commands,
    };
    const rests = this.#shows("wind_down") ? windDowns(view) : [];
    return this.#shell(html`
      <header>
        <button class="title" @click=${() => this.#moreInfo(massager.ids["switch.session"])}>
          <h2>${name}</h2>
        </button>
      </header>
      <p class="sr" role="status">${this.#news(view)}</p>
      ${this.#shows("session") ? this.#notices(view) : nothing}
      <div class="columns">
        ${this.#shows("session")
          ? html`<section class="session">${sessionPart(view)}</section>`
          : nothing}
        ${rests.length ? html`<section class="rests">${rests}</section>` : nothing}
        ${this.#shows("controls") ? html`<section class="set">${controls(view)}</section>` : nothing}
        ${this.#shows("nights") ? this.#nightsSection(texts) : nothing}
      </div>
    `);
  }

  #nightsSection(texts: Texts) {
    const { hass, config } = this;
    const nights = this.#nights;
    const all = lookUp(hass).sleepers;
    const people = config?.sleeper
      ? all.filter((one) => one.deviceId === config.sleeper)
      : all;
    const [only, ...others] = people;
    if (!only) return nothing;
    const sleeper = others.length
      ? people.find((one) => one.deviceId === nights.sleeper)
      : only;
    nights.look(hass, sleeper);
    const view = { hass, texts, nights, sleeper, people, metric: config?.metric };
    return html`<section>${nightsPart(view)}</section>`;
  }

  #shell(content: unknown) {
    const dim = this.config?.dim ?? "auto";
    const isDim =
      dim === "always" ||
      (dim === "auto" &&
        windDownsOf(this.hass, this.#massager).some((one) =>
          isUnderWay(this.hass, one),
        ));
    return html`<ha-card class=${isDim ? "dim" : ""}><div class="card">${content}</div></ha-card>`;
  }

  /** What stands in the way, and what has gone wrong. */
  #notices({ hass, massager, name, texts, commands }: View) {
    const notes: string[] = [];
    if (!hass.connected) notes.push(texts("offline"));
    else if (!massager.ids["switch.session"]) notes.push(texts("no_switch", { name }));
    else if (!isReachable(hass, massager))
      notes.push(
        hass.config.state === "RUNNING"
          ? texts("unavailable", { name })
          : texts("waiting"),
      );
    if (hass.states[massager.ids["switch.safety_hold"] ?? ""]?.state === "on") notes.push(texts("hold"));
    return html`
      ${notes.map((text) => html`<p class="note">${text}</p>`)}
      <div role="alert">
        ${commands.error
          ? html`<p class="note error">
              <span>${commands.error}</span>
              <button
                class="round"
                aria-label=${texts("dismiss")}
                @click=${() => commands.dismiss()}
              >
                ${CLOSE}
              </button>
            </p>`
          : nothing}
      </div>
    `;
  }

  /** What a screen reader says when the session changes, and not when it is first seen. */
  #news(view: View): string {
    const { phase } = view.session;
    const before = this.#announced;
    this.#announced = phase;
    if (!before || phase === "unavailable") return "";
    return phase === "idle" && before !== "idle" ? view.texts("ended") : said(view);
  }

  #moreInfo(entityId: string | undefined): void {
    if (!entityId) return;
    this.dispatchEvent(
      new CustomEvent("hass-more-info", {
        bubbles: true,
        composed: true,
        detail: { entityId },
      }),
    );
  }

  static override styles = unsafeCSS(styles);
}
