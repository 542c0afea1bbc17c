// Elements by function; text goes in as text, never as markup.

type Child = Node | string | false | null | undefined;

/** Makes an element; properties are set, `aria-…`, `role` and `for` as attributes, `on…` as listeners. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Record<string, unknown> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener);
    else if (/^(aria-|role$|for$|lang$)/.test(name)) element.setAttribute(name, String(value));
    else (element as any)[name] = value;
  }
  element.append(...children.filter((child): child is Node | string => !!child || child === ""));
  return element;
}

/** Leaves out what is not there. */
export const those = (...parts: (HTMLElement | false | "")[]): HTMLElement[] =>
  parts.filter((part): part is HTMLElement => !!part);

/** Makes paragraphs of a text's blocks; a block of lines that begin with `•` becomes a list. */
export function prose(text: string): HTMLElement[] {
  return text.split("\n\n").map((block) =>
    block.startsWith("• ")
      ? h("ul", {}, ...block.split("\n").map((line) => h("li", {}, line.replace(/^• /, ""))))
      : h("p", {}, block));
}

/** Says something to those who see it and to those who hear it. */
export function say(place: HTMLElement, kind: "good" | "bad" | "", ...children: Child[]): void {
  place.className = "note " + kind;
  place.replaceChildren(...children.filter((child): child is Node | string => !!child));
}
