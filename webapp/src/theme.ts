// Telegram's colours, moved as far as contrast AA asks: some themes have white on a light blue.

type Rgb = [number, number, number];

const AA = 4.6;

const parse = (text: unknown): Rgb | null => {
  const hex = typeof text === "string" && /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  return hex ? [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb : null;
};

const write = (rgb: Rgb) => "#" + rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");

/** WCAG 2: relative luminance. */
const luminance = (rgb: Rgb) =>
  rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index]!, 0);

const contrast = (a: Rgb, b: Rgb) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

/** Moves a colour towards black or white until it stands out from all others. */
function readable(colour: Rgb, against: Rgb[]): Rgb {
  const least = (moved: Rgb) => Math.min(...against.map((other) => contrast(moved, other)));
  for (let step = 0; step <= 10; step++) {
    for (const end of [0, 255]) {
      const moved = colour.map((part) => part + ((end - part) * step) / 10) as Rgb;
      if (least(moved) >= AA) return moved;
    }
  }
  return least([0, 0, 0]) > least([255, 255, 255]) ? [0, 0, 0] : [255, 255, 255];
}

/** Takes a theme's colours, where it has a background and a text. */
export function paint(theme: Record<string, unknown>): void {
  const ground = parse(theme.bg_color);
  const text = parse(theme.text_color);
  if (!ground || !text) return;
  const field = parse(theme.secondary_bg_color) ?? ground;
  const button = parse(theme.button_color) ?? [0, 95, 184];
  const label = parse(theme.button_text_color) ?? [255, 255, 255];
  const grounds = [ground, field];
  const colours: Record<string, Rgb> = {
    ground,
    field,
    text: readable(text, grounds),
    hint: readable(parse(theme.hint_color) ?? text, grounds),
    link: readable(parse(theme.link_color) ?? button, grounds),
    good: readable([20, 120, 50], grounds),
    bad: readable([190, 30, 30], grounds),
    button: readable(button, [label]),
    label,
  };
  for (const [name, colour] of Object.entries(colours)) {
    document.documentElement.style.setProperty("--" + name, write(colour));
  }
}
