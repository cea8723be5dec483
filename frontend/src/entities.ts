// Which entity is what: by device, platform and translation key, so that names and ids
// may be whatever the user likes.
import contract from "./contract.json";
import type { Device, Hass } from "./ha";

export const DOMAIN = contract.domain;

export type MassagerRole = keyof typeof contract.massager;
export type WindDownRole = keyof typeof contract.wind_down;
export type SleeperRole = keyof typeof contract.sleeper;
export type Found<Role extends string> = { deviceId: string; name: string } & {
  ids: Partial<Record<Role, string>>;
};

interface Home {
  massagers: Found<MassagerRole>[];
  windDowns: (Found<WindDownRole> & { entry: string })[];
  sleepers: (Found<SleeperRole> & { entry: string })[];
  entryOf: Map<string, string>;
}

let known: { entities: unknown; devices: unknown; home: Home } | undefined;

/** Everything of ours; looked up anew only when a registry has changed. */
export function lookUp(hass: Hass): Home {
  if (known?.entities !== hass.entities || known?.devices !== hass.devices)
    known = { entities: hass.entities, devices: hass.devices, home: read(hass) };
  return known.home;
}

function read(hass: Hass): Home {
  const byDevice = new Map<string, Map<string, string>>();
  for (const entity of Object.values(hass.entities)) {
    if (entity?.platform !== DOMAIN || !entity.device_id) continue;
    const domain = entity.entity_id.split(".", 1)[0];
    const ids = byDevice.get(entity.device_id) ?? new Map<string, string>();
    ids.set(`${domain}.${entity.translation_key}`, entity.entity_id);
    byDevice.set(entity.device_id, ids);
  }
  const home: Home = { massagers: [], windDowns: [], sleepers: [], entryOf: new Map() };
  for (const [deviceId, ids] of byDevice) {
    const device = hass.devices[deviceId];
    if (!device) continue;
    const base = { deviceId, name: nameOf(device), entry: entryOf(device) };
    home.entryOf.set(deviceId, base.entry);
    if (ids.has("switch.session") || ids.has("sensor.session_state"))
      home.massagers.push({ ...base, ids: pick(ids, contract.massager) });
    else if (ids.has("scene.wind_down") || ids.has("sensor.wind_down"))
      home.windDowns.push({ ...base, ids: pick(ids, contract.wind_down) });
    else if (ids.has("sensor.comparison"))
      home.sleepers.push({ ...base, ids: pick(ids, contract.sleeper) });
  }
  for (const found of [home.massagers, home.windDowns, home.sleepers])
    found.sort((one, other) => one.name.localeCompare(other.name));
  return home;
}

function pick<Role extends string>(
  ids: Map<string, string>,
  roles: Record<Role, string[]>,
): Partial<Record<Role, string>> {
  const found: Partial<Record<Role, string>> = {};
  for (const role of Object.keys(roles) as Role[]) {
    const id = ids.get(roles[role].join("."));
    if (id) found[role] = id;
  }
  return found;
}

const nameOf = (device: Device) => device.name_by_user || device.name || "";
const entryOf = (device: Device) =>
  device.primary_config_entry || device.config_entries[0] || "";

/** The massager that is meant: the chosen one, or else the first. */
export function massagerOf(hass: Hass, deviceId?: string) {
  const { massagers } = lookUp(hass);
  return deviceId ? massagers.find((one) => one.deviceId === deviceId) : massagers[0];
}

/** The wind-downs that belong to a massager. */
export function windDownsOf(hass: Hass, deviceId: string) {
  const { windDowns, entryOf } = lookUp(hass);
  return windDowns.filter((one) => one.entry === entryOf.get(deviceId));
}

/** The massager that an entity belongs to, its own or that of its wind-down. */
export function massagerOfEntity(hass: Hass, entityId: string): string | undefined {
  const entity = hass.entities[entityId];
  if (entity?.platform !== DOMAIN || !entity.device_id) return undefined;
  const { massagers, windDowns, entryOf } = lookUp(hass);
  const isOurs = [...massagers, ...windDowns].some(
    (one) => one.deviceId === entity.device_id,
  );
  const entry = entryOf.get(entity.device_id);
  return isOurs
    ? massagers.find((one) => entryOf.get(one.deviceId) === entry)?.deviceId
    : undefined;
}
