// How somebody has slept: nights with a massage beside the others.
import { type TemplateResult, html, nothing } from "lit";
import { type Dot, chart } from "./chart";
import { needed as nightsNeeded, units } from "./contract.json";
import type { Found } from "./entities";
import { amount, day, signed } from "./format";
import type { Hass } from "./ha";
import type { Key, Texts } from "./localize";
import type { Figures, Night, Nights, Shown } from "./nights-data";

export const METRICS = Object.keys(units) as (keyof typeof units)[];

interface NightsView {
  hass: Hass;
  texts: Texts;
  nights: Nights;
  /** Whose nights, if it is known; else Home Assistant knows: those of who asks. */
  sleeper: Found | undefined;
  /** Who can be chosen. */
  people: Found[];
  metric: string | undefined;
}

export function nightsPart(view: NightsView): TemplateResult {
  const { nights, sleeper, texts } = view;
  return html`<div class="nights">
    <h3>${texts("nights")}</h3>
    ${view.people[1] && whose(view)} ${tonight(view)}
    ${nights.error !== null
      ? // If nobody is chosen, that is what to do.
        sleeper &&
        html`<p class="note"><span>${nights.error}</span></p>
          <button @click=${() => nights.retry()}>${texts("retry")}</button>`
      : nights.shown === null
        ? html`<div class="wait" role="status">${texts("loading")}</div>`
        : compared(view, nights.shown)}
  </div>`;
}

function choice(
  label: string,
  options: (readonly [value: string, text: string])[],
  chosen: string | undefined,
  choose: (value: string) => void,
) {
  return html`<select
    aria-label=${label}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
  >
    ${options.map(
      ([value, text]) =>
        html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
    )}
  </select>`;
}

/** Several people; nobody is those of who asks. */
function whose({ nights, people, sleeper, texts }: NightsView) {
  const label = texts("sleeper");
  return choice(
    label,
    [["", label], ...people.map(({ deviceId, name }) => [deviceId, name] as const)],
    sleeper?.deviceId,
    (chosen) => nights.choose({ sleeper: chosen, night: null, shown: null, error: null }),
  );
}

/** What a trial has drawn for tonight, if there is one. */
function tonight({ hass, sleeper, texts }: NightsView) {
  const state = hass.states[sleeper?.ids["sensor.tonight"] ?? ""]?.state;
  if (state !== "massage" && state !== "rest") return nothing;
  return html`<p class="tonight">${texts(`tonight_${state}`)}</p>`;
}

function compared(view: NightsView, shown: Shown): TemplateResult {
  const { texts, nights } = view;
  const metrics = METRICS.filter((one) => shown.nights.some((night) => isValue(night[one])));
  const wanted = nights.metric ?? view.metric ?? shown.report?.primary;
  const metric = metrics.find((one) => one === wanted) ?? metrics[0];
  const dots = metric ? dotsOf(shown.nights, metric) : [];
  if (!metric || !dots.length) return html`<p class="empty">${texts("no_nights")}</p>`;
  const figures = shown.report?.comparisons[metric];
  const unit = units[metric];
  const written = (value: number) => amount(value, unit, view.hass);
  const told = ({ night, value, massage }: Dot) =>
    [
      day(night, view.hass),
      written(value),
      texts(massage ? "with_massage" : "without_massage"),
    ].join(", ");
  const chosen = dots.find((dot) => dot.night === nights.night);
  return html`
    ${choice(
      texts("metric"),
      metrics.map((one) => [one, texts(one)]),
      metric,
      (chosen) => nights.choose({ metric: chosen }),
    )}
    <p class="readout">${chosen ? told(chosen) : texts("tap")}</p>
    ${chart(
      dots,
      figures,
      nights.night,
      { name: texts(metric), of: told },
      (night) => nights.choose({ night }),
    )}
    <div class="means">
      ${mean(true, dots, figures, view, written)}
      ${mean(false, dots, figures, view, written)}
    </div>
    ${difference(view, figures, unit)} ${stillNeeded(view, figures)}
    ${shown.report?.summary ? html`<details>
          <summary>${texts("in_words")}</summary>
          <p>${shown.report.summary}</p>
        </details>` : nothing}
  `;
}

function mean(
  massage: boolean,
  dots: Dot[],
  figures: Figures | undefined,
  { texts }: NightsView,
  written: (value: number) => string,
) {
  const value = massage ? figures?.massage_mean : figures?.other_mean;
  const n =
    (massage ? figures?.massage_nights : figures?.other_nights) ??
    dots.filter((dot) => dot.massage === massage).length;
  return html`<p class=${massage ? "massage" : "other"}>
    <span>${texts(massage ? "with_massage" : "other_nights")}</span
    ><b>${value == null ? "–" : written(value)}</b
    ><small>${texts("night_count", { n })}</small>
  </p>`;
}

function difference({ hass, texts }: NightsView, figures: Figures | undefined, unit: string) {
  const { difference: by, low, high } = figures ?? {};
  if (by == null) return nothing;
  const write = (value: number) => signed(value, unit, hass);
  return html`<p class="difference">
    ${texts("difference", { by: write(by) })}
    ${low == null || high == null
      ? nothing
      : html`<small>${texts("interval", { low: write(low), high: write(high) })}</small>`}
  </p>`;
}

/** How many nights there have to be for the next stage. */
export function needed({ stage, massage_nights, other_nights }: Figures) {
  const [each, all] = nightsNeeded[stage];
  const massage = Math.max(0, each! - massage_nights);
  const other = Math.max(0, each! - other_nights);
  const any = Math.max(0, all! - massage_nights - other_nights - massage - other);
  return { needed_massage: massage, needed_other: other, needed_any: any };
}

function stillNeeded({ hass, texts }: NightsView, figures: Figures | undefined) {
  if (!figures) return nothing;
  const parts = Object.entries(needed(figures))
    .filter(([, n]) => n > 0)
    .map(([key, n]) => texts(key as Key, { n }));
  if (!parts.length) return nothing;
  const list = new Intl.ListFormat(hass.locale.language).format(parts);
  return html`<p class="needed">${texts("needed", { list })}</p>`;
}

const isValue = (value: unknown): value is number => typeof value === "number";

/** The nights that can be shown: known to be with or without, and measured. */
export const dotsOf = (nights: Night[], metric: string): Dot[] =>
  nights.flatMap((night) => {
    const value = night[metric];
    return night.massage && isValue(value)
      ? [{ night: night.night, value, massage: night.massage === "yes" }]
      : [];
  });
