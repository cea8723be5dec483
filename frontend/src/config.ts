// What the card can be told, and the form for it.
import { DOMAIN, lookUp } from "./entities";
import type { Hass } from "./ha";
import { type Key, ofPage } from "./localize";
import { METRICS } from "./nights";

export const CARD = "foot-massage-card";
export const CARD_TYPE = `custom:${CARD}`;
const PARTS = ["session", "controls", "wind_down", "nights"] as const;
const DIM = ["auto", "always", "never"] as const;

export interface CardConfig {
  type: string;
  device_id?: string;
  name?: string;
  hide?: (typeof PARTS)[number][];
  dim?: (typeof DIM)[number];
  /** The device of the person whose nights are shown. */
  sleeper?: string;
  metric?: string;
}

/** Throw what is wrong with a configuration, if something is. */
export function check(config: unknown): asserts config is CardConfig {
  const { device_id, name, hide, dim, sleeper, metric } = config as Record<string, unknown>;
  for (const [key, value] of Object.entries({ device_id, name, sleeper }))
    if (value !== undefined && typeof value !== "string")
      throw new Error(`${key} has to be text`);
  if (hide !== undefined && !(Array.isArray(hide) && hide.every((one) => PARTS.includes(one))))
    throw new Error(`hide has to be a list of: ${PARTS.join(", ")}`);
  if (metric !== undefined && !METRICS.includes(metric as never))
    throw new Error(`metric has to be one of: ${METRICS.join(", ")}`);
  if (dim !== undefined && !DIM.includes(dim as never))
    throw new Error(`dim has to be one of: ${DIM.join(", ")}`);
}

const OURS = { integration: DOMAIN };
const MASSAGERS = { filter: OURS, entity: { ...OURS, domain: "switch" } };

/** The people there are: the form is asked for without telling it. */
function people() {
  const { hass } = (document.querySelector("home-assistant") ?? {}) as { hass?: Hass };
  const sleepers = hass ? lookUp(hass).sleepers : [];
  return sleepers.map(({ deviceId, name }) => ({ value: deviceId, label: name }));
}

export function form() {
  const texts = ofPage();
  const options = (values: readonly string[], prefix = "") =>
    values.map((value) => ({ value, label: texts(`${prefix}${value}` as Key) }));
  const labels: Record<string, Key> = { device_id: "massager" };
  return {
    schema: [
      { name: "device_id", selector: { device: MASSAGERS } },
      { name: "name", selector: { text: {} } },
      {
        name: "hide",
        selector: { select: { multiple: true, mode: "list", options: options(PARTS) } },
      },
      { name: "dim", selector: { select: { mode: "list", options: options(DIM, "dim_") } } },
      {
        name: "sleeper",
        selector: { select: { mode: "dropdown", options: people() } },
      },
      {
        name: "metric",
        selector: { select: { mode: "dropdown", options: options(METRICS) } },
      },
    ],
    computeLabel: ({ name }: { name: string }) => texts(labels[name] ?? (name as Key)),
    assertConfig: check,
  };
}
