// The screens of circles: giving this device's key, and a call that is sealed to it.

import { date, facts, language, t, trust } from "./campaign";
import { fingerprint, hash } from "./bytes";
import { h, prose, say, those } from "./dom";
import { handOver, mayHandOver } from "./letter";
import { circleKey, opened } from "./sealed";
import { Refused, checkCall, type Signature } from "./signed";
import * as store from "./store";
import { post } from "./telegram";

/** Says what the key is for, and hands its public half over once somebody wants that. */
export function giveKey(circle: string): HTMLElement[] {
  const note = h("div", { role: "alert" });
  const after = h("div");
  const give = async () => {
    say(note, "");
    after.replaceChildren();
    try {
      await trust();
      const own = await circleKey(circle).catch(() => undefined);
      if (!own) throw new Refused("circle-no-memory");
      const data = `d1.${circle}.${own.recipient}`;
      if (mayHandOver("circle") && post("web_app_data_send", { data })) say(note, "good", t("circle-given"));
      else handOver(after, data, t("circle-copy"));
    } catch (error) {
      const { why, values } = error instanceof Refused ? error : new Refused("circle-failed");
      say(note, "bad", t(why, values));
    }
  };
  return [
    h("h1", { tabIndex: -1 }, t("circle-title", { circle })),
    ...prose(t("circle-why")),
    note,
    h("button", { type: "button", className: "main", onclick: give }, t("circle-give")),
    after,
  ];
}

/** Opens a sealed call and shows it where enough signers have signed it, for this very circle. */
export async function sealedCall(sealed: Uint8Array): Promise<HTMLElement[]> {
  return judge(await opened(sealed, "sealed-lost"));
}

/** Decides about a call that was opened by the key of a circle. */
export async function judge({ content, circle }: { content: any; circle?: string }): Promise<HTMLElement[]> {
  const { keys, news } = await trust();
  const { m: manifest, s: signatures, salt, text: texts } = content;
  if (content.v !== 1 || typeof manifest !== "string" || !Array.isArray(signatures) || !texts || typeof salt !== "string") {
    throw new Refused("why-damaged");
  }
  const text = [language, "en", ...Object.keys(texts)].map((code) => texts[code]).find((text) => typeof text === "string");
  // What was opened by another key was sealed anew, by somebody whom it was for.
  const name = `seen ${facts.id} ${circle}`;
  const call = await checkCall(manifest, signatures as Signature[], text ?? "", keys, await store.get(name), new Date(), salt);
  if (call.audience !== "circles=" + circle) throw new Refused("why-circle");
  await store.put(name, { sequence: call.sequence, hash: hash(manifest) });
  return those(
    h("p", { className: "verdict" }, t("verified")),
    h("h2", {}, t("alert-kind-" + call.kind)),
    h("div", { className: "words", lang: call.language }, call.text),
    h("p", { className: "hint" }, t("for-circle", { circle })),
    h("p", { className: "hint" }, t("numbered", { sequence: call.sequence, expires: date(call.expires) })),
    h("p", { className: "hint" }, t("signatures", { count: call.signers.length, required: Math.max(1, keys.required) })),
    ...call.signers.map((signer) => h("p", { className: "hint print" }, fingerprint(signer))),
    news && h("p", {}, t(news)),
  );
}
