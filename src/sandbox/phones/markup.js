// Turns the markup of a message into nodes by an allow-list, without any HTML parser of the browser: a tag that is not on the
// list gives nothing but its text.

const TAGS = new Map([
  ["b", "b"], ["strong", "b"], ["i", "i"], ["em", "i"], ["u", "u"], ["ins", "u"], ["s", "s"], ["strike", "s"], ["del", "s"],
  ["code", "code"], ["pre", "pre"], ["blockquote", "blockquote"],
]);
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);
const NAMED = new Map([["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", "\""], ["apos", "'"], ["nbsp", "\u00a0"]]);
const PIECE = /<(\/?)([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>|([^<]+|<)/g;

/** Builds the nodes of `html`. A closing tag that fits nothing is dropped, what is left open closes at the end. */
export function fromHtml(html) {
  const root = document.createDocumentFragment();
  const open = [{ name: "", node: root }];
  for (const [, closing, tag, attributes, text] of html.matchAll(PIECE)) {
    const top = open[open.length - 1];
    if (text !== undefined) {
      top.node.append(decode(text));
      continue;
    }
    const name = tag.toLowerCase();
    if (name === "br") {
      top.node.append("\n");
    } else if (closing) {
      const at = open.findLastIndex((entry) => entry.name === name);
      if (at > 0) open.length = at;
    } else {
      const node = element(name, attributes);
      if (node) top.node.append(node);
      open.push({ name, node: node ?? top.node });
    }
  }
  return root;
}

/** Gives the first words of a message as plain text. */
export function firstWords(html, length = 80) {
  const points = [...fromHtml(html).textContent.replace(/\s+/g, " ").trim()];
  return points.length > length ? `${points.slice(0, length - 1).join("")}…` : points.join("");
}

function element(name, attributes) {
  if (TAGS.has(name)) return document.createElement(TAGS.get(name));
  if (name === "a") return link(attribute(attributes, "href"));
  if (name === "span" && attribute(attributes, "class") === "command") return Object.assign(document.createElement("button"), { type: "button", className: "command" });
  if (name === "tg-spoiler" || (name === "span" && attribute(attributes, "class") === "tg-spoiler")) return spoiler();
  return null;
}

function spoiler() {
  const hidden = document.createElement("span");
  hidden.className = "spoiler";
  hidden.tabIndex = 0;
  return hidden;
}

function link(address) {
  let url = null;
  try { url = new URL(address); } catch { return null; }
  if (!SCHEMES.has(url.protocol)) return null;
  const built = document.createElement("a");
  built.href = url.href;
  built.target = "_blank";
  built.rel = "noopener noreferrer nofollow";
  return built;
}

function attribute(attributes, name) {
  const found = attributes.match(new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"']+))`, "i"));
  return found ? decode(found[1] ?? found[2] ?? found[3]) : "";
}

function decode(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, named) => {
    if (named) return NAMED.get(named.toLowerCase()) ?? whole;
    const point = decimal ? Number(decimal) : parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
