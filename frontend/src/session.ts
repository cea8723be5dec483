// What a massager's session looks like at a moment.
import type { Found, Part } from "./entities";
import { type Hass, isUsable } from "./ha";

export type Phase =
  | "unavailable"
  | "idle"
  | "starting"
  | "running"
  | "paused"
  | "stopping";

export interface Session {
  phase: Phase;
  /** When it ends, in ms; null where no end is known. */
  ends: number | null;
  /** Seconds left during a pause, else null. */
  rest: number | null;
  /** Seconds it was planned to take. */
  planned: number;
  /** Whether something may be running, so that it can be stopped. */
  canStop: boolean;
}

const PHASES = new Set(["idle", "starting", "running", "paused", "stopping"]);

export function sessionOf(hass: Hass, massager: Found): Session {
  const of = (role: Part) => hass.states[massager.ids[role] ?? ""];
  const state = of("sensor.session_state");
  const word = state?.state ?? (of("switch.session")?.state === "on" ? "running" : "idle");
  const phase = (PHASES.has(word) ? word : "unavailable") as Phase;
  const begins = time(of("sensor.session_start")?.state);
  // A button's state is when it was last pressed, which may be never.
  const stop = of("button.stop")?.state ?? "unavailable";
  const canStop = phase === "unavailable" ? stop !== "unavailable" : phase !== "idle";
  // Before a session has begun, what is shown is when the last one ended.
  const isUnderWay = canStop && phase !== "starting" && phase !== "paused";
  const ends = isUnderWay ? time(of("sensor.session_end")?.state) : null;
  const minutes = Number(of("number.duration")?.state);
  const planned = minutes > 0 ? minutes * 60 : ((ends ?? 0) - (begins ?? 0)) / 1000;
  const rest = phase === "paused" ? Number(state?.attributes["remaining"] ?? NaN) : NaN;
  return {
    phase,
    ends,
    rest: Number.isNaN(rest) ? null : rest,
    planned: Math.max(0, planned),
    canStop,
  };
}

function time(state: string | undefined): number | null {
  const found = Date.parse(state ?? "");
  return Number.isNaN(found) ? null : found;
}

/** Whole seconds left; null where that is not known. */
export function left(session: Session, now: number): number | null {
  if (session.rest !== null) return session.rest;
  if (session.ends === null) return null;
  return Math.max(0, Math.ceil((session.ends - now) / 1000));
}

/** The share of the session that is left, 0 to 1. */
export function share(session: Session, now: number): number {
  if (!session.canStop) return 0;
  const seconds = left(session, now);
  if (seconds === null || !session.planned) return session.phase === "starting" ? 1 : 0;
  return Math.min(1, seconds / session.planned);
}

/** Whether the massager can be asked for anything but to stop. */
export const isReachable = (hass: Hass, massager: Found): boolean =>
  isUsable(hass.states[massager.ids["switch.session"] ?? ""]);
