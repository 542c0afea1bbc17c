// A campaign of its own for the tests: keys, alerts and the exported page, all made by the real klich.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

const binary = process.env.KLICH_BINARY ?? "klich";
export const CAMPAIGN = "belarus-16-november";

export class House {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "klich-browser-"));
    this.klich("init", ".");
  }

  path(name) {
    return join(this.folder, name);
  }

  /** Runs klich here and gives what it prints with --json. */
  klich(...words) {
    const out = execFileSync(binary, ["--json", ...words], { cwd: this.folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return out.trim() ? JSON.parse(out.trim().split("\n").at(-1)) : undefined;
  }

  /** Runs klich here and gives what it prints for people. */
  text(...words) {
    return execFileSync(binary, words, { cwd: this.folder, encoding: "utf8" });
  }

  /** Makes keys: organisers' to seal to, signers'. */
  keys(organisers, signers) {
    this.organisers = organisers.map((name) => this.key("new-organiser", name));
    this.signers = signers.map((name) => this.key("new-signer", name));
  }

  key(command, name) {
    this.klich("keys", command, name, "--no-passphrase");
    return { name, public: readFileSync(this.path(name + ".pub"), "utf8").trim().split("\n").at(-1) };
  }

  /** Writes the keys into klich.toml. */
  configure(recipients, signers, required) {
    const list = (keys) => JSON.stringify(keys.map((key) => key.public));
    const text = readFileSync(this.path("klich.toml"), "utf8")
      .replace(/^recipients = .*$/m, `recipients = ${list(recipients)}`)
      .replace(/^signers = .*$/m, `signers = ${list(signers)}`)
      .replace(/^signatures_required = .*$/m, `signatures_required = ${required}`);
    writeFileSync(this.path("klich.toml"), text);
  }

  /** Exports the page and gives its files and the policy. */
  site(name) {
    const { policy } = this.klich("webapp", "export", name);
    const files = Object.fromEntries(readdirSync(this.path(name)).map((file) => [file, readFileSync(this.path(join(name, file)))]));
    return { files, policy, folder: this.path(name) };
  }

  /** Writes an alert and gives its manifest and text. */
  alert(name, sequence, text, { expires = "2099-01-01T00:00:00Z", campaign = CAMPAIGN } = {}) {
    writeFileSync(this.path(name), `kind = "call"\ncampaign = "${campaign}"\nsequence = ${sequence}\nexpires = ${expires}\n[text]\nbe = ${JSON.stringify(text)}\nen = "Come."\n`);
    const { manifest } = this.klich("alert", "manifest", name);
    writeFileSync(this.path(name + ".manifest"), manifest);
    return { name, manifest, text };
  }

  /** Signs an alert by klich and gives the signature's three parts. */
  sign(alert, signer) {
    const output = `${alert.name}.${signer.name}.minisig`;
    this.klich("alert", "sign", alert.name, "--key", signer.name, "--output", output);
    return parts(readFileSync(this.path(output), "utf8"));
  }

  /** Opens a sealed file by Debian's age. */
  age(name, organiser) {
    return execFileSync("age", ["-d", "-i", this.path(organiser.name), this.path(name)], { encoding: "utf8" });
  }

  /** Signs a file by Debian's minisign, with a key made by klich. */
  minisign(name, signer) {
    const done = spawnSync("minisign", ["-S", "-W", "-s", this.path(signer.name), "-m", this.path(name), "-x", this.path(name + ".minisig")], { encoding: "utf8", input: "" });
    if (done.status !== 0) throw new Error(done.stderr);
    return parts(readFileSync(this.path(name + ".minisig"), "utf8"));
  }

  write(name, bytes) {
    writeFileSync(this.path(name), bytes);
    return name;
  }
}

const parts = (file) => {
  const [, signature, comment, global] = file.trim().split("\n");
  return [signature, comment.replace("trusted comment: ", ""), global];
};

/** Puts a call into a fragment, as src/seal/link.rs does. */
export const fragment = (manifest, signatures, text, language = "be") =>
  "a=" + deflateRawSync(JSON.stringify([manifest, signatures, language, text])).toString("base64url");
