import assert from "node:assert/strict";
import { test } from "node:test";
import { massagerOf } from "../src/entities";
import { left, sessionOf, share } from "../src/session";
import { home } from "./home";

const NOW = Date.parse("2026-11-26T21:05:00+00:00");
const TIMES = {
  "sensor.session_start": "2026-11-26T21:00:00+00:00",
  "sensor.session_end": "2026-11-26T21:10:00+00:00",
  "number.duration": "10",
  "switch.session": "on",
  "button.stop": "unknown",
};

function session(states: Parameters<typeof home>[0]) {
  const hass = home(states);
  return sessionOf(hass, massagerOf(hass)!);
}

test("running: half of it is left", () => {
  const running = session({ ...TIMES, "sensor.session_state": "running" });
  assert.equal(left(running, NOW), 300);
  assert.equal(share(running, NOW), 0.5);
  assert.ok(running.canStop);
});

test("over its time: nothing is left, and never less", () => {
  const running = session({ ...TIMES, "sensor.session_state": "running" });
  assert.equal(left(running, NOW + 900_000), 0);
  assert.equal(share(running, NOW + 900_000), 0);
});

test("paused: what is left stays", () => {
  const paused = session({
    ...TIMES,
    "sensor.session_state": ["paused", { remaining: 123 }],
    "sensor.session_end": "unknown",
  });
  assert.equal(left(paused, NOW), 123);
  assert.equal(left(paused, NOW + 60_000), 123);
});

test("starting: the end shown is still that of the session before", () => {
  const starting = session({ ...TIMES, "sensor.session_state": "starting" });
  assert.equal(left(starting, NOW), null);
  assert.equal(share(starting, NOW), 1);
  assert.ok(starting.canStop);
});

test("idle: nothing is left", () => {
  const idle = session({ ...TIMES, "sensor.session_state": "idle", "switch.session": "off" });
  assert.equal(left(idle, NOW), null);
  assert.equal(share(idle, NOW), 0);
  assert.equal(idle.planned, 600);
  assert.ok(!idle.canStop);
});

test("out of reach while it may run: the time goes on, and it can be stopped", () => {
  const lost = session({ ...TIMES, "sensor.session_state": "unavailable", "switch.session": "unavailable" });
  assert.equal(lost.phase, "unavailable");
  assert.equal(left(lost, NOW), 300);
  assert.ok(lost.canStop);
});

test("out of reach at rest: there is nothing to stop", () => {
  const lost = session({
    ...TIMES,
    "sensor.session_state": "unavailable",
    "switch.session": "unavailable",
    "button.stop": "unavailable",
  });
  assert.ok(!lost.canStop);
  assert.equal(share(lost, NOW), 0);
});

test("entities that are disabled are done without", () => {
  const bare = session({ "switch.session": "on", "sensor.session_start": TIMES["sensor.session_start"], "sensor.session_end": TIMES["sensor.session_end"] });
  assert.equal(bare.phase, "running");
  assert.equal(share(bare, NOW), 0.5);
  const none = session({ "switch.session": "off" });
  assert.equal(none.phase, "idle");
  assert.equal(none.planned, 0);
});
