// The texts, which are in a file for each language: a browser loads only its own.
import type en from "../../custom_components/foot_massage/languages/en/card.json";

export type Key = keyof typeof en;
export type Texts = (key: Key, values?: Record<string, string | number>) => string;

const FALLBACK = "en";
const known: Record<string, Record<string, string> | undefined> = {};
const asked: Record<string, Promise<boolean> | undefined> = {};

/** The texts of a language, or of the one it is a kind of, or English; empty until loaded. */
export function textsOf(language: string): Texts {
  const texts = known[kindOf(language)] ?? known[FALLBACK];
  return (key, values = {}) =>
    (texts?.[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ""),
    );
}

/** The language of the page, for what Home Assistant asks without saying which. */
export const ofPage = (): Texts => textsOf(document.documentElement.lang);

/** Load a language unless it is there; says whether it is. */
export function load(language: string): boolean | Promise<boolean> {
  const kind = kindOf(language);
  return kind in known || (asked[kind] ??= fetchTexts(kind));
}

/** The texts of a language, once they are there; then ``ready`` is called, too. */
export function textsWhenLoaded(language: string, ready: () => void): Texts | undefined {
  const loaded = load(language);
  if (loaded === true) return textsOf(language);
  void Promise.resolve(loaded).then((isThere) => isThere && ready());
  return undefined;
}

export function learn(kind: string, texts: Record<string, string>): void {
  known[kind] = texts;
}

function kindOf(language: string): string {
  const kind = language.toLowerCase().split(/[-_]/, 1)[0] ?? "";
  return LANGUAGES.includes(kind) ? kind : FALLBACK;
}

async function fetchTexts(kind: string): Promise<boolean> {
  try {
    // The card's own address says which version of the texts goes with it.
    const { search } = new URL(import.meta.url);
    const answer = await fetch(new URL(`languages/${kind}.json${search}`, import.meta.url));
    if (answer.ok) learn(kind, (await answer.json()) as Record<string, string>);
  } catch {
    // Not reached; it is tried again the next time somebody asks.
  }
  delete asked[kind];
  return kind in known;
}
