// Builds dist/ from src/ and the Fluent files: the same bytes on every machine. `npm ci && npm run build`.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "@fluent/syntax";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const out = join(here, "dist");
const locales = join(here, "..", "locales");
/** Texts of the bot that the page shows too. */
const SHARED = /^(kind-|alert-kind-)/;

rmSync(out, { recursive: true, force: true });
mkdirSync(out);

/** age-encryption without what klich does not use. */
const slim = {
  name: "slim",
  setup(build) {
    const none = () => ({ path: join(source, "shim-none.ts") });
    build.onResolve({ filter: /^@noble\/(post-quantum\/hybrid|curves\/nist|hashes\/scrypt)\.js$/ }, none);
    build.onResolve({ filter: /^\.\/webauthn\.js$/ }, none);
    build.onResolve({ filter: /^\.\/recipients\.js$/ }, (found) =>
      found.importer.endsWith("shim-recipients.ts")
        ? { path: join(here, "node_modules", "age-encryption", "dist", "recipients.js") }
        : { path: join(source, "shim-recipients.ts") });
    build.onResolve({ filter: /^@noble\/curves\/ed25519\.js$/ }, () => ({ path: join(source, "shim-x25519.ts") }));
    build.onResolve({ filter: /^\.\/(fallback)\.js$/ }, (found) => ({ path: found.path, external: true }));
  },
};

const bundle = (entry) => build({
  absWorkingDir: here,
  entryPoints: [join("src", entry + ".ts")],
  outfile: join("dist", (entry === "main" ? "app" : entry) + ".js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020"],
  charset: "utf8",
  legalComments: "none",
  plugins: entry === "main" ? [slim] : [],
});
await bundle("main");
await bundle("fallback");
await build({
  absWorkingDir: here, entryPoints: ["src/app.css"], outfile: "dist/app.css", minify: true, target: ["chrome100", "safari15"],
});
writeFileSync(join(out, "index.html"), readFileSync(join(source, "index.html")));

/** Writes a pattern with `{name}` for values. */
const write = (pattern, where) => pattern.elements.map((element) => {
  if (element.type === "TextElement") return element.value;
  const { type, id, value } = element.expression;
  if (type === "VariableReference") return `{${id.name}}`;
  if (type === "StringLiteral") return value;
  throw new Error(`${where}: the page knows no functions`);
}).join("");

for (const language of readdirSync(locales).sort()) {
  const words = {};
  for (const file of ["webapp.ftl", "supporter.ftl", "desk.ftl"]) {
    for (const entry of parse(readFileSync(join(locales, language, file), "utf8"), {}).body) {
      if (entry.type === "Junk") throw new Error(`${language}/${file}: ${entry.content}`);
      if (entry.type !== "Message") continue;
      const id = entry.id.name;
      if (file === "webapp.ftl") words[id.replace(/^app-/, "")] = write(entry.value, `${language}: ${id}`);
      else if (SHARED.test(id)) words[id] = write(entry.value, `${language}: ${id}`);
    }
  }
  writeFileSync(join(out, `lang-${language}.js`), `export default ${JSON.stringify(words)};\n`);
}

const sums = readdirSync(out).sort()
  .map((name) => `${createHash("sha256").update(readFileSync(join(out, name))).digest("hex")}  ${name}\n`);
writeFileSync(join(out, "SHA256SUMS"), sums.join(""));
