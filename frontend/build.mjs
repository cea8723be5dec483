// Builds the card into the one file that the integration serves; with --tests the unit
// tests instead, for node's own test runner.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { minify } from "terser";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const LICENSES = "/*! MIT. With Lit, (c) Google LLC, BSD-3-Clause. */";
const file = process.env.OUT ?? here("../custom_components/foot_massage/www/card.js");

// Style sheets become texts without blanks.
const styles = {
  name: "styles",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const options = { loader: "css", minify: true, target: "es2022" };
      const { code } = await transform(readFileSync(path, "utf8"), options);
      return { contents: code.trim(), loader: "text" };
    }),
};

const languages = readdirSync(here("../custom_components/foot_massage/languages"));

const shared = {
  absWorkingDir: here("."),
  bundle: true,
  charset: "utf8",
  define: { LANGUAGES: JSON.stringify(languages.sort()) },
  format: "esm",
  legalComments: "none",
  logLevel: "warning",
  plugins: [styles],
  target: "es2022",
};

if (process.argv.includes("--tests")) {
  const outdir = here("../.cache/card");
  rmSync(outdir, { force: true, recursive: true });
  const tests = readdirSync(here("test")).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...shared,
    entryPoints: tests.map((name) => `test/${name}`),
    outdir,
    platform: "node",
  });
} else {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: ["src/index.ts"],
    minify: true,
    write: false,
  });
  // esbuild makes it small, and this a little smaller still.
  const { code } = await minify(outputFiles[0].text, {
    compress: { ecma: 2020, passes: 3, pure_getters: true, unsafe_arrows: true },
    format: { ecma: 2020, preamble: LICENSES },
    module: true,
  });
  // Minified code has no indented lines: those left are in templates.
  writeFileSync(file, `${code.replace(/(?<=>)\n +(?=<)/g, "").replace(/\n +/g, " ")}\n`);
}
