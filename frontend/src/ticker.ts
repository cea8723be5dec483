// Redraws what shows a running session's time, as the second changes and no oftener, and
// only while somebody can see it.
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { compareClocks, now } from "./clock";
import type { Hass } from "./ha";
import type { Session } from "./session";

export class Ticker implements ReactiveController {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connected = false;

  constructor(
    private host: ReactiveControllerHost,
    private session: () => Session | undefined,
    private hass: () => Hass | undefined,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    document.addEventListener("visibilitychange", this.#look);
    this.#look();
  }

  hostDisconnected(): void {
    this.#connected = false;
    document.removeEventListener("visibilitychange", this.#look);
    clearTimeout(this.#timer);
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const ends = this.session()?.ends ?? null;
    if (!this.#connected || document.hidden || ends === null || ends <= now()) return;
    const rest = (ends - now()) % 1000;
    this.#timer = setTimeout(() => this.host.requestUpdate(), rest + 1);
  }

  #look = (): void => {
    if (document.hidden) clearTimeout(this.#timer);
    else {
      const hass = this.hass();
      if (hass) void compareClocks(hass).then(() => this.host.requestUpdate());
    }
  };
}
