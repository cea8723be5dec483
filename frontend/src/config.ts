// What the card can be told, and the form for it.
import { DOMAIN } from "./entities";
import { type Key, ofPage } from "./localize";

export const CARD = "foot-massage-card";
export const PARTS = ["controls", "wind_down", "nights"] as const;
export const DIM = ["auto", "always", "never"] as const;

export interface CardConfig {
  type: string;
  device_id?: string;
  name?: string;
  hide?: (typeof PARTS)[number][];
  dim?: (typeof DIM)[number];
}

/** Throw what is wrong with a configuration, if something is. */
export function check(config: unknown): asserts config is CardConfig {
  const { device_id, name, hide, dim } = config as Record<string, unknown>;
  for (const [key, value] of Object.entries({ device_id, name }))
    if (value !== undefined && typeof value !== "string")
      throw new Error(`${key} has to be text`);
  if (hide !== undefined && !(Array.isArray(hide) && hide.every((one) => PARTS.includes(one))))
    throw new Error(`hide has to be a list of: ${PARTS.join(", ")}`);
  if (dim !== undefined && !DIM.includes(dim as never))
    throw new Error(`dim has to be one of: ${DIM.join(", ")}`);
}

export function form() {
  const texts = ofPage();
  const options = (values: readonly string[], prefix = "") =>
    values.map((value) => ({ value, label: texts(`${prefix}${value}` as Key) }));
  const labels: Record<string, Key> = { device_id: "massager" };
  return {
    schema: [
      {
        name: "device_id",
        selector: {
          device: {
            filter: { integration: DOMAIN },
            entity: { integration: DOMAIN, domain: "switch" },
          },
        },
      },
      { name: "name", selector: { text: {} } },
      {
        name: "hide",
        selector: { select: { multiple: true, mode: "list", options: options(PARTS) } },
      },
      { name: "dim", selector: { select: { mode: "list", options: options(DIM, "dim_") } } },
    ],
    computeLabel: ({ name }: { name: string }) => texts(labels[name] ?? (name as Key)),
    assertConfig: check,
  };
}
