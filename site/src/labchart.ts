// The laboratory's charts: what the desk says to draw, in lines and dots.

import type { ChartData, Series } from "./labdesk";
import { draw, frameOf, type Drawing, type Line, type Point } from "./plot";

const colours = ["var(--series1)", "var(--series2)", "var(--series3)", "var(--series4)", "var(--series5)", "var(--series6)"];
const theory = "var(--theory)";

function colourOf(s: Series): string {
  return s.color < 0 ? theory : colours[s.color % colours.length]!;
}

/** drawn returns a chart as SVG. Categories go down the side, so that their names have room. */
export function drawn(chart: ChartData, width: number, height: number): string {
  const d = chart.categories.length > 0 ? categories(chart) : plane(chart);
  if (crowded(chart, width)) for (const line of d.lines) delete line.label;
  return draw(d, frameOf(d, width, height));
}

/** legend names the series of a chart too narrow for names at the ends of its lines; empty where there is room. */
export function legend(chart: ChartData, width: number): { name: string; colour: string }[] {
  if (!crowded(chart, width)) return [];
  const named = new Map(chart.series.filter((s) => s.kind !== "fitted" && s.x.length > 0).map((s) => [s.name, colourOf(s)]));
  return [...named].map(([name, colour]) => ({ name, colour }));
}

function crowded(chart: ChartData, width: number): boolean {
  const longest = Math.max(0, ...chart.series.map((s) => s.name.length));
  return chart.categories.length === 0 && 7 * longest > 0.3 * width;
}

function plane(chart: ChartData): Drawing {
  const ticks = chart.ticksX.length > 0 ? { ticks: chart.ticksX.map((x) => [x, String(x)] as const) } : {};
  const d = blank({ ...axis(chart.x, chart.logX), ...ticks, label: chart.xLabel }, { ...axis(chart.y, chart.logY), label: chart.yLabel });
  const named = new Set<string>();
  for (const s of chart.series) {
    const points = s.x.map((x, i) => [x, s.y[i]!] as const);
    const line = lineOf(s, points);
    if (line) {
      // A name that several lines share stands at the last of them.
      if (!named.has(s.name) && s.kind !== "fitted") line.label = s.name;
      named.add(s.name);
      d.lines.push(line);
    }
    if (s.kind === "dots" && s.x.length > 0 && !line) d.lines.push({ points, colour: colourOf(s), width: 0, label: s.name });
    if (s.kind === "theory" || s.kind === "fitted") continue;
    s.x.forEach((x, i) => {
      const [y, se] = [s.y[i]!, s.se[i] ?? 0];
      const low = chart.logY ? Math.max(y - se, chart.y[0]) : y - se;
      if (se > 0) d.lines.push({ points: [[x, low], [x, y + se]], colour: colourOf(s), width: 1 });
      d.dots.push({ at: [x, y], colour: colourOf(s), open: false });
    });
  }
  return d;
}

function lineOf(s: Series, points: Point[]): Line | undefined {
  switch (s.kind) {
    case "measured":
      return { points, colour: colourOf(s), width: 2 };
    case "theory":
      return { points, colour: theory, width: 1.25, dash: "6 4", opacity: 0.8 };
    case "fitted":
      return { points, colour: colourOf(s), width: 1.25 };
    default:
      return undefined;
  }
}

function categories(chart: ChartData): Drawing {
  const last = chart.categories.length - 1;
  const x = axis([0, chart.y[1] * 1.05], false);
  const d = blank({ ...x, label: chart.yLabel }, {
    log: false, domain: [last + 0.6, -0.6], label: "", ticks: chart.categories.map((name, i) => [i, name] as const),
  });
  for (const s of chart.series) {
    s.x.forEach((row, i) => {
      const [value, se] = [s.y[i]!, s.se[i] ?? 0];
      if (s.kind === "theory") {
        d.lines.push({ points: [[value, row - 0.35], [value, row + 0.35]], colour: theory, width: 2, dash: "4 3" });
        return;
      }
      if (se > 0) d.lines.push({ points: [[Math.max(0, value - se), row], [value + se, row]], colour: colourOf(s), width: 1.5 });
      d.dots.push({ at: [value, row], colour: colourOf(s), open: false });
    });
  }
  return d;
}

function blank(x: Drawing["x"], y: Drawing["y"]): Drawing {
  return { x, y, lines: [], bands: [], notes: [], dots: [] };
}

/** axis leaves a little room around what is drawn. */
function axis([lo, hi]: [number, number], log: boolean): { log: boolean; domain: [number, number] } {
  if (log) {
    const room = (hi / lo) ** 0.04 * 1.02;
    return { log, domain: [lo / room, hi * room] };
  }
  return { log, domain: [lo, hi > lo ? hi : lo + 1] };
}
