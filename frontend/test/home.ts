// A home as the frontend has it, with at most one massager, one wind-down, one sleeper.
import { readFileSync } from "node:fs";
import contract from "../src/contract.json";
import type { Part } from "../src/entities";
import type { Hass } from "../src/ha";
import { learn } from "../src/localize";

const LANGUAGES_FOLDER = "../custom_components/foot_massage/languages";

export const textsOfFile = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(`${LANGUAGES_FOLDER}/${language}/card.json`, "utf8"));

learn("en", textsOfFile("en"));

export const MASSAGER = "device-massager";
export const WIND_DOWN = "device-wind-down";
export const SLEEPER = "device-sleeper";

const OF_SLEEPER = new Set(["sensor.comparison", "sensor.tonight"]);

type States = Partial<Record<Part, string | [string, Record<string, unknown>]>>;

/** Return a home with these states, by platform and key; what is not named is not there. */
export function home(states: States, more: Partial<Hass> = {}): Hass {
  const hass = {
    states: {},
    entities: {},
    devices: {},
    connected: true,
    config: { state: "RUNNING", time_zone: "UTC" },
    locale: { language: "en", time_format: "24", time_zone: "server" },
    callService: () => Promise.resolve({}),
    fetchWithAuth: () => Promise.reject(new Error("not here")),
    loadBackendTranslation: () => Promise.resolve(() => ""),
    formatEntityState: (state, value) => `<${value ?? state.state}>`,
    formatEntityName: (state) => state.entity_id,
    ...more,
  } as Hass;
  for (const [given, value] of Object.entries(states)) {
    const [platform, key] = given.split(".") as [string, string];
    // Ids say nothing: users rename them.
    const entity_id = `${platform}.x${Object.keys(hass.entities).length}`;
    const [state, attributes] = typeof value === "string" ? [value, {}] : value;
    const device = OF_SLEEPER.has(given)
      ? { id: SLEEPER, name: "Ada", config_entries: ["entry-ada"] }
      : key.endsWith("wind_down")
        ? { id: WIND_DOWN, name: "Bedtime", config_entries: ["entry-massager"] }
        : { id: MASSAGER, name: "Feet", config_entries: ["entry-massager"] };
    hass.states[entity_id] = { entity_id, state, attributes };
    hass.entities[entity_id] = {
      entity_id,
      platform: contract.domain,
      translation_key: key,
      device_id: device.id,
    };
    hass.devices[device.id] = { ...device, name_by_user: null };
  }
  return hass;
}

/** Home Assistant hands on a new object with each change. */
export function change(hass: Hass, entityId: string, state: string): Hass {
  const before = hass.states[entityId];
  return {
    ...hass,
    states: {
      ...hass.states,
      [entityId]: { attributes: {}, ...before, entity_id: entityId, state },
    },
  };
}
