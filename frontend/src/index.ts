import { CARD_TYPE, FootMassageCard } from "./card";
import { CARD } from "./config";
import { define } from "./define";
import { massagerOfEntity } from "./entities";
import type { Hass } from "./ha";
import { load, ofPage } from "./localize";
import { FootMassageRing } from "./ring";

// So that the picker and the editor find it there.
void load(document.documentElement.lang);

define("foot-massage-ring", FootMassageRing);
define(CARD, FootMassageCard);

interface Pickers {
  customCards?: Record<string, unknown>[];
}

const pickers = window as unknown as Pickers;
pickers.customCards ??= [];
if (!pickers.customCards.some((card) => card["type"] === CARD))
  pickers.customCards.push({
    type: CARD,
    // Asked for when the picker opens, when the page's language is known.
    get name() {
      return ofPage()("card_name");
    },
    get description() {
      return ofPage()("card_description");
    },
    preview: true,
    documentationURL:
      "https://github.com/foot-massage/foot-massage/blob/main/docs/dashboard.md",
    getEntitySuggestion(hass: Hass, entityId: string) {
      const device_id = massagerOfEntity(hass, entityId);
      return device_id ? { config: { type: CARD_TYPE, device_id } } : null;
    },
  });
