// A whole dashboard: the massagers, and what the nights were like.
import { CARD_TYPE, type CardConfig } from "./config";
import { lookUp } from "./entities";
import type { Hass } from "./ha";
import { load, textsOf } from "./localize";

export const STRATEGY = "foot-massage";

const section = (...cards: object[]) => ({ type: "grid", cards });
const view = (title: string, icon: string, sections: object[]) => ({
  title,
  icon,
  path: icon.slice(4),
  type: "sections",
  max_columns: 3,
  sections,
});

export class FootMassageStrategy extends HTMLElement {
  static registryDependencies = ["entities", "devices"];

  static async generate(_: unknown, hass: Hass) {
    await load(hass.locale.language);
    const texts = textsOf(hass.locale.language);
    const { massagers, sleepers } = lookUp(hass);
    const card = (more: Omit<CardConfig, "type">) => ({ type: CARD_TYPE, ...more });
    const now = massagers.map(({ deviceId: device_id }) =>
      section(card({ device_id, hide: ["nights"] })),
    );
    const people = sleepers.map(({ deviceId: sleeper, name }) =>
      section(card({ sleeper, name, hide: ["session", "controls", "wind_down"] })),
    );
    const calendars = massagers.flatMap(({ ids }) => ids["calendar.sessions"] ?? []);
    const past = calendars.length
      ? [section({ type: "calendar", entities: calendars, initial_view: "listWeek" })]
      : [];
    return {
      title: texts("card_name"),
      views: [
        view(texts("card_name"), "mdi:foot-print", now.length ? now : [section(card({}))]),
        view(texts("nights"), "mdi:weather-night", [...people, ...past]),
      ],
    };
  }
}
