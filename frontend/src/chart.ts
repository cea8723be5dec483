// Nights as dots: those with a massage beside the others, on one scale.
import { type TemplateResult, html, nothing, svg } from "lit";
import type { Figures } from "./nights-data";

export interface Dot {
  night: string;
  value: number;
  massage: boolean;
}

interface Place {
  dot: Dot;
  x: number;
  y: number;
}

const WIDTH = 320;
const HEIGHT = 132;
const MARGIN = 10;
const GAP = 12;

/** Where everything goes; the values' range has some room around it. */
export function layOut(dots: Dot[], figures: Figures | undefined) {
  const { massage_mean, other_mean, low, high } = figures ?? {};
  const bounds =
    other_mean == null || low == null || high == null
      ? null
      : ([other_mean + low, other_mean + high] as const);
  const values = dots.map((dot) => dot.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least || 1;
  const y = (value: number) =>
    Math.min(
      HEIGHT,
      Math.max(0, MARGIN + ((most - value) / span) * (HEIGHT - 2 * MARGIN)),
    );
  const panel = (WIDTH - GAP) / 2;
  const places = [true, false].flatMap((massage) => {
    const own = dots.filter((dot) => dot.massage === massage);
    const from = massage ? 0 : panel + GAP;
    return own.map((dot, n): Place => {
      const x = from + MARGIN + ((n + 0.5) / own.length) * (panel - 2 * MARGIN);
      return { dot, x, y: y(dot.value) };
    });
  });
  return { panel, places, y, bounds, means: [massage_mean, other_mean] as const };
}

/** The place that is nearest to a point of the chart. */
export const nearest = (places: Place[], x: number, y: number): Place | undefined =>
  places.reduce<Place | undefined>(
    (best, one) =>
      !best || Math.hypot(one.x - x, one.y - y) < Math.hypot(best.x - x, best.y - y)
        ? one
        : best,
    undefined,
  );

export function chart(
  dots: Dot[],
  figures: Figures | undefined,
  chosen: string | null,
  labels: { name: string; of: (dot: Dot) => string },
  choose: (night: string) => void,
): TemplateResult {
  const { panel, places, y, bounds, means } = layOut(dots, figures);
  const at = Math.max(
    0,
    places.findIndex(({ dot }) => dot.night === chosen),
  );
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const found = nearest(
      places,
      ((event.clientX - box.left) / box.width) * WIDTH,
      ((event.clientY - box.top) / box.height) * HEIGHT,
    );
    if (found && found.dot.night !== chosen) choose(found.dot.night);
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      Home: 0,
      End: places.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const place = places[Math.min(places.length - 1, Math.max(0, next))];
    if (place) choose(place.dot.night);
  };
  const shown = places[at];
  return html`<div
    class="chart"
    role="slider"
    tabindex="0"
    aria-label=${labels.name}
    aria-valuemin="1"
    aria-valuemax=${places.length}
    aria-valuenow=${at + 1}
    aria-valuetext=${shown ? labels.of(shown.dot) : ""}
    @pointerdown=${point}
    @pointermove=${point}
    @keydown=${press}
  >
    ${svg`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
      ${[0, 1].map((n) => {
        const from = n * (panel + GAP);
        const mean = means[n];
        return svg`<rect class="panel" x=${from} width=${panel} height=${HEIGHT} rx="10" />
          ${
            n === 0 && bounds
              ? svg`<rect class="interval" x=${from} width=${panel}
                  y=${y(bounds[1])} height=${Math.max(1, y(bounds[0]) - y(bounds[1]))} />`
              : nothing
          }
          ${
            mean == null
              ? nothing
              : svg`<path class="mean" d="M${from} ${y(mean)}h${panel}" />`
          }`;
      })}
      ${places.map(
        ({ dot, x, y: top }) =>
          svg`<circle class="${dot.massage ? "massage" : "other"} ${
            dot.night === chosen ? "chosen" : ""
          }" cx=${x} cy=${top} r=${dot.night === chosen ? 6 : 3.5} />`,
      )}
    </svg>`}
  </div>`;
}
