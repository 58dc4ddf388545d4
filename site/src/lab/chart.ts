// The laboratory's charts: what the desk says to draw, as lines, dots, bars, areas and words.

import type { ChartData, Series } from "./desk";
import { bare, draw, frameOf, place, placed, type Drawing, type Frame, type Line, type Point } from "../chart/plot";
import { spread, three } from "../query/numbers";
import type { Spot } from "./reader";

const colours = [1, 2, 3, 4, 5, 6].map((i) => `var(--series${i})`);
const roles = ["var(--theory)", "var(--target)", "var(--generated)", "var(--muted)"]; // −1, −2, −3, −4
const row = 18; // px of a line of the legend

function colourOf(s: Series): string {
  return s.color < 0 ? roles[-1 - s.color]! : colours[s.color % colours.length]!;
}

/** Where a chart stands in its box, and what can be taken hold of there. */
export interface Picture {
  svg: string;
  grips: Grip[];
  /** What can be read off. */
  spots: Spot[];
  /** at is the place in the chart's own coordinates of a pixel. */
  at(x: number, y: number): Point;
}

/** A point that can be dragged: the parameter whose entries its coordinates are, and which pair of them; or, with an origin, whose value is how far it lies to the right of that. */
export interface Grip {
  name: string;
  parameter: string;
  index: number;
  origin?: number;
  x: number;
  y: number;
}

/** picture draws a chart, at one of its moments if it has any. Categories go down the side, so that their names have room. */
export function picture(chart: ChartData, width: number, height: number, moment = -1): Picture {
  const d = drawing(chart, moment);
  if (crowded(chart, width)) for (const line of d.lines) delete line.label;
  const f = frameOf(d, width, height);
  if (chart.equal) equalise(d, f);
  return { svg: draw(d, f), grips: grips(chart, moment, d, f), spots: spots(chart, moment, d, f), at: (x, y) => placed(d, f, [x, y]) };
}

/** heightOf is the height in px that rows with their names above them take, as where there is no room for names beside them; undefined: any. */
export function heightOf(chart: ChartData, width: number): number | undefined {
  const d = drawing(chart, -1);
  return chart.categories.length > 0 && frameOf(d, width, 0).left === bare ? 62 + 34 * chart.categories.length : undefined;
}

/** legend names the series that have no name beside them: those that are no category, and all where ends of lines have no room for names. */
export function legend(chart: ChartData, width: number): { name: string; colour: string }[] {
  const nameless = ({ name }: Series) => (chart.categories.length > 0 ? !chart.categories.includes(name) : crowded(chart, width));
  const named = new Map(shown(chart, -1).filter((s) => s.kind !== "fitted" && s.kind !== "note" && s.name && s.x.length > 0 && nameless(s)).map((s) => [s.name, colourOf(s)]));
  return [...named].map(([name, colour]) => ({ name, colour }));
}

/** whole is a chart with its legend under it, for a file. */
export function whole(chart: ChartData, width: number, height: number, moment = -1): string {
  const names = legend(chart, width);
  const columns = Math.max(1, Math.floor(width / 240));
  const below = row * Math.ceil(names.length / columns) + (names.length > 0 ? 8 : 0);
  const { svg } = picture(chart, width, height, moment);
  const items = names.map(({ name, colour }, i) => {
    const [x, y] = [12 + (i % columns) * (width / columns), height + 12 + row * Math.floor(i / columns)];
    return `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colour}"/><text x="${x + 16}" y="${y}" fill="var(--ink)">${escape(name)}</text>`;
  });
  return svg
    .replace(/viewBox="[^"]*" width="[^"]*" height="[^"]*"/, `viewBox="0 0 ${width} ${height + below}" width="${width}" height="${height + below}"`)
    .replace("</svg>", `${items.join("")}</svg>`);
}

/** shown are the series at a moment, which takes the place of those of the same names. */
function shown(chart: ChartData, moment: number): Series[] {
  const now = chart.moments?.[moment]?.series ?? [];
  const replaced = new Set(now.map((s) => s.name));
  return [...chart.series.filter((s) => !replaced.has(s.name)), ...now];
}

function crowded(chart: ChartData, width: number): boolean {
  const longest = Math.max(0, ...chart.series.map((s) => s.name.length));
  return 7 * longest > 0.3 * width;
}

function drawing(chart: ChartData, moment: number): Drawing {
  return chart.categories.length > 0 ? categories(chart) : plane(chart, shown(chart, moment));
}

function plane(chart: ChartData, list: Series[]): Drawing {
  const bare = chart.bare ? { ticks: [] } : {};
  const ticks = chart.ticksX.length > 0 ? { ticks: chart.ticksX.map((x) => [x, String(x)] as const) } : {};
  const d = blank({ ...axis(chart.x, chart.logX), ...ticks, ...bare, label: chart.xLabel }, { ...axis(chart.y, chart.logY), ...bare, label: chart.yLabel });
  const named = new Set<string>();
  for (const s of list) {
    const points = s.x.map((x, i) => [x, s.y[i]!] as const);
    switch (s.kind) {
      case "bars":
        d.bands.push(...bars(s, chart.logY ? chart.y[0] : 0));
        break;
      case "area":
        d.bands.push({ upper: points, lower: [], colour: colourOf(s), opacity: 0.16 });
        break;
      case "note":
        s.x.forEach((x, i) => d.notes.push({ at: [x, s.y[i]!], text: s.text?.[i] ?? s.name, colour: colourOf(s), anchor: "middle", dy: -10 }));
        continue;
    }
    const line = lineOf(s, points);
    if (line) {
      // A name that several lines share stands at the last of them.
      if (!named.has(s.name) && s.kind !== "fitted") line.label = s.name;
      named.add(s.name);
      d.lines.push(line);
    }
    if (s.kind !== "measured" && s.kind !== "dots") continue;
    if (s.kind === "dots" && points.length > 0 && !named.has(s.name)) d.lines.push({ points, colour: colourOf(s), width: 0, label: s.name });
    named.add(s.name);
    s.x.forEach((x, i) => {
      const [y, se] = [s.y[i]!, s.se[i] ?? 0];
      const low = chart.logY ? Math.max(y - se, chart.y[0]) : y - se;
      if (se > 0) d.lines.push({ points: [[x, low], [x, y + se]], colour: colourOf(s), width: 1 });
      d.dots.push({ at: [x, y], colour: colourOf(s), open: false, ...(points.length > 100 ? { radius: points.length > 300 ? 1.6 : 2.5 } : {}) });
    });
    if (s.text) s.x.forEach((x, i) => s.text![i] && d.notes.push({ at: [x, s.y[i]!], text: s.text![i]!, colour: colourOf(s), anchor: "middle", dy: -10 }));
  }
  return d;
}

/** bars are as wide as the points are apart, and stand in the middle of their points. */
function bars(s: Series, floor: number): Drawing["bands"] {
  const half = s.x.length > 1 ? (s.x[1]! - s.x[0]!) / 2 : 0.5;
  return s.x.map((x, i) => ({
    upper: [[x - half, s.y[i]!], [x + half, s.y[i]!]] as Point[], lower: [[x - half, floor], [x + half, floor]] as Point[], colour: colourOf(s), opacity: 0.35,
  }));
}

function lineOf(s: Series, points: Point[]): Line | undefined {
  switch (s.kind) {
    case "measured":
      return { points, colour: colourOf(s), width: 2 };
    case "theory":
      return { points, colour: colourOf(s), width: 1.25, dash: "6 4", opacity: 0.8 };
    case "fitted":
      return { points, colour: colourOf(s), width: 1.25 };
    case "bars":
      return { points: [], colour: colourOf(s), width: 0 };
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
    s.x.forEach((at, i) => {
      const [value, se] = [s.y[i]!, s.se[i] ?? 0];
      if (s.kind === "theory") {
        d.lines.push({ points: [[value, at - 0.35], [value, at + 0.35]], colour: colourOf(s), width: 2, dash: "4 3" });
        return;
      }
      if (se > 0) d.lines.push({ points: [[Math.max(0, value - se), at], [value + se, at]], colour: colourOf(s), width: 1.5 });
      d.dots.push({ at: [value, at], colour: colourOf(s), open: false });
    });
  }
  return d;
}

/** grips are the points that can be dragged. */
function grips(chart: ChartData, moment: number, d: Drawing, f: Frame): Grip[] {
  return shown(chart, moment).flatMap((s) => (s.drag ?? s.slide) === undefined ? [] : s.x.map((x, index) => {
    const [px, py] = place(d, f, [x, s.y[index]!]);
    return { name: s.text?.[index] || s.name, parameter: (s.drag ?? s.slide)!, index, x: px, y: py, ...(s.slide === undefined ? {} : { origin: s.origin ?? 0 }) };
  }));
}

/** spots are the points that can be read off, series by series; where places mean nothing there are none. */
function spots(chart: ChartData, moment: number, d: Drawing, f: Frame): Spot[] {
  if (chart.bare) return [];
  const named = chart.categories.length > 0;
  const readable = shown(chart, moment).filter((s) => s.kind !== "fitted" && s.kind !== "area" && s.kind !== "note");
  return readable.flatMap((s) => s.x.map((x, i) => {
    const value = spread(s.y[i]!, s.se[i] ?? 0);
    const [px, py] = place(d, f, named ? [s.y[i]!, x] : [x, s.y[i]!]);
    const words = [named ? chart.categories[x]! : `${chart.xLabel || "where"} ${three(x)}`, `${chart.yLabel || "value"} ${value}`];
    return { series: s.name || chart.title, colour: colourOf(s), words, x: px, y: py };
  }));
}

/** equalise widens the axis on which a unit is longer. */
function equalise(d: Drawing, f: Frame): void {
  const [w, h] = [f.width - f.left - f.right, f.height - f.top - f.bottom];
  const unit = ([lo, hi]: [number, number], px: number) => (hi - lo) / px;
  const longest = Math.max(unit(d.x.domain, w), unit(d.y.domain, h));
  for (const [a, px] of [[d.x, w], [d.y, h]] as const) {
    const [lo, hi] = a.domain;
    const half = (longest * px) / 2;
    a.domain = [(lo + hi) / 2 - half, (lo + hi) / 2 + half];
  }
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

function escape(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
