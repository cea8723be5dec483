// Shows the card in a state that need not be brought about, in the real frontend: with
// its theme, its fonts and its own hass object, in which only what is given differs.
({ config, states, more, nights, report, fails, dir }) => {
  const real = document.querySelector("home-assistant").hass;
  const known = Object.values(real.entities).filter(
    (entity) => entity.platform === "foot_massage",
  );
  const hass = {
    ...real,
    config: { ...real.config, state: "RUNNING", time_zone: "UTC" },
    locale: { ...real.locale, time_zone: "server", time_format: "24" },
    connected: true,
    states: { ...real.states },
    entities: { ...real.entities },
    fetchWithAuth: () => Promise.reject(new Error("the clock stands still")),
    callService: (_domain, service) => {
      if (fails?.[service]) return Promise.reject(fails[service]);
      const response = { get_nights: nights, get_report: report }[service];
      return response ? Promise.resolve({ response }) : new Promise(() => {});
    },
    ...more,
  };
  for (const [part, given] of Object.entries(states)) {
    const entity = known.find(
      (one) => part === `${one.entity_id.split(".")[0]}.${one.translation_key}`,
    );
    if (!entity) continue;
    if (given === null) {
      delete hass.entities[entity.entity_id];
      continue;
    }
    const before = real.states[entity.entity_id] ?? { attributes: {} };
    const [state, attributes] = Array.isArray(given) ? given : [given, {}];
    hass.states[entity.entity_id] = {
      ...before,
      entity_id: entity.entity_id,
      state,
      attributes: { ...before.attributes, ...attributes },
    };
  }
  let stage = document.querySelector("#stage");
  stage?.remove();
  stage = document.createElement("main");
  stage.id = "stage";
  stage.dir = dir ?? "ltr";
  stage.style.cssText =
    "position:absolute;inset:0;z-index:99;overflow:auto;padding:8px;" +
    "background:var(--primary-background-color);" +
    "font-family:var(--ha-font-family-body);";
  const card = document.createElement("foot-massage-card");
  card.setConfig({ type: "custom:foot-massage-card", ...config });
  card.hass = hass;
  stage.append(card);
  document.body.append(stage);
};
