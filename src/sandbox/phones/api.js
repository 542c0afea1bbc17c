// Talks to the server that this page came from: JSON both ways, and server-sent events.

/** Fetches JSON. Throws an Error with the server's own words where it refuses. */
export async function getJson(path) {
  return read(await fetch(path, { headers: { accept: "application/json" }, cache: "no-store" }));
}

/** Posts JSON and gives the JSON answer. */
export async function postJson(path, body = {}) {
  return read(await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }));
}

/** Listens to server-sent events; `handlers` by event name. The browser reconnects by itself, `onState(true|false)` tells. */
export function listen(path, handlers, onState = () => {}) {
  const source = new EventSource(path);
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(event.data ? JSON.parse(event.data) : {}));
  }
  return source;
}

/** Makes a function that runs once, soon, however often it is called. */
export function soon(run, milliseconds = 40) {
  let timer = 0;
  return () => {
    if (timer) return;
    timer = setTimeout(() => { timer = 0; run(); }, milliseconds);
  };
}

/** Makes an element with properties and children; text is only ever text. */
export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

async function read(response) {
  const text = await response.text();
  let body = {};
  try { body = text ? JSON.parse(text) : {}; } catch { body = { error: text }; }
  if (!response.ok) throw new Error(body.error || body.description || `The server answered ${response.status}.`);
  return body;
}
