// From the trainer's rows to a chart: where the columns stand, what the axes can show of them, and what is read off.

import { round125, ticks, whole } from "../query/numbers";
import type { Drawing, Line, Point } from "./plot";
import { curveColumns, trailColumns } from "../realm/wire";

/** One moment of the run as the chart shows it, to be read off. */
export interface Reading {
  at: Point;
  step: number;
  head: string;
  items: { name: string; colour: string; value: string }[];
}

/** A chart that is built: what is drawn and what can be read off. */
export interface View {
  drawing: Drawing;
  readings: Reading[];
  /** Whether the axis can be logarithmic. */
  canLogX: boolean;
  canLogY: boolean;
  hasBounds?: boolean;
}

const most = 240; // points of a line: one for every two pixels
export const fine = 700; // of one that turns

export type CurveColumn = (typeof curveColumns)[number];
type TrailColumn = (typeof trailColumns)[number];

/** at is where a column of the curve stands in its rows. */
export const at = (name: CurveColumn) => curveColumns.indexOf(name);
/** on is where one of the trail stands. */
export const on = (name: TrailColumn) => trailColumns.indexOf(name);

/** withNow adds the present moment where it has no row of its own. */
export function withNow(rows: number[][], now: number[][]): number[][] {
  const [present] = now;
  const last = rows.at(-1);
  return present && !(last && last[0] === present[0] && last[1] === present[1]) ? [...rows, present] : rows;
}

/** points takes what the axes can show, thinned to what its pixels can. */
export function points(rows: number[][], x: number, y: number, logX: boolean, logY: boolean, fit = most): Point[] {
  const found: Point[] = [];
  for (const r of rows) {
    const [a, b] = [r[x]!, r[y]!];
    if ((logX ? a > 0 : Number.isFinite(a)) && (logY ? b > 0 && b < Infinity : Number.isFinite(b))) found.push([a, b]);
  }
  return thinned(found, fit);
}

/** shown leaves the rows that the axes can show, thinned alike. */
export function shown(rows: number[][], column: number, logX: boolean, logY: boolean, fit = most): number[][] {
  return thinned(rows.filter((r) => (!logX || r[1]! > 0) && (logY ? r[column]! > 0 : true) && Number.isFinite(r[column])), fit);
}

/** thinned leaves out all but every so-many-th, counted from the last. */
function thinned<T>(list: T[], fit: number): T[] {
  const stride = Math.ceil(list.length / fit);
  return stride < 2 ? list : list.filter((_, i) => (list.length - 1 - i) % stride === 0);
}

export function samplesAxis(all: Point[], log: boolean): Drawing["x"] {
  const xs = all.map((p) => p[0]);
  const begin = Math.min(...xs, Infinity);
  const end = Math.max(...xs, 0);
  const from = Number.isFinite(begin) && begin > 0 ? begin : 40;
  const domain: [number, number] = log
    ? [round125(from, false), round125(Math.max(end, 100 * from), true)]
    : [0, round125(Math.max(end, from), true)];
  return { label: "target samples", log, domain };
}

export function linearAxis(label: string, lines: Line[], least = Infinity): Drawing["y"] {
  const ys = lines.flatMap((l) => l.points.map((p) => p[1]));
  const lo = Math.min(least, ...ys);
  const hi = Math.max(...ys, lo + 0.1);
  const pad = 0.05 * (hi - lo);
  return { label, log: false, domain: [least === Infinity ? lo - pad : Math.min(least, lo), hi + pad] };
}

export function freeAxis(label: string, values: number[], log: boolean): Drawing["x"] {
  const lo = Math.min(...values, log ? 1 : 0);
  const hi = Math.max(...values, log ? 1 : 0.5);
  if (log) return { label, log, domain: [round125(Math.max(lo, 1e-12), false), round125(hi, true)] };
  const step = (ticks(lo, hi, 5)[1] ?? 1) - (ticks(lo, hi, 5)[0] ?? 0);
  return { label, log, domain: [lo < 0 ? Math.floor(lo / step) * step : 0, Math.ceil(hi / step) * step] };
}

/** moment heads a reading. */
export function moment(r: number[]): string {
  return `${whole(r[1]!)} samples, step ${whole(r[0]!)}`;
}
