// What build.mjs puts in.

declare module "*.css" {
  const text: string;
  export default text;
}

/** The languages that there are texts in. */
declare const LANGUAGES: string[];
