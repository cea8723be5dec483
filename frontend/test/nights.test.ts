import assert from "node:assert/strict";
import { test } from "node:test";
import { type Dot, layOut, nearest } from "../src/chart";
import type { Commanding } from "../src/commands";
import { lookUp } from "../src/entities";
import { amount, day, signed } from "../src/format";
import type { Hass } from "../src/ha";
import { dotsOf, needed } from "../src/nights";
import { type Figures, type Night, Nights } from "../src/nights-data";
import { home } from "./home";

const night = (date: string, massage: Night["massage"], sleep_duration: unknown) =>
  ({ night: date, massage, massage_minutes: 0, sleep_duration }) as Night;
const figures = (more: Partial<Figures>) =>
  ({ stage: "collecting", massage_nights: 0, other_nights: 0, ...more }) as Figures;

test("only what is known is shown", () => {
  const nights = [
    night("2026-11-01", "yes", 420),
    night("2026-11-02", null, 400),
    night("2026-11-03", "no", null),
    night("2026-11-04", "no", 0),
  ];
  assert.deepEqual(dotsOf(nights, "sleep_duration"), [
    { night: "2026-11-01", value: 420, massage: true },
    { night: "2026-11-04", value: 0, massage: false },
  ]);
  assert.deepEqual(dotsOf(nights, "hrv"), []);
});

test("nights with a massage are beside the others, on one scale", () => {
  const dots: Dot[] = [
    { night: "a", value: 400, massage: false },
    { night: "b", value: 440, massage: true },
    { night: "c", value: 400, massage: true },
  ];
  const { places, panel, bounds } = layOut(
    dots,
    figures({ massage_mean: 420, other_mean: 400, low: 5, high: 35 }),
  );
  assert.deepEqual(places.map(({ dot }) => dot.night), ["b", "c", "a"]);
  const [b, c, a] = places;
  assert.ok(b!.x < c!.x && c!.x < panel && panel < a!.x);
  assert.ok(b!.y < c!.y);
  assert.equal(c!.y, a!.y);
  assert.deepEqual(bounds, [405, 435]);
  assert.equal(nearest(places, a!.x + 3, a!.y), a);
  assert.equal(nearest([], 0, 0), undefined);
});

test("one night, or all alike, or an interval off the scale: still a chart", () => {
  const dots: Dot[] = [{ night: "a", value: 400, massage: true }];
  const { places, y, bounds } = layOut(dots, undefined);
  assert.ok(places.every(({ x, y: top }) => Number.isFinite(x) && Number.isFinite(top)));
  assert.equal(bounds, null);
  assert.ok(y(10_000) >= 0 && y(-10_000) <= 132);
});

test("how many nights are still needed", () => {
  const of = (more: Partial<Figures>) => Object.values(needed(figures(more)));
  assert.deepEqual(of({ massage_nights: 2, other_nights: 9 }), [3, 0, 0]);
  assert.deepEqual(
    of({ stage: "too_early", massage_nights: 12, other_nights: 8 }),
    [0, 2, 6],
  );
  assert.deepEqual(
    of({ stage: "early_signal", massage_nights: 20, other_nights: 20 }),
    [0, 0, 20],
  );
  assert.deepEqual(of({ stage: "solid", massage_nights: 30, other_nights: 40 }), [0, 0, 0]);
});

test("values are told with their units", () => {
  const hass = home({});
  assert.equal(amount(432, "min", hass), "7 hr 12 min");
  assert.equal(amount(59.6, "min", hass), "1 hr 0 min");
  assert.equal(amount(12, "min", hass), "12 min");
  assert.equal(amount(46.26, "ms", hass), "46.3 ms");
  assert.equal(amount(2, "count", hass), "2");
  assert.equal(signed(-75, "min", hass), "−1 hr 15 min");
  assert.equal(signed(0.5, "bpm", hass), "+0.5 bpm");
  assert.equal(day("2026-11-03", hass), "Tue, Nov 3");
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function watching(hass: Hass) {
  const host = {
    hass,
    phase: "idle",
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  } as Commanding;
  const nights = new Nights(host);
  return { nights, look: (now = hass) => nights.look(now, lookUp(now).sleepers[0]) };
}

test("asked for once, by all cards, until something changes", async () => {
  const calls: string[] = [];
  const hass = home({ "sensor.comparison": "collecting", "sensor.tonight": "rest" }, {
    callService: async (_, service) => {
      calls.push(service);
      return { response: { nights: [], comparisons: {}, summary: "", primary: "hrv" } };
    },
  });
  const [one, other] = [watching(hass), watching(hass)];
  for (const { look } of [one, one, other]) look();
  await settled();
  assert.deepEqual(calls, ["get_nights", "get_report"]);
  assert.equal(one.nights.shown?.report?.primary, "hrv");
  assert.equal(other.nights.shown?.nights.length, 0);
  const id = lookUp(hass).sleepers[0]!.ids["sensor.tonight"]!;
  const changed = { ...hass, states: { ...hass.states, [id]: { entity_id: id, state: "massage", attributes: {} } } };
  one.look(changed);
  await settled();
  assert.equal(calls.length, 4);
});

test("what fails is said, and can be tried again", async () => {
  let fails = true;
  const hass = home({ "sensor.comparison": "solid" }, {
    callService: (_, service) =>
      fails
        ? Promise.reject({ message: "gone" })
        : service === "get_report"
          ? Promise.reject({ translation_key: "nothing_compared" })
          : Promise.resolve({ response: { nights: [] } }),
  });
  const { nights, look } = watching(hass);
  look();
  await settled();
  assert.match(nights.error!, /gone/);
  fails = false;
  nights.retry();
  look();
  await settled();
  assert.equal(nights.error, null);
  // Nothing has been compared yet, but there may be nights.
  assert.deepEqual(nights.shown, { nights: [], report: null });
});
