// Home Assistant's clock. A browser's own may be minutes off, and then a session would
// seem to end too early; every answer of Home Assistant says what time it is there.
import type { Hass } from "./ha";

// The header has whole seconds: less than this is no difference.
const TOLERANCE = 2_000;

let ahead = 0;
let asked: Promise<void> | undefined;

/** What Home Assistant's clock shows, in ms. */
export const now = (): number => Date.now() + ahead;

/** How far its clock is ahead of the browser's, in ms. */
export function difference(date: string | null, sent: number, received: number): number {
  const there = Date.parse(date ?? "");
  if (Number.isNaN(there)) return 0;
  // The header's second may be just over, or nearly.
  const found = there + 500 - (sent + received) / 2;
  return Math.abs(found) < TOLERANCE ? 0 : found;
}

/** Compare the clocks, unless it is being done; without an answer nothing changes. */
export function compareClocks(hass: Hass): Promise<void> {
  asked ??= ask(hass).finally(() => (asked = undefined));
  return asked;
}

async function ask(hass: Hass): Promise<void> {
  const sent = Date.now();
  try {
    // What is below /api/ is kept in no cache.
    const answer = await hass.fetchWithAuth("/api/");
    ahead = difference(answer.headers.get("date"), sent, Date.now());
  } catch {
    // Not reached: Home Assistant is starting, or the network is gone.
  }
}
