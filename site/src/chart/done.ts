// Whether the generator is done, by the largest eigenvalue of some of its samples: the run's path into the law of white noise,
// and how often the test finds an error.

import { one, three, whole } from "../query/numbers";
import type { Drawing, Line, Point } from "./plot";
import { at, moment, points, samplesAxis, shown, withNow, type View } from "./readings";
import type { Report } from "../realm/wire";

const generated = "var(--generated)";
const ink = "var(--theory)";
const dashes = "6 4";
const [lowest, highest] = [-6, 10]; // of s, as drawn
const share = 0.24; // of the width, for the bell
const leastP = 1e-12;

/** equals says what a p-value is; the trainer ends them at 10⁻¹². */
export function equals(p: number): string {
  return p <= leastP ? "p < 10⁻¹²" : `p = ${three(p)}`;
}

/** done is the path of the rescaled eigenvalue into the law of white noise, which stands on the right. */
export function done(report: Report, logX: boolean): View {
  const [verdict] = report.verdict;
  if (!verdict) return silent();
  const rows = withNow(report.curve, report.curveNow).filter((r) => r[at("edgeP")]! > 0);
  const path = points(rows, at("samples"), at("edge"), logX, false).map(clipped);
  const x = samplesAxis(path, logX);
  const [critical, s, p] = [verdict[4]!, verdict[2]!, verdict[3]!];
  const right = x.domain[1];
  const bell = bellOf(report.whiteNoise, x.domain, logX);
  const lines: Line[] = [
    { points: x.domain.map((v) => [v, critical] as const), colour: ink, width: 1, dash: dashes, label: "5 %" },
    { points: bell, colour: ink, width: 1.25, dash: dashes },
    { points: path, colour: generated, width: 2.5 },
  ];
  const notes: Drawing["notes"] = [{ at: [right, -4.2], text: "white noise", colour: ink, anchor: "end", dx: -4, dy: 14 }];
  const dots: Drawing["dots"] = [];
  const last = path.at(-1);
  if (last) { // the needle, and beside it the p-value
    lines.push({ points: [last, [right, last[1]]], colour: generated, width: 1.5, label: equals(p), strong: true });
    dots.push({ at: last, colour: generated, open: false });
    if (s > highest) notes.push({ at: last, text: `s = ${three(s)}`, colour: generated, anchor: "end", dx: -8, dy: 16 });
  }
  const readings = shown(rows, at("edge"), logX, false).map((r) => ({
    at: clipped([r[at("samples")]!, r[at("edge")]!]), step: r[0]!, head: moment(r),
    items: [{ name: "s", colour: generated, value: three(r[at("edge")]!) }, { name: "p-value", colour: ink, value: equals(r[at("edgeP")]!).replace("p ", "").replace("= ", "") }],
  }));
  const bands: Drawing["bands"] = bell.length > 0 ? [{ upper: [...bell, [right, bell.at(-1)![1]], [right, bell[0]![1]]], lower: [], colour: ink, opacity: 0.1 }] : [];
  return { drawing: { x, y: { label: "s = (λ − μ)/σ", log: false, domain: [lowest, highest] }, lines, bands, notes, dots }, readings, canLogX: true, canLogY: false };
}

/** power is how often the test finds an error, against the largest variance; the run's own stands in it. */
export function power(report: Report): View {
  const [verdict] = report.verdict;
  const rows = report.power;
  if (!verdict) return silent();
  if (rows.length === 0) return silent("being found …");
  const [variance, detectable] = [verdict[5]!, verdict[6]!];
  const end = Math.max(rows.at(-1)![0]!, detectable + 0.05 * (detectable - 1));
  const now = Math.min(Math.max(variance, 1), end);
  const lines: Line[] = [
    { points: [[1, 0.05], [end, 0.05]], colour: ink, width: 1, dash: dashes, label: "5 %" },
    { points: [[detectable, 0], [detectable, 1]], colour: ink, width: 1, dash: dashes },
    { points: [[now, 0], [now, 1]], colour: generated, width: 2 },
    { points: rows.map((r) => [r[0]!, r[1]!] as const), colour: "var(--ink)", width: 2, label: "found", strong: true },
  ];
  const side = (v: number) => (v > 1 + 0.6 * (end - 1) ? { anchor: "end" as const, dx: -6 } : { anchor: "start" as const, dx: 6 });
  const notes: Drawing["notes"] = [
    { at: [detectable, 0.93], text: `1 + √(d/n) = ${three(detectable)}`, colour: ink, ...side(detectable) },
    { at: [now, 0.8], text: variance > end ? `now ${three(variance)}` : "now", colour: generated, ...side(now) },
  ];
  const readings = rows.map((r) => ({
    at: [r[0]!, r[1]!] as const, step: report.step, head: `variance ${three(r[0]!)} in one direction`,
    items: [{ name: "found", colour: "var(--ink)", value: `${three(100 * r[1]!)} ± ${one(100 * r[2]!)} in 100` }],
  }));
  const x = { label: "largest variance, in the target’s units", log: false, domain: [1, end] as [number, number] };
  return { drawing: { x, y: { label: `share found with ${whole(verdict[0]!)} samples`, log: false, domain: [0, 1] }, lines, bands: [], notes, dots: [] }, readings, canLogX: false, canLogY: false };
}

/** silent is a chart with nothing but words. */
function silent(why = "for one-to-one activations in two dimensions or more"): View {
  const axis = (label: string) => ({ label, log: false, domain: [0, 1] as [number, number] });
  return { drawing: { x: axis(""), y: axis(""), lines: [], bands: [], notes: [{ at: [0.5, 0.5], text: why, colour: ink, anchor: "middle" }], dots: [] }, readings: [], canLogX: false, canLogY: false };
}

/** bellOf lays the density on its side: as far from the right as it is high. */
function bellOf(law: number[][], [from, to]: [number, number], log: boolean): Point[] {
  const peak = Math.max(...law.map((r) => r[1]!));
  return law.map(([s, density]) => {
    const far = (share * density!) / peak;
    return [log ? to * (from / to) ** far : to - far * (to - from), s!] as const;
  });
}

function clipped([x, s]: Point): Point {
  return [x, Math.min(Math.max(s, lowest), highest)];
}
