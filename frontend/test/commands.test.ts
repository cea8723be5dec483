import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Commands, describe } from "../src/commands";
import type { Hass } from "../src/ha";
import type { Phase } from "../src/session";
import { change, home } from "./home";

function host(hass: Hass) {
  const it = {
    hass,
    phase: "idle" as Phase,
    updates: 0,
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => void it.updates++,
    updateComplete: Promise.resolve(true),
  };
  return it;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("busy until the massager is seen doing it", async () => {
  const it = host(home({}));
  const commands = new Commands(it);
  const done = commands.act("start_session", {}, "Feet", () => it.phase === "running");
  assert.equal(commands.busy, "start_session");
  await settled();
  commands.hostUpdated();
  assert.equal(commands.busy, "start_session");
  it.phase = "running";
  commands.hostUpdated();
  await done;
  assert.equal(commands.busy, null);
  assert.equal(commands.error, null);
});

test("not seen doing it: that is said", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const commands = new Commands(host(home({})));
  const done = commands.act("start_session", {}, "Feet", () => false);
  await settled();
  mock.timers.tick(6_000);
  mock.timers.reset();
  await done;
  assert.match(commands.error!, /Feet has not confirmed/);
  commands.dismiss();
  assert.equal(commands.error, null);
});

test("a stop takes the place of a start, whose failure is of no interest then", async () => {
  let fail = (_: unknown) => {};
  const refused = new Promise<never>((_, reject) => (fail = reject));
  const calls: string[] = [];
  const it = host(
    home({}, {
      callService: (_, service) => {
        calls.push(service);
        return service === "start_session" ? refused : Promise.resolve({});
      },
    }),
  );
  const commands = new Commands(it);
  const start = commands.act("start_session", {}, "Feet");
  const stop = commands.act("stop_session", {}, "Feet");
  fail(new Error("too late"));
  await Promise.all([start, stop]);
  assert.deepEqual(calls, ["start_session", "stop_session"]);
  assert.equal(commands.error, null);
});

test("several steps of a number are one", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sent: unknown[] = [];
  const it = host(
    home({}, { callService: async (...all) => (sent.push(all.slice(0, 3)), {}) }),
  );
  const commands = new Commands(it);
  for (const value of [4, 5])
    commands.set("number.x", String(value), ["number", "set_value", { value }], "Feet");
  assert.equal(commands.want("number.x"), "5");
  mock.timers.tick(400);
  assert.deepEqual(sent, [["number", "set_value", { entity_id: "number.x", value: 5 }]]);
  await settled();
  it.hass = change(it.hass, "number.x", "5");
  commands.hostUpdated();
  await settled();
  mock.timers.reset();
  assert.equal(commands.want("number.x"), undefined);
});

test("changed again while the first change is under way: it stays as wanted last", async () => {
  const answers: (() => void)[] = [];
  const callService = () =>
    new Promise<object>((resolve) => answers.push(() => resolve({})));
  const it = host(home({}, { callService }));
  const commands = new Commands(it);
  for (const value of ["on", "off"]) {
    commands.set("switch.x", value, ["switch", `turn_${value}`, {}], "Feet");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  for (const [n, value] of ["on", "off"].entries()) {
    assert.equal(commands.want("switch.x"), "off");
    it.hass = change(it.hass, "switch.x", value);
    answers[n]!();
    await settled();
  }
  assert.equal(commands.want("switch.x"), undefined);
});

test("a setting that fails goes back, and why is shown", async () => {
  const it = host(home({}, { callService: () => Promise.reject({ message: "No zone left" }) }));
  const commands = new Commands(it);
  commands.set("switch.x", "off", ["switch", "turn_off", {}], "Feet");
  await new Promise((resolve) => setTimeout(resolve, 5));
  await settled();
  assert.equal(commands.want("switch.x"), undefined);
  assert.match(commands.error!, /No zone left/);
});

test("taken off the page: nothing is sent any more", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sent: unknown[] = [];
  const it = host(home({}, { callService: async () => (sent.push(1), {}) }));
  const commands = new Commands(it);
  commands.set("number.x", "5", ["number", "set_value", { value: 5 }], "Feet");
  commands.hostDisconnected();
  mock.timers.tick(400);
  mock.timers.reset();
  assert.deepEqual(sent, []);
});

test("errors are told in words", async () => {
  const hass = home({}, {
    loadBackendTranslation: () =>
      Promise.resolve((key, values) =>
        key.endsWith(".hold.message") ? `Held: ${values?.["name"]}` : "",
      ),
  });
  const error = (more: object) => describe({ message: "raw", ...more }, hass, "Feet");
  const translated = { translation_domain: "foot_massage", translation_placeholders: { name: "F" } };
  assert.equal(await error({ ...translated, translation_key: "hold" }), "Held: F");
  assert.match(await error({ ...translated, translation_key: "new" }), /raw/);
  const lost = { ...hass, loadBackendTranslation: () => Promise.reject(new Error("lost")) };
  const held = { message: "raw", ...translated, translation_key: "hold" };
  assert.match(await describe(held, lost, "Feet"), /raw/);
  assert.match(await error({ code: "unauthorized" }), /not allowed/);
  assert.match(
    await error({ code: "home_assistant_error", message: "Unauthorized" }),
    /not allowed/,
  );
  assert.match(await error({ code: 3 }), /No connection/);
  assert.match(await error({ error: { code: 3 } }), /No connection/);
  assert.match(await describe(undefined, hass, "Feet"), /did not work/);
  assert.match(await describe({}, { ...hass, connected: false }, "Feet"), /No connection/);
});
