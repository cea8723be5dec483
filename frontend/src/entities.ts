// Which entity is what: by device, platform and translation key, so that names and ids
// may be whatever the user likes.
import { domain } from "./contract.json";
import type contract from "./contract.json";
import type { Hass } from "./ha";

export const DOMAIN = domain;

/** A platform and a translation key. */
export type Part = keyof typeof contract.entities;

/** A device of ours; ``ids`` are those of its entities that are enabled. */
export interface Found {
  deviceId: string;
  name: string;
  /** Of its config entry, which it shares with what belongs together. */
  entry: string;
  ids: Partial<Record<Part, string>>;
}

interface Home {
  massagers: Found[];
  windDowns: Found[];
  sleepers: Found[];
}

let known: { entities: unknown; devices: unknown; home: Home } | undefined;

/** Everything of ours, by name; looked up anew only when a registry has changed. */
export function lookUp({ entities, devices }: Hass): Home {
  if (known?.entities !== entities || known.devices !== devices)
    known = { entities, devices, home: read({ entities, devices }) };
  return known.home;
}

function read({ entities, devices }: Pick<Hass, "entities" | "devices">): Home {
  const found = new Map<string, Found>();
  for (const entity of Object.values(entities)) {
    const device = devices[entity?.device_id ?? ""];
    if (!entity || !device || entity.platform !== DOMAIN) continue;
    const one = found.get(device.id) ?? {
      deviceId: device.id,
      name: device.name_by_user || device.name || "",
      entry: device.primary_config_entry || device.config_entries[0] || "",
      ids: {},
    };
    const platform = entity.entity_id.split(".", 1)[0];
    one.ids[`${platform}.${entity.translation_key}` as Part] = entity.entity_id;
    found.set(device.id, one);
  }
  const all = [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
  const having = (...parts: Part[]) =>
    all.filter(({ ids }) => parts.some((part) => part in ids));
  return {
    massagers: having("switch.session", "sensor.session_state"),
    windDowns: having("scene.wind_down", "sensor.wind_down"),
    sleepers: having("sensor.comparison"),
  };
}

/** The massager that is meant: the chosen one, or else the first. */
export function massagerOf(hass: Hass, deviceId?: string): Found | undefined {
  const { massagers } = lookUp(hass);
  return deviceId ? massagers.find((one) => one.deviceId === deviceId) : massagers[0];
}

/** The wind-downs that belong to a massager. */
export const windDownsOf = (hass: Hass, massager: Found | undefined): Found[] =>
  lookUp(hass).windDowns.filter((one) => one.entry === massager?.entry);

/** The massager that an entity belongs to, its own or that of its wind-down. */
export function massagerOfEntity(hass: Hass, entityId: string): Found | undefined {
  const entity = hass.entities[entityId];
  if (entity?.platform !== DOMAIN) return undefined;
  const { massagers, windDowns } = lookUp(hass);
  const own = [...massagers, ...windDowns].find((one) => one.deviceId === entity.device_id);
  return massagers.find((one) => one.entry === own?.entry);
}
