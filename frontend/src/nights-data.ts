// A person's nights and what they have shown, asked for again when they have changed.
import type { ReactiveController } from "lit";
import { type Commanding, describe } from "./commands";
import { DOMAIN, type Found, lookUp } from "./entities";
import type { ActionError, Hass } from "./ha";

/** A night, and its values by metric. */
export interface Night {
  night: string;
  massage: "yes" | "no" | null;
  massage_minutes: number;
  [metric: string]: unknown;
}

export interface Figures {
  difference: number | null;
  low: number | null;
  high: number | null;
  unit: string;
  stage: Stage;
  massage_nights: number;
  other_nights: number;
  massage_mean: number | null;
  other_mean: number | null;
}

type Stage = "collecting" | "too_early" | "early_signal" | "solid";

interface Report {
  primary: string;
  comparisons: Record<string, Figures>;
  summary: string;
}

export interface Shown {
  nights: Night[];
  /** Missing until something has been compared. */
  report: Report | null;
}

const MOST_NIGHTS = 90;
// Nights change without a change of a sensor, too: one that is going on.
const FRESH_FOR = 600_000;

interface Answer {
  at: number;
  shown: Promise<Shown>;
}

// For all cards together.
const answers = new Map<string, Answer>();

export class Nights implements ReactiveController {
  shown: Shown | null = null;
  error: string | null = null;
  /** What somebody looks at: whose nights (a device), a night, and the metric. */
  sleeper: string | null = null;
  night: string | null = null;
  metric: string | null = null;
  #key = "";
  #asked: Answer | undefined;

  constructor(private host: Commanding) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  /** Ask for a person's nights, unless what is known is still true. */
  look(hass: Hass, sleeper?: Found): void {
    const about = sleeper ? [sleeper] : lookUp(hass).sleepers;
    const states = about.flatMap(({ ids }) =>
      Object.values(ids).map((id) => hass.states[id]?.state),
    );
    const key = [sleeper?.entry, ...states].join();
    for (const [one, { at }] of answers)
      if (Date.now() - at > FRESH_FOR) answers.delete(one);
    let answer = answers.get(key);
    if (!answer) {
      answer = { at: Date.now(), shown: ask(hass, sleeper?.entry) };
      answers.set(key, answer);
    }
    if (answer === this.#asked) return;
    this.#key = key;
    this.#asked = answer;
    void this.#take(answer, hass, sleeper?.name ?? "");
  }

  retry(): void {
    answers.delete(this.#key);
    this.error = null;
    this.host.requestUpdate();
  }

  choose(what: Partial<Nights>): void {
    Object.assign(this, what);
    this.host.requestUpdate();
  }

  async #take(answer: Answer, hass: Hass, name: string): Promise<void> {
    let [shown, error]: [Shown | null, string | null] = [this.shown, null];
    try {
      shown = await answer.shown;
    } catch (err) {
      error = await describe(err, hass, name);
    }
    if (answer !== this.#asked) return;
    this.shown = shown;
    this.error = error;
    this.host.requestUpdate();
  }
}

async function ask(hass: Hass, entry: string | undefined): Promise<Shown> {
  const sleeper = entry ? { sleeper: entry } : {};
  const call = async (action: string, data: object) =>
    (await hass.callService(DOMAIN, action, { ...sleeper, ...data }, undefined, false, true))
      .response;
  const [nights, report] = await Promise.all([
    call("get_nights", { nights: MOST_NIGHTS }) as Promise<{ nights: Night[] }>,
    (call("get_report", {}) as Promise<Report>).catch((err: ActionError) => {
      if (err.translation_key === "nothing_compared") return null;
      throw err;
    }),
  ]);
  return { nights: nights.nights, report };
}
