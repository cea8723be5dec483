import { FootMassageCard } from "./card";
import { CARD, CARD_TYPE } from "./config";
import { define } from "./define";
import { massagerOfEntity } from "./entities";
import type { Hass } from "./ha";
import { load, ofPage } from "./localize";
import { FootMassageRing } from "./ring";
import { FootMassageStrategy, STRATEGY } from "./strategy";
import { FEATURE, FootMassageSessionFeature, isSupported } from "./tile-feature";

// So that the picker and the editor find it there.
void load(document.documentElement.lang);

define("foot-massage-ring", FootMassageRing);
define(CARD, FootMassageCard);

define(FEATURE, FootMassageSessionFeature);
define(`ll-strategy-dashboard-${STRATEGY}`, FootMassageStrategy);

/** What a picker of Home Assistant offers; it is asked when the language is known. */
function offer(picker: string, type: string, more: object): void {
  const pickers = window as unknown as Record<string, { type: string }[] | undefined>;
  const offered = (pickers[picker] ??= []);
  if (offered.some((one) => one.type === type)) return;
  offered.push({
    type,
    get name() {
      return ofPage()("card_name");
    },
    get description() {
      return ofPage()("card_description");
    },
    documentationURL:
      "https://github.com/foot-massage/foot-massage/blob/main/docs/dashboard.md",
    ...more,
  } as { type: string });
}

offer("customCards", CARD, {
  preview: true,
  getEntitySuggestion(hass: Hass, entityId: string) {
    const device_id = massagerOfEntity(hass, entityId)?.deviceId;
    return device_id ? { config: { type: CARD_TYPE, device_id } } : null;
  },
});
offer("customCardFeatures", FEATURE, { isSupported });
offer("customStrategies", STRATEGY, { strategyType: "dashboard" });
