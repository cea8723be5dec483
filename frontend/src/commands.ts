// What was asked of a massager: shown as busy until it has done it, or why it has not.
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { DOMAIN } from "./entities";
import type { ActionError, Hass } from "./ha";
import { textsOf } from "./localize";
import type { Phase } from "./session";

/** How long a massager may take to be seen doing what Home Assistant said it does. */
const PATIENCE = 6_000;
/** Several steps within this long are one. */
const SETTLE = 350;
const CONNECTION_LOST = 3;

class UnconfirmedError extends Error {}

export interface Commanding extends ReactiveControllerHost {
  hass: Hass;
  phase: Phase;
}

export class Commands implements ReactiveController {
  /** What is being done, if anything. */
  busy: string | null = null;
  error: string | null = null;
  #turn = 0;
  #wanted = new Map<string, string>();
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #watched = new Set<() => void>();

  constructor(private host: Commanding) {
    host.addController(this);
  }

  /** What Home Assistant has by now, long after a button was drawn. */
  get hass(): Hass {
    return this.host.hass;
  }

  get phase(): Phase {
    return this.host.phase;
  }

  hostUpdated(): void {
    for (const look of this.#watched) look();
  }

  hostDisconnected(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#wanted.clear();
  }

  /** Have one of our actions done, until `isDone`; a later command takes its place. */
  async act(
    action: string,
    data: Record<string, unknown>,
    name: string,
    isDone: () => boolean = () => true,
  ): Promise<void> {
    const turn = ++this.#turn;
    this.busy = action;
    this.error = null;
    this.host.requestUpdate();
    let error: string | null = null;
    try {
      await this.#call(DOMAIN, action, data);
      if (!(await this.#seen(isDone))) throw new UnconfirmedError();
    } catch (err) {
      error = await describe(err, this.host.hass, name);
    }
    if (turn !== this.#turn) return;
    this.busy = null;
    this.error = error;
    this.host.requestUpdate();
  }

  /** What a setting is to become, until the massager has it. */
  want(entityId: string): string | undefined {
    return this.#wanted.get(entityId);
  }

  /** Change a setting, once nobody changes it further. */
  set(
    entityId: string,
    value: string,
    [domain, service, data]: [string, string, Record<string, unknown>],
    name: string,
  ): void {
    clearTimeout(this.#timers.get(entityId));
    this.#wanted.set(entityId, value);
    this.host.requestUpdate();
    const send = async () => {
      try {
        await this.#call(domain, service, { entity_id: entityId, ...data });
        this.error = null;
        await this.#seen(() => this.host.hass.states[entityId]?.state === value, 1_000);
      } catch (err) {
        this.error = await describe(err, this.host.hass, name);
      }
      if (this.#wanted.get(entityId) !== value) return;
      this.#wanted.delete(entityId);
      this.host.requestUpdate();
    };
    const wait = domain === "number" ? SETTLE : 0;
    this.#timers.set(entityId, setTimeout(() => void send(), wait));
  }

  dismiss(): void {
    this.error = null;
    this.host.requestUpdate();
  }

  #call(domain: string, service: string, data: Record<string, unknown>) {
    return this.host.hass.callService(domain, service, data, undefined, false);
  }

  /** Wait until something shows; false if it does not. */
  #seen(isDone: () => boolean, patience = PATIENCE): Promise<boolean> {
    if (isDone()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (result: boolean) => {
        clearTimeout(timer);
        this.#watched.delete(look);
        resolve(result);
      };
      const look = () => isDone() && end(true);
      const timer = setTimeout(() => end(isDone()), patience);
      this.#watched.add(look);
    });
  }
}

/** What went wrong, in the words of Home Assistant's translations if it has them. */
export async function describe(err: unknown, hass: Hass, name: string): Promise<string> {
  const texts = textsOf(hass.locale.language);
  if (err instanceof UnconfirmedError) return texts("unconfirmed", { name });
  const outer = (err ?? {}) as ActionError & { error?: ActionError };
  const error = outer.error ?? outer;
  if (!hass.connected || error.code === CONNECTION_LOST) return texts("offline");
  // Of an action Home Assistant tells it only in the message.
  if ([error.code, error.message?.toLowerCase()].includes("unauthorized"))
    return texts("forbidden");
  if (error.translation_domain && error.translation_key) {
    const { translation_domain: domain, translation_key: key } = error;
    // Where the words are not reached, the error is told as it is.
    const localize = await hass
      .loadBackendTranslation("exceptions", domain)
      .catch(() => undefined);
    const text = localize?.(
      `component.${domain}.exceptions.${key}.message`,
      error.translation_placeholders,
    );
    if (text) return text;
  }
  return texts("failed", { reason: error.message ?? String(err) });
}
