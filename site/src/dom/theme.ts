// The palette, as colours that a canvas and an exported picture can use.

import { media } from "./host";
import { channels, onColours } from "./sheet";

const names = ["paper", "ink", "muted", "line", "target", "generated", "theory", "edge", "series1", "series2", "series3", "series4", "series5", "series6"] as const;

export type Theme = Record<(typeof names)[number], string>;

/** readTheme resolves the palette's custom properties as they stand on the element, to #rrggbb. */
export function readTheme(element: Element): Theme {
  const probe = document.createElement("i");
  probe.style.forcedColorAdjust = "none"; // blue and orange are data: they stay where the reader forces colours
  (element.shadowRoot ?? element).append(probe); // only what is rendered has colours
  const theme = {} as Theme;
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    const [red, green, blue] = channels(getComputedStyle(probe).color);
    theme[name] = `#${[red, green, blue].map((part) => Math.round(part!).toString(16).padStart(2, "0")).join("")}`;
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

const forced = media("(forced-colors: active)");
const still = media("(prefers-reduced-motion: reduce)");

export function prefersStillness(): boolean {
  return still.matches;
}

/** onPreference calls f when the colours around an element or the reader's wish for stillness change. It returns a way to end that. */
export function onPreference(f: () => void, host?: HTMLElement): () => void {
  const queries = [forced, still];
  for (const query of queries) query.addEventListener("change", f);
  const end = host && onColours(host, f);
  return () => {
    queries.forEach((query) => query.removeEventListener("change", f));
    end?.();
  };
}
