// The palette, as colours that a canvas and an exported picture can use.

import { media } from "./host";

const names = ["paper", "ink", "muted", "line", "target", "generated", "theory", "edge", "series1", "series2", "series3", "series4", "series5", "series6"] as const;

export type Theme = Record<(typeof names)[number], string>;

/** readTheme resolves the palette's custom properties as they stand on the element, to #rrggbb. */
export function readTheme(element: Element): Theme {
  const probe = document.createElement("i");
  probe.style.forcedColorAdjust = "none"; // blue and orange are data: they stay where the reader forces colours
  (element.shadowRoot ?? element).append(probe); // only what is rendered has colours
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true })!;
  const theme = {} as Theme;
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    brush.fillStyle = getComputedStyle(probe).color; // which can be written in many ways: the pixel says what it is
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
    theme[name] = `#${[red, green, blue].map((part) => part!.toString(16).padStart(2, "0")).join("")}`;
  }
  probe.remove();
  return theme;
}

/** themeCommand says a theme in the words that the stage reads. */
export function themeCommand(theme: Theme): string {
  return ["theme", ...names.map((name) => `${name}=${theme[name]}`)].join(" ");
}

/** paletteCSS says a theme as a rule, for a picture that leaves the page. */
export function paletteCSS(theme: Theme): string {
  return `:root{${names.map((name) => `--${name}:${theme[name]}`).join(";")}}`;
}

const dark = media("(prefers-color-scheme: dark)");
const forced = media("(forced-colors: active)");
const still = media("(prefers-reduced-motion: reduce)");

export function prefersStillness(): boolean {
  return still.matches;
}

/** onPreference calls f when the reader's colours or wish for stillness change. It returns a way to end that. */
export function onPreference(f: () => void): () => void {
  const queries = [dark, forced, still];
  for (const query of queries) query.addEventListener("change", f);
  return () => queries.forEach((query) => query.removeEventListener("change", f));
}
