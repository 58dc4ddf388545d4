// A chart as SVG: axes, lines and labels at their ends. Only presentation attributes are used, which no style
// policy forbids, and the page's colours by name, which an export replaces.

import { power, round125, ticks } from "../query/numbers";

export interface Axis {
  label: string;
  log: boolean;
  domain: [number, number];
  /** Where to put which words instead of numbers. */
  ticks?: readonly (readonly [at: number, words: string])[];
}

export type Point = readonly [x: number, y: number];

export interface Line {
  points: Point[];
  colour: string;
  width: number;
  dash?: string;
  opacity?: number;
  /** Stands where the line ends, in the right margin. */
  label?: string;
  strong?: boolean;
}

/** Words at a place of the plane. */
export interface Note {
  at: Point;
  text: string;
  colour: string;
  anchor: "start" | "end" | "middle";
  dx?: number;
  dy?: number;
}

export interface Drawing {
  x: Axis;
  y: Axis;
  lines: Line[];
  /** Areas between two lines that run the same way; without the second the inside of the first. */
  bands: { upper: Point[]; lower: Point[]; colour: string; opacity: number }[];
  notes: Note[];
  dots: { at: Point; colour: string; open: boolean; radius?: number }[];
}

const size = 12; // px, of the words
const advance = 6.8; // px that a letter takes on average, and never much more
const row = 14; // px between labels at ends of lines
const aside = 9; // px from a point to a note beside it that asked for no side
const gap = 6;

/** Where a drawing stands in its box, in px. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** frameOf leaves room for the labels. */
export function frameOf(d: Drawing, width: number, height: number): Frame {
  const longest = Math.max(0, ...d.lines.map((line) => (line.label ?? "").length));
  const right = longest > 0 ? Math.min(0.34 * width, gap + advance * longest + 4) : 14;
  const marks = tickValues(d.y).map((v) => tickText(d.y, v).length);
  const left = 12 + advance * Math.max(2, ...marks);
  return { width, height, left: left > widest * width ? bare : left, right, top: 26, bottom: 36 };
}

/** The share of the width that words at the ticks of the vertical axis may take beside the plane; longer ones stand in it, above their lines. */
const widest = 0.45;

/** Where the plane begins, in px, if nothing stands beside it. */
export const bare = 4;

/** place returns where a point stands, in px. */
export function place(d: Drawing, f: Frame, [x, y]: Point): [number, number] {
  return [
    f.left + share(d.x, x) * (f.width - f.left - f.right),
    f.height - f.bottom - share(d.y, y) * (f.height - f.top - f.bottom),
  ];
}

/** placed is the inverse of place: where in the plane a pixel stands. */
export function placed(d: Drawing, f: Frame, [x, y]: Point): Point {
  const back = ({ log, domain: [lo, hi] }: Axis, s: number) => (log ? lo * (hi / lo) ** s : lo + s * (hi - lo));
  return [back(d.x, (x - f.left) / (f.width - f.left - f.right)), back(d.y, (f.height - f.bottom - y) / (f.height - f.top - f.bottom))];
}

/** share is where on an axis a value stands, from 0 to 1; a little outside is clipped, far outside must stay finite. */
function share({ log, domain: [lo, hi] }: Axis, v: number): number {
  const s = log ? Math.log(Math.max(v, 1e-300) / lo) / Math.log(hi / lo) : (v - lo) / (hi - lo);
  return Math.max(-2, Math.min(3, s));
}

let drawings = 0;

export function draw(d: Drawing, f: Frame): string {
  const clip = `plane${++drawings}`; // several drawings may share a document
  const [x0, x1, y0, y1] = [f.left, f.width - f.right, f.top, f.height - f.bottom];
  const out: string[] = [];
  const text = (x: number, y: number, words: string, colour: string, anchor: string, more = "") =>
    out.push(`<text x="${n(x)}" y="${n(y)}" fill="${colour}" text-anchor="${anchor}"${more}>${escape(words)}</text>`);
  for (const v of tickValues(d.x)) {
    const [x] = place(d, f, [v, d.y.domain[0]]);
    out.push(`<path d="M${n(x)} ${y0}V${y1}" stroke="var(--line)"/>`);
    text(x, y1 + 18, tickText(d.x, v), "var(--muted)", "middle");
  }
  for (const v of tickValues(d.y)) {
    const [, y] = place(d, f, [d.x.domain[0], v]);
    out.push(`<path d="M${x0} ${n(y)}H${x1}" stroke="var(--line)"/>`);
    if (x0 > bare) text(x0 - 6, y + 4, tickText(d.y, v), "var(--muted)", "end");
    else text(x0, y - 14, tickText(d.y, v), "var(--muted)", "start");
  }
  text((x0 + x1) / 2, f.height - 3, d.x.label, "var(--muted)", "middle");
  text(2, 14, d.y.label, "var(--muted)", "start");

  out.push(`<clipPath id="${clip}"><rect x="${x0}" y="${y0 - 2}" width="${Math.max(0, x1 - x0)}" height="${Math.max(0, y1 - y0 + 4)}"/></clipPath><g clip-path="url(#${clip})" fill="none" stroke-linejoin="round">`);
  const strokes = new Strokes(out);
  for (const band of d.bands) {
    const there = path(d, f, band.upper);
    const back = path(d, f, [...band.lower].reverse()).replace("M", "L");
    if (there) strokes.add(`${there}${back}Z`, `fill="${band.colour}" fill-opacity="${band.opacity}" stroke="none"`);
  }
  for (const line of d.lines) {
    const dash = line.dash ? ` stroke-dasharray="${line.dash}"` : "";
    const faint = line.opacity ? ` stroke-opacity="${line.opacity}"` : "";
    strokes.add(path(d, f, line.points), `stroke="${line.colour}" stroke-width="${line.width}"${dash}${faint}`);
  }
  strokes.end();
  out.push("</g>");
  for (const dot of d.dots) {
    if (!inside(d, dot.at)) continue;
    const [x, y] = place(d, f, dot.at);
    if (dot.radius) strokes.add(`M${n(x)} ${n(y)}h0`, `fill="none" stroke="${dot.colour}" stroke-width="${2 * dot.radius}" stroke-linecap="round"`);
    else out.push(`<circle cx="${n(x)}" cy="${n(y)}" r="4" stroke="${dot.colour}" stroke-width="2" fill="${dot.open ? "var(--paper)" : dot.colour}"/>`);
  }
  strokes.end();
  for (const { note, x, y, anchor } of notesOf(d, f)) {
    text(x, y, note.text, note.colour, anchor, ' stroke="var(--paper)" stroke-width="3" paint-order="stroke"');
  }
  for (const { line, y } of ends(d, f)) text(x1 + gap, y + 4, line.label!, line.colour, "start", line.strong ? ' font-weight="600"' : "");
  return `<svg viewBox="0 0 ${f.width} ${f.height}" width="${f.width}" height="${f.height}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif" font-size="${size}" aria-hidden="true">${out.join("")}</svg>`;
}

/** Strokes draws what looks alike and comes one after the other as one path: a thousand elements would take their time. */
class Strokes {
  private data = "";
  private look = "";

  constructor(private readonly out: string[]) {}

  add(data: string, look: string): void {
    if (look !== this.look) this.end();
    this.look = look;
    this.data += data;
  }

  end(): void {
    if (this.data) this.out.push(`<path d="${this.data}" ${this.look}/>`);
    this.data = "";
  }
}

/** ends gives each labelled line a row of its own near where it ends. */
function ends(d: Drawing, f: Frame): { line: Line; y: number }[] {
  const [top, bottom] = [f.top, f.height - f.bottom];
  const placed = d.lines
    .filter((line) => line.label && line.points.length > 0)
    .map((line) => ({ line, y: Math.max(top, Math.min(bottom, place(d, f, line.points.at(-1)!)[1])) }))
    .sort((a, b) => a.y - b.y);
  for (let i = 1; i < placed.length; i++) placed[i]!.y = Math.max(placed[i]!.y, placed[i - 1]!.y + row);
  for (let i = placed.length - 1, most = bottom; i >= 0; i--, most -= row) placed[i]!.y = Math.min(placed[i]!.y, most);
  return placed;
}

interface Placed {
  note: Note;
  x: number;
  y: number;
  anchor: Note["anchor"];
}

/** notesOf finds a place for each of the notes around its point where it lies on no line and on no other note, the nearest to what it asks for. */
function notesOf(d: Drawing, f: Frame): Placed[] {
  const notes = d.notes.filter((note) => inside(d, note.at));
  if (notes.length === 0) return [];
  const lines = d.lines.map((line) => line.points.map((p) => place(d, f, p)));
  const taken: [number, number, number, number][] = [];
  return notes.map((note) => {
    const [x, y] = place(d, f, note.at);
    const wide = advance * note.text.length;
    const [dx, dy] = [Math.abs(note.dx ?? 0), note.dy ?? 0];
    const wanted: Placed = { note, x: x + (note.dx ?? 0), y: y + dy, anchor: note.anchor };
    const box = (p: Placed): [number, number, number, number] => {
      const left = p.x - { start: 0, middle: wide / 2, end: wide }[p.anchor];
      return [left, p.y - 11, left + wide, p.y + 3];
    };
    const sides = [dy, 12 - dy, dy - 16, 30 - dy, dy - 32, 46 - dy].flatMap((down): Placed[] => (["start", "end"] as const).map((anchor) => ({ note, x: x + (anchor === "start" ? 1 : -1) * (dx || aside), y: y + down, anchor })));
    const bad = (p: Placed) => {
      const [a, b, c, e] = box(p);
      if (a < f.left || c > f.width - 2 || b < f.top - 4 || e > f.height - f.bottom + 2) return Infinity;
      const others = taken.filter(([p, q, r, s]) => a < r && c > p && b < s && e > q).length;
      return 50 * others + lines.reduce((sum, line) => sum + line.filter((q, i) => i > 0 && crosses(line[i - 1]!, q, [a, b, c, e])).length, 0);
    };
    const best = [wanted, ...sides].map((p) => ({ p, bad: bad(p) })).reduce((least, next) => (next.bad < least.bad ? next : least)).p;
    taken.push(box(best));
    return best;
  });
}

/** crosses says whether a piece of a line runs through a box. */
function crosses([x0, y0]: [number, number], [x1, y1]: [number, number], [a, b, c, d]: [number, number, number, number]): boolean {
  if (Math.max(x0, x1) < a || Math.min(x0, x1) > c || Math.max(y0, y1) < b || Math.min(y0, y1) > d) return false;
  const steps = Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 3);
  for (let k = 0; k <= steps; k++) {
    const [x, y] = [x0 + ((x1 - x0) * k) / (steps || 1), y0 + ((y1 - y0) * k) / (steps || 1)];
    if (x >= a && x <= c && y >= b && y <= d) return true;
  }
  return false;
}

function inside(d: Drawing, [x, y]: Point): boolean {
  return within(d.x, x) && within(d.y, y);
}

/** within takes an axis that runs down, too. */
function within({ domain: [a, b] }: Axis, v: number): boolean {
  return v >= Math.min(a, b) && v <= Math.max(a, b);
}

function path(d: Drawing, f: Frame, points: readonly Point[]): string {
  let out = "";
  for (const point of points) {
    const [x, y] = place(d, f, point);
    out += `${out ? "L" : "M"}${n(x)} ${n(y)}`;
  }
  return out;
}

function tickValues(axis: Axis): number[] {
  if (axis.ticks) return axis.ticks.map(([at]) => at);
  const [lo, hi] = axis.domain;
  if (!axis.log) return ticks(lo, hi, 5);
  const decades: number[] = [];
  for (let e = Math.ceil(Math.log10(lo) - 1e-9); e <= Math.log10(hi) + 1e-9; e++) decades.push(Number((10 ** e).toPrecision(3)));
  const stride = Math.ceil(decades.length / 6);
  if (decades.length > 1) return decades.filter((_, i) => i % stride === 0);
  const found: number[] = []; // within a decade or so: 1, 2 and 5
  for (let v = round125(lo, true); v <= hi * (1 + 1e-9); v = round125(1.5 * v, true)) found.push(v);
  return found;
}

function tickText(axis: Axis, v: number): string {
  if (axis.ticks) return axis.ticks.find(([at]) => at === v)?.[1] ?? "";
  if (axis.log) return power(v);
  if (v !== 0 && (Math.abs(v) >= 1e4 || Math.abs(v) < 1e-3)) return power(v);
  return String(Number(v.toPrecision(6))).replace("-", "−");
}

function n(v: number): string {
  return String(Math.round(10 * v) / 10);
}

function escape(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
