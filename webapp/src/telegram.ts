// The bridge to Telegram's clients: what the page was opened with, events out, events in. No third-party script.
// Source: core.telegram.org/api/web-events and the behaviour of the official clients.

const WEB = "https://web.telegram.org";

/** What the address's fragment carried: our own parameters, and Telegram's. */
export interface Launch {
  own: URLSearchParams;
  telegram: URLSearchParams;
}

/** Reads the fragment and takes it out of the address and the history: it may hold a reply. */
export function launch(): Launch {
  const hash = location.hash.slice(1);
  // Clients append their parameters to ours, by `&` or `?`.
  const at = hash.search(/(^|[&?])tgWebApp/);
  const own = at < 0 ? hash : hash.slice(0, at);
  const telegram = at < 0 ? "" : hash.slice(at).replace(/^[&?]/, "");
  try {
    history.replaceState(null, "", location.pathname + location.search);
  } catch {
    // A file that was opened from disk has no history to change.
  }
  return { own: new URLSearchParams(own), telegram: new URLSearchParams(telegram) };
}

type Listener = (data: any) => void;
const listeners: Record<string, Listener> = {};

/** Sends an event to the client; false where there is none. */
export function post(type: string, data: object = {}): boolean {
  const w = window as any;
  if (w.TelegramWebviewProxy?.postEvent) {
    w.TelegramWebviewProxy.postEvent(type, JSON.stringify(data));
  } else if (w.external && "notify" in w.external) {
    w.external.notify(JSON.stringify({ eventType: type, eventData: data }));
  } else if (parent !== window) {
    parent.postMessage(JSON.stringify({ eventType: type, eventData: data }), WEB);
  } else {
    return false;
  }
  return true;
}

/** Hears one kind of event. */
export function on(type: string, listener: Listener): void {
  listeners[type] = listener;
}

/** Starts to hear the client by every way that the clients use. */
export function connect(): void {
  const w = window as any;
  const receive = (type: string, data: unknown) => listeners[type]?.(data);
  w.Telegram = { WebView: { receiveEvent: receive } };
  w.TelegramGameProxy = { receiveEvent: receive };
  w.TelegramGameProxy_receiveEvent = receive;
  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== WEB || typeof event.data !== "string") return;
    try {
      const { eventType, eventData } = JSON.parse(event.data);
      receive(eventType, eventData);
    } catch {
      // Not an event of the client.
    }
  });
  if (parent !== window) post("iframe_ready", { reload_supported: false });
  post("web_app_ready");
  post("web_app_expand");
}
