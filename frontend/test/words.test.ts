import assert from "node:assert/strict";
import { test } from "node:test";
import { compareClocks, difference, now } from "../src/clock";
import { check } from "../src/config";
import { clock, timeOfDay } from "../src/format";
import { learn, load, textsOf } from "../src/localize";
import { home, textsOfFile } from "./home";

test("time left is told as on a kitchen clock", () => {
  assert.equal(clock(0), "0:00");
  assert.equal(clock(599), "9:59");
  assert.equal(clock(3600), "1:00:00");
});

test("the time of day is told as the user wants it", () => {
  const moment = Date.parse("2026-11-26T21:05:00+00:00");
  const hass = home({});
  assert.equal(timeOfDay(moment, hass), "21:05");
  const american = { ...hass.locale, language: "en-US", time_format: "12" };
  assert.equal(timeOfDay(moment, { ...hass, locale: american }), "9:05 PM");
});

test("a browser's clock that is three minutes off does not matter", async () => {
  const sent = Date.parse("2026-11-26T21:05:00+00:00");
  assert.equal(difference("Thu, 26 Nov 2026 21:08:00 GMT", sent, sent + 100), 180_450);
  assert.equal(difference("Thu, 26 Nov 2026 21:05:01 GMT", sent, sent + 100), 0);
  assert.equal(difference(null, sent, sent), 0);

  const headers = new Headers({ date: new Date(Date.now() - 180_000).toUTCString() });
  const hass = home({}, {
    fetchWithAuth: () => Promise.resolve({ headers } as Response),
  });
  await compareClocks(hass);
  assert.ok(Math.abs(now() - Date.now() + 180_000) < 1_500);
  // Nobody answers: what was found before stays.
  await compareClocks(home({}));
  assert.ok(now() < Date.now() - 100_000);
});

test("a language is that of the user, or its kind, or English", () => {
  learn("de", textsOfFile("de"));
  assert.equal(textsOf("de-CH")("stop"), "Beenden");
  assert.equal(textsOf("xx")("stop"), "Stop");
  assert.equal(textsOf("de")("ends_at", { time: "22:10" }), "bis 22:10");
  assert.equal(load("en-GB"), true);
  assert.equal(load("xx"), true);
});

test("texts that are not reached are asked for again", async () => {
  assert.equal(await load("fr"), false);
  assert.equal(await load("fr"), false);
});

test("a configuration with a mistake in it says which", () => {
  const type = "custom:foot-massage-card";
  check({ type });
  check({ type, device_id: "abc", name: "Feet", hide: ["nights"], dim: "always" });
  assert.throws(() => check({ type, name: 5 }), /name/);
  assert.throws(() => check({ type, hide: "nights" }), /hide .* nights/);
  assert.throws(() => check({ type, hide: ["all"] }), /hide/);
  assert.throws(() => check({ type, dim: true }), /dim/);
});
