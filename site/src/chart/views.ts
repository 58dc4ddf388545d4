// The charts of a run: which rows become which lines. Every number comes from the trainer.

import { done, power } from "./done";
import { lowered, round125, spread, three } from "../query/numbers";
import type { Drawing, Line, Point } from "./plot";
import { at, fine, freeAxis, linearAxis, moment, on, points, samplesAxis, shown, withNow, type CurveColumn, type View } from "./readings";
import { plateauColumns, trailColumns, type Report } from "../realm/wire";

export type Kind = "tv" | "js" | "kl" | "value" | "phase" | "spectrum" | "done" | "power";

/** The charts by name, with what a tab says, what a title says, and which axes are logarithmic at first. */
export const kinds: Record<Kind, { tab: string; title: string; logX: boolean; logY: boolean }> = {
  tv: { tab: "TV", title: "Total variation", logX: true, logY: true },
  js: { tab: "JS", title: "Jensen–Shannon divergence", logX: true, logY: true },
  kl: { tab: "KL", title: "Kullback–Leibler divergence", logX: true, logY: true },
  value: { tab: "Value", title: "Value of the game and both players' losses", logX: true, logY: false },
  phase: { tab: "Phase", title: "Phase portrait of the two players", logX: false, logY: false },
  spectrum: { tab: "Spectrum", title: "Singular values of W in coordinates in which the target is round", logX: true, logY: false },
  done: { tab: "Done?", title: "The largest eigenvalue of generated samples, on its way into the law of white noise", logX: true, logY: false },
  power: { tab: "Power", title: "How often the test by the largest eigenvalue finds an error, against its size", logX: false, logY: false },
};

/** A run that was kept to be compared with. */
export interface Kept {
  name: string;
  colour: string;
  curve: number[][];
  trail: number[][];
}

const generated = "var(--generated)";
const ink = "var(--theory)";
const muted = "var(--muted)";
const dashes = "6 4";
const dots = "1.5 4";

/** The baselines by their columns of the curve. */
const baselines = [
  { column: "tvTruncated", label: "truncated likelihood", dash: "9 3 2 3" },
  { column: "tvWGAN", label: "Wasserstein GAN", dash: "4 3" },
] as const;

const spectrumAt = trailColumns.length;

/** How a chart is to be drawn. */
export interface Look {
  logX: boolean;
  logY: boolean;
  /** The band between the lower and the upper bound of the total variation. */
  bounds: boolean;
}

/** viewOf builds the chart of a kind. ahead are all rows of the curve, those after the present included. */
export function viewOf(kind: Kind, report: Report, ahead: number[][], kept: Kept[], { logX, logY, bounds }: Look): View {
  switch (kind) {
    case "tv":
    case "js":
    case "kl":
      return distance(kind, report, ahead, kept, logX, logY, bounds);
    case "value":
      return value(report, kept, logX);
    case "phase":
      return report.response.length > 0 || singular(report) === 1 ? plane(report, kept) : norms(report, kept, logX, logY);
    case "spectrum":
      return spectrum(report, kept, logX, logY);
    case "done":
      return done(report, logX);
    case "power":
      return power(report);
  }
}

function distance(kind: "tv" | "js" | "kl", report: Report, ahead: number[][], kept: Kept[], logX: boolean, logY: boolean, bounds: boolean): View {
  const rows = withNow(report.curve, report.curveNow);
  const names = { tv: ["tv", "floor", "tvLast"], js: ["js", "jsExpected", "jsLast"], kl: ["kl", "klExpected", "klLast"] } as const;
  const [own, floor, last] = names[kind].map(at) as [number, number, number];
  const errors = [`${kind}Error`, `${kind}LastError`] as const;
  const known = (column: number) => rows.filter((r) => r[column]! > 0); // of the floor
  const line = (from: number[][], column: number) => points(from, at("samples"), column, logX, logY);
  const present = rows.at(-1)?.[0] ?? 0;
  const future = ahead.filter((r) => r[0]! >= present);
  const lines: Line[] = [];
  if (kind === "tv") lines.push({ points: line(rows, at("tvPinsker")), colour: ink, width: 1, dash: dots, label: "Pinsker" });
  if (kind === "tv") for (const b of baselines) lines.push({ points: line(rows, at(b.column)), colour: muted, width: 1.5, dash: b.dash, label: b.label });
  for (const k of kept) lines.push({ points: line(k.curve, own), colour: k.colour, width: 1.75, label: k.name });
  if (future.length > 1) lines.push({ points: line(future, own), colour: generated, width: 2, opacity: 0.35 });
  lines.push(
    ...(report.averaged ? [{ points: line(rows, last), colour: generated, width: 1, dash: dashes, opacity: 0.75, label: "last iterate" }] : []),
    { points: line(known(floor), floor), colour: ink, width: 1.5, dash: dashes, label: "floor" },
    { points: line(rows, own), colour: generated, width: 2.5, label: report.averaged ? "averaged run" : "this run", strong: true },
  );
  const notes: Drawing["notes"] = [];
  const all = lines.flatMap((l) => l.points);
  const x = samplesAxis(all, logX);
  // Where the target has another activation: what matching moments comes to, and the least of all for JS.
  const level = (name: (typeof plateauColumns)[number]) => report.plateau[0]?.[plateauColumns.indexOf(name)] ?? 0;
  const levels = [{ value: level(kind), label: "moments match" }, ...(kind === "js" ? [{ value: level("jsLeast"), label: "least" }] : [])].filter((l) => l.value > 0 && l.value < Infinity);
  for (const l of levels) lines.push({ points: x.domain.map((s) => [s, l.value] as const), colour: ink, width: 1.5, dash: dots, label: l.label });
  const least = Math.min(0.02, ...line(rows, own).map((p) => p[1]), ...line(known(floor), floor).map((p) => p[1]));
  const greatest = Math.max(0.5, ...line(rows, own).map((p) => p[1]), ...kept.flatMap((k) => line(k.curve, own).map((p) => p[1])));
  const top = kind === "kl" ? round125(greatest, true) : 1;
  const y = { label: kind === "tv" ? "total variation" : kinds[kind].title, log: logY,
    domain: (logY ? [round125(0.5 * least, false), top] : [0, kind === "kl" ? top : round125(Math.min(1, greatest), true)]) as [number, number] };
  if (kind === "tv" && logX && logY && rows.length > 0) {
    const guide = slope(line(known(floor), floor), x.domain);
    if (guide) {
      lines.push(guide);
      notes.push({ at: [x.domain[0], y.domain[0]], text: "theory: slope −½", colour: muted, anchor: "start", dx: 8, dy: -9 });
    }
  }
  const bands = kind === "tv" ? shades(rows, known(floor), bounds, logX, logY ? y.domain[0] / 2 : 0) : [];
  const readings = shown(rows, own, logX, logY).map((r) => ({
    at: [r[at("samples")]!, r[own]!] as const, step: r[0]!, head: moment(r),
    items: [
      { name: report.averaged ? "averaged run" : "this run", colour: generated, value: spread(r[own]!, r[at(errors[0])]!) },
      ...(report.averaged ? [{ name: "last iterate", colour: generated, value: spread(r[last]!, r[at(errors[1])]!) }] : []),
      ...levels.map((l) => ({ name: l.label, colour: ink, value: three(l.value) })),
      ...(r[floor]! > 0 ? [{ name: "floor, on average", colour: ink, value: three(r[floor]!) }] : []),
      ...(kind === "tv" && r[floor]! > 0 ? [{ name: "in 95 of 100", colour: ink, value: `${three(r[at("floorLow95")]!)} to ${three(r[at("floorHigh95")]!)}` }] : []),
      ...(kind === "tv" ? [{ name: "bounds", colour: ink, value: `${three(r[at("tvLow")]!)} to ${three(Math.min(r[at("tvHigh")]!, r[at("tvPinsker")]!))}` }] : []),
      ...(kind === "tv" ? baselines.filter((b) => r[at(b.column)]! > 0).map((b) => ({ name: b.label, colour: muted, value: spread(r[at(b.column)]!, r[at(`${b.column}Error`)]!) })) : []),
      ...kept.flatMap((k) => nearest(k.curve, r, at("samples")).map((row) => ({ name: k.name, colour: k.colour, value: three(row[own]!) }))),
    ],
  }));
  return { drawing: { x, y, lines, bands, notes, dots: [] }, readings, canLogX: true, canLogY: true, hasBounds: kind === "tv" };
}

/** shades are the bounds of the total variation, and the bands of the floor; nothing is drawn below least. */
function shades(rows: number[][], floor: number[][], bounds: boolean, logX: boolean, least: number): Drawing["bands"] {
  const shade = (upper: CurveColumn, lower: CurveColumn, from: number[][], opacity: number) => ({
    upper: points(from, at("samples"), at(upper), logX, false),
    lower: from.filter((r) => !logX || r[at("samples")]! > 0).map((r) => [r[at("samples")]!, Math.max(r[at(lower)]!, least)] as const),
    colour: ink, opacity,
  });
  return [
    ...(bounds ? [shade("tvHigh", "tvLow", rows, 0.06)] : []),
    shade("floorHigh95", "floorLow95", floor, 0.09),
    shade("floorHigh68", "floorLow68", floor, 0.12),
  ];
}

/** slope is a line of slope −½ under a floor on logarithmic axes, if there is one. */
function slope(floor: readonly (readonly [number, number])[], [lo, hi]: readonly [number, number]): Line | undefined {
  const under = Math.min(...floor.map((p) => p[1] * Math.sqrt(p[0])), Infinity);
  if (!Number.isFinite(under)) return undefined;
  return { points: [lo + (hi - lo) / 20, hi].map((s) => [s, (0.6 * under) / Math.sqrt(s)] as const), colour: muted, width: 1, dash: "2 4" };
}

function value(report: Report, kept: Kept[], logX: boolean): View {
  const rows = withNow(report.trail, report.trailNow);
  const curve = withNow(report.curve, report.curveNow);
  const line = (from: number[][], column: number, sign = 1) =>
    points(from, on("samples"), column, logX, false).map(([x, y]) => [x, sign * y] as const);
  const best = points(curve, at("samples"), at("best"), logX, false);
  const v = line(rows, on("value"));
  const x = samplesAxis(v, logX);
  const lines: Line[] = [
    { points: x.domain.map((s) => [s, report.blind] as const), colour: ink, width: 1, dash: dots, label: "guessing" },
    { points: best, colour: ink, width: 1.5, dash: dashes, label: best.length > 0 ? "best V" : "" },
    ...kept.map((k) => ({ points: line(k.trail, on("value")), colour: k.colour, width: 1.25, label: k.name })),
    { points: line(rows, on("value"), -1), colour: muted, width: 1, label: "D’s loss" },
    { points: line(rows, on("generatorLoss")), colour: generated, width: 1.5, label: "G’s loss" },
    { points: v, colour: "var(--ink)", width: 2, label: "V", strong: true },
  ];
  const readings = shown(rows, on("value"), logX, false).map((r) => ({
    at: [r[on("samples")]!, r[on("value")]!] as const, step: r[0]!, head: moment(r),
    items: [
      { name: "V", colour: "var(--ink)", value: three(r[on("value")]!) },
      ...nearest(curve, r, at("samples")).filter((c) => Number.isFinite(c[at("best")])).map((c) => ({ name: "best V", colour: ink, value: three(c[at("best")]!) })),
      { name: "D’s loss", colour: muted, value: three(-r[on("value")]!) },
      { name: "G’s loss", colour: generated, value: three(r[on("generatorLoss")]!) },
    ],
  }));
  return { drawing: { x, y: linearAxis("V, which D raises and G lowers", lines), lines, bands: [], notes: [], dots: [] }, readings, canLogX: true, canLogY: false };
}

/** plane is the phase portrait in one dimension: both players' one number. */
function plane(report: Report, kept: Kept[]): View {
  const star = Math.abs((report as unknown as { WStar: number[][] }).WStar?.[0]?.[0] ?? 1);
  const side = Math.sign(report.trailNow[0]?.[on("w")] ?? 1) || 1;
  return portrait(report, kept, { x: "w, the generator’s number", y: "v, the discriminator’s number", columns: [on("w"), on("v")], theory: report.response.map((r) => [r[0]!, r[1]!] as const), theoryName: "best answer v*(w)",
    rest: [side * star, 0], rings: rings(report.cloud, side, [side * star, 0]), logX: false, logY: false });
}

/** rings are the predicted ellipses of one, two and three standard deviations around the equilibrium. The covariance is that near w > 0. */
function rings(cloud: number[], side: number, rest: Point): Point[][] {
  if (cloud.length !== 3) return [];
  const [ww, wv, vv] = cloud as [number, number, number];
  const a = Math.sqrt(ww);
  const b = (side * wv) / a;
  const c = Math.sqrt(Math.max(0, vv - b * b));
  return [1, 2, 3].map((sigma) =>
    Array.from({ length: 73 }, (_, k) => {
      const [x, y] = [sigma * Math.cos((k * Math.PI) / 36), sigma * Math.sin((k * Math.PI) / 36)];
      return [rest[0] + a * x, rest[1] + b * x + c * y] as const;
    }),
  );
}

/** norms is the phase portrait in any other: how far both are from the equilibrium. */
function norms(report: Report, kept: Kept[], logX: boolean, logY: boolean): View {
  const theory = report.bilevel.filter((r) => (!logX || r[1]! > 0) && (!logY || r[2]! > 0)).map((r) => [r[1]!, r[2]!] as const);
  return portrait(report, kept, { x: "‖Σ − Σ∗‖, how far the generator is off", y: "‖A‖, how strong D’s opinion is", columns: [on("gap"), on("a")], theory, theoryName: "bilevel curve", rest: [0, 0], rings: [], left: report.cloud, logX, logY });
}

interface Portrait {
  x: string;
  y: string;
  columns: [number, number];
  theory: Point[];
  theoryName: string;
  rest: Point;
  /** Predicted ellipses around it. */
  rings: Point[][];
  /** Where constant steps should leave the players, in the mean square. */
  left?: number[];
  logX: boolean;
  logY: boolean;
}

function portrait(report: Report, kept: Kept[], p: Portrait): View {
  const rows = withNow(report.trail, report.trailNow);
  const [cx, cy] = p.columns;
  const line = (from: number[][]) => points(from, cx, cy, p.logX, p.logY, fine);
  const own = line(rows);
  const all = [...own, ...kept.flatMap((k) => line(k.trail)), ...(p.logX || p.logY ? [] : [p.rest]), ...p.rings.flat()];
  const x = freeAxis(p.x, all.map((q) => q[0]), p.logX);
  const y = freeAxis(p.y, [...all.map((q) => q[1]), ...(all.length < 4 ? p.theory.map((q) => q[1]) : [])], p.logY);
  const seen = p.theory.filter((q) => q[0] >= x.domain[0] && q[0] <= x.domain[1] && q[1] >= y.domain[0] && q[1] <= y.domain[1]);
  const lines: Line[] = [
    { points: p.theory, colour: ink, width: 1.5, dash: dashes },
    ...kept.map((k) => ({ points: line(k.trail), colour: k.colour, width: 1.25, label: k.name })),
    { points: own, colour: generated, width: 1.75 },
    ...p.rings.map((ring) => ({ points: ring, colour: ink, width: 1 })),
  ];
  const notes: Drawing["notes"] = [];
  const height = (v: number) => (p.logY ? Math.log(v) : v);
  const half = (height(y.domain[0]) + height(y.domain[1])) / 2; // where the curve is away from both its ends
  const off = (q: Point) => Math.abs(height(q[1]) - half);
  const middle = seen.reduce<Point | undefined>((best, q) => (best && off(best) <= off(q) ? best : q), undefined);
  if (middle) notes.push({ at: middle, text: p.theoryName, colour: ink, anchor: "start", dx: 8, dy: -6 });
  const left: Point | undefined = p.left?.length === 2 ? [p.left[0]!, p.left[1]!] : undefined;
  const near = left && left[0] < 0.2 * x.domain[1] && left[1] < 0.2 * y.domain[1]; // its words would cover those of the equilibrium
  if (!p.logX && !p.logY && !near) notes.push({ at: p.rest, text: "equilibrium", colour: "var(--target)", anchor: "start", dx: 9, dy: -7 });
  const start = own[0];
  const room = !p.logX && start && start[0] - x.domain[0] < 0.1 * (x.domain[1] - x.domain[0]); // only to the right of it
  if (start) notes.push({ at: start, text: "start", colour: generated, ...(room ? { anchor: "start", dx: 9, dy: 16 } : { anchor: "end", dx: -9, dy: -7 }) });
  const marks = [{ at: p.rest, colour: "var(--target)", open: true }];
  const low = p.rings.at(-1)?.reduce((best, q) => (q[1] < best[1] ? q : best));
  if (low) notes.push({ at: low, text: "1, 2, 3σ as predicted", colour: ink, anchor: "middle", dy: 16 });
  if (left) {
    marks.push({ at: left, colour: ink, open: true });
    notes.push({ at: left, text: "long run, as predicted", colour: ink, anchor: "start", dx: 9, dy: -7 });
  }
  if (start) marks.push({ at: start, colour: generated, open: true });
  if (own.length > 0) marks.push({ at: own.at(-1)!, colour: generated, open: false });
  const readings = shown(rows, cy, false, p.logY, fine).map((r) => ({
    at: [r[cx]!, r[cy]!] as const, step: r[0]!, head: moment(r),
    items: [{ name: short(p.x), colour: generated, value: three(r[cx]!) }, { name: short(p.y), colour: ink, value: three(r[cy]!) }],
  }));
  return { drawing: { x, y, lines, bands: [], notes, dots: marks }, readings, canLogX: short(p.x) !== "w", canLogY: short(p.y) !== "v" };
}

/** short is the symbol of an axis, without what explains it. */
const short = (label: string) => label.split(",")[0]!;

function spectrum(report: Report, kept: Kept[], logX: boolean, logY: boolean): View {
  const rows = withNow(report.trail, report.trailNow);
  const count = singular(report);
  const all = [...Array(count).keys()];
  const line = (from: number[][], i: number) => points(from, on("samples"), spectrumAt + i, logX, logY);
  const x = samplesAxis(line(rows, 0), logX);
  const name = (i: number) => (count === 1 ? "s" : `s${lowered(i + 1)}`);
  const theory = all.map((i) => points(report.bilevel, 0, 3 + i, logX, logY).filter((p) => p[0] <= x.domain[1]));
  const lines: Line[] = [
    { points: x.domain.map((s) => [s, 1] as const), colour: "var(--target)", width: 1.5, label: "the target’s" },
    ...theory.map((p, i) => ({ points: p, colour: ink, width: 1, dash: dashes, label: i === 0 && p.length > 0 ? "bilevel flow" : "" })),
    ...kept.flatMap((k) => all.filter((i) => spectrumAt + i < (k.trail[0]?.length ?? 0)).map((i) => ({ points: line(k.trail, i), colour: k.colour, width: 1.25, label: i === 0 ? k.name : "" }))),
    ...all.map((i) => ({ points: line(rows, i), colour: generated, width: 2, label: count <= 4 || i === 0 || i === count - 1 ? name(i) : "" })),
  ];
  const y = logY ? freeAxis("s, by how much W stretches each way", lines.flatMap((l) => l.points.map((p) => p[1])), true) : linearAxis("s, by how much W stretches each way", lines, 0);
  const readings = shown(rows, spectrumAt, logX, logY).map((r) => ({
    at: [r[on("samples")]!, r[spectrumAt]!] as const, step: r[0]!, head: moment(r),
    items: all.map((i) => ({ name: name(i), colour: generated, value: three(r[spectrumAt + i]!) })),
  }));
  return { drawing: { x, y, lines, bands: [], notes: [], dots: [] }, readings, canLogX: true, canLogY: true };
}

/** singular is the number of singular values that come. */
function singular(report: Report): number {
  return Math.max(0, (report.trailNow[0]?.length ?? spectrumAt) - spectrumAt);
}

/** nearest is the row with the most samples up to those of r, if there is one. */
function nearest(rows: number[][], r: number[], samples: number): number[][] {
  const found = rows.findLast((k) => k[samples]! <= r[1]! * (1 + 1e-9));
  return found ? [found] : [];
}
