// The part of Home Assistant's frontend that the card uses.

export interface EntityState {
  entity_id: string;
  state: string;
  attributes: Record<string, unknown>;
}

interface RegistryEntity {
  entity_id: string;
  platform?: string;
  translation_key?: string;
  device_id?: string;
}

interface Device {
  id: string;
  name: string | null;
  name_by_user: string | null;
  primary_config_entry?: string | null;
  config_entries: string[];
}

type Localize = (key: string, values?: Record<string, unknown>) => string;

export interface Hass {
  states: Record<string, EntityState | undefined>;
  entities: Record<string, RegistryEntity | undefined>;
  devices: Record<string, Device | undefined>;
  connected: boolean;
  config: { state?: string; time_zone: string };
  locale: { language: string; time_format?: string; time_zone?: string };
  callService(
    domain: string,
    service: string,
    data?: Record<string, unknown>,
    target?: undefined,
    notifyOnError?: boolean,
    returnResponse?: boolean,
  ): Promise<{ response?: unknown }>;
  fetchWithAuth(path: string): Promise<Response>;
  loadBackendTranslation(category: string, integration: string): Promise<Localize>;
  formatEntityState(state: EntityState, value?: string): string;
  formatEntityName(state: EntityState, type: { type: "entity" }): string;
}

export interface ActionError {
  code?: number | string;
  message?: string;
  translation_domain?: string;
  translation_key?: string;
  translation_placeholders?: Record<string, string>;
}

export const isUsable = (state: EntityState | undefined): state is EntityState =>
  state !== undefined && state.state !== "unavailable" && state.state !== "unknown";
