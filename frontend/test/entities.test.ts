import assert from "node:assert/strict";
import { test } from "node:test";
import { lookUp, massagerOf, massagerOfEntity, windDownsOf } from "../src/entities";
import { MASSAGER, home } from "./home";

const STATES = {
  "switch.session": "off",
  "sensor.session_state": "idle",
  "scene.wind_down": "unknown",
  "sensor.wind_down": "idle",
  "sensor.comparison": "collecting",
};

test("everything is found by what it is, not by its name", () => {
  const hass = home(STATES);
  const massager = massagerOf(hass, MASSAGER)!;
  assert.equal(hass.states[massager.ids["sensor.session_state"]!]?.state, "idle");
  assert.equal(massager.ids["select.heat"], undefined);
  assert.deepEqual(
    windDownsOf(hass, massagerOf(hass)).map((one) => one.name),
    ["Bedtime"],
  );
  assert.equal(lookUp(hass).sleepers[0]?.name, "Ada");
});

test("without a choice it is the first massager; a wrong choice is none", () => {
  const hass = home(STATES);
  assert.equal(massagerOf(hass)?.deviceId, MASSAGER);
  assert.equal(massagerOf(hass, "gone"), undefined);
  assert.equal(massagerOf(home({})), undefined);
});

test("looked up again only when a registry changes", () => {
  const hass = home(STATES);
  const first = lookUp(hass);
  assert.equal(lookUp({ ...hass }), first);
  assert.notEqual(lookUp({ ...hass, entities: { ...hass.entities } }), first);
});

test("suggested for our entities only", () => {
  const hass = home(STATES);
  const [windDown] = windDownsOf(hass, massagerOf(hass));
  assert.equal(massagerOfEntity(hass, massagerOf(hass)!.ids["switch.session"]!)?.deviceId, MASSAGER);
  assert.equal(massagerOfEntity(hass, windDown!.ids["scene.wind_down"]!)?.deviceId, MASSAGER);
  assert.equal(massagerOfEntity(hass, lookUp(hass).sleepers[0]!.ids["sensor.comparison"]!), undefined);
  assert.equal(massagerOfEntity(hass, "light.bed"), undefined);
  const other = { entity_id: "switch.tv", platform: "tv", translation_key: "session", device_id: MASSAGER };
  const mixed = { ...hass, entities: { ...hass.entities, "switch.tv": other } };
  assert.equal(massagerOfEntity(mixed, "switch.tv"), undefined);
});

test("devices that are missing or unnamed do no harm", () => {
  const hass = home(STATES);
  assert.equal(massagerOf({ ...hass, devices: {} }), undefined);
  const devices = {
    [MASSAGER]: { id: MASSAGER, name: null, name_by_user: null, config_entries: [] },
  };
  assert.equal(massagerOf({ ...hass, devices })?.name, "");
});
