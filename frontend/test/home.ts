// A home as the frontend has it, with one massager, one wind-down and one sleeper.
import { readFileSync } from "node:fs";
import contract from "../src/contract.json";
import type { Hass } from "../src/ha";
import { learn } from "../src/localize";

const LANGUAGES_FOLDER = "../custom_components/foot_massage/languages";

export const textsOfFile = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(`${LANGUAGES_FOLDER}/${language}/card.json`, "utf8"));

learn("en", textsOfFile("en"));

export const MASSAGER = "device-massager";
export const WIND_DOWN = "device-wind-down";
export const SLEEPER = "device-sleeper";

type States = Record<string, string | [string, Record<string, unknown>]>;

/** Return a home with these states, by role; what is not named is not there. */
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
  const add = (deviceId: string, name: string, entry: string, roles: object, kind = "") => {
    for (const [role, pair] of Object.entries(roles) as [string, [string, string]][]) {
      const given = states[kind + role];
      if (given === undefined) continue;
      // Ids say nothing: users rename them.
      const entity_id = `${pair[0]}.x${Object.keys(hass.entities).length}`;
      const [state, attributes] = typeof given === "string" ? [given, {}] : given;
      hass.states[entity_id] = { entity_id, state, attributes };
      hass.entities[entity_id] = {
        entity_id,
        platform: contract.domain,
        translation_key: pair[1],
        device_id: deviceId,
      };
      hass.devices[deviceId] = {
        id: deviceId,
        name,
        name_by_user: null,
        primary_config_entry: entry,
        config_entries: [entry],
      };
    }
  };
  add(MASSAGER, "Feet", "entry-massager", contract.massager);
  add(WIND_DOWN, "Bedtime", "entry-massager", contract.wind_down, "wind_down.");
  add(SLEEPER, "Ada", "entry-ada", contract.sleeper, "sleeper.");
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
