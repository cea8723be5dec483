// What the parts of the card are drawn from.
import type { Commands } from "./commands";
import type { Found, Part } from "./entities";
import type { EntityState, Hass } from "./ha";
import type { Texts } from "./localize";
import type { Session } from "./session";

export interface View {
  hass: Hass;
  texts: Texts;
  massager: Found;
  name: string;
  session: Session;
  commands: Commands;
}

/** The state of one of a massager's entities; undefined if it has no such entity. */
export const stateOf = (view: View, role: Part): EntityState | undefined =>
  view.hass.states[view.massager.ids[role] ?? ""];

/** What a setting is, or is just becoming. */
export const valueOf = (view: View, state: EntityState): string =>
  view.commands.want(state.entity_id) ?? state.state;

/** What an entity is called, without its device. */
export const titleOf = (view: View, state: EntityState): string =>
  view.hass.formatEntityName(state, { type: "entity" });

/** An option, as the user's language has it. */
export const labelOf = (view: View, state: EntityState, option: string): string =>
  view.hass.formatEntityState(state, option);
