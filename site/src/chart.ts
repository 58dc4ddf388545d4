// The log–log chart: total variation against the target samples used.

import * as Plot from "@observablehq/plot";
import { power, round125, three, whole } from "./numbers";
import { curveColumns, type Report } from "./wire";

const interval = 200; // ms between drawings
const mostPoints = 160; // of each line: one for every two or three pixels
const rowHeight = 14; // px between direct labels
const margin = { top: 28, right: 74, bottom: 36, left: 44 };

interface Row {
  samples: number;
  tv: number;
  tvFloor: number;
  tvLast: number;
}

const column = (name: (typeof curveColumns)[number]) => curveColumns.indexOf(name);
const [samplesAt, tvAt, floorAt, lastAt] = [column("samples"), column("tv"), column("tvFloor"), column("tvLast")] as const;

export class Chart {
  private rows: Row[] = [];
  private shown = "";
  private timer = 0;
  private drawnAt = -Infinity;
  private pointer: { x: number; y: number } | undefined;
  private readonly resized: ResizeObserver;

  constructor(private readonly box: HTMLElement) {
    this.resized = new ResizeObserver(() => this.soon());
    this.resized.observe(box);
    box.addEventListener("pointermove", (event) => {
      if (event.isTrusted) this.pointer = { x: event.clientX, y: event.clientY };
    });
    box.addEventListener("pointerleave", () => (this.pointer = undefined));
  }

  show(report: Report): void {
    const key = `${report.curve.length} ${report.curve.at(-1)?.join()}`;
    if (key === this.shown) return;
    this.shown = key;
    this.rows = rowsOf(report.curve);
    this.soon();
  }

  stop(): void {
    this.resized.disconnect();
    clearTimeout(this.timer);
    this.timer = 0;
  }

  private soon(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.drawnAt = performance.now();
      this.draw();
    }, Math.max(0, this.drawnAt + interval - performance.now()));
  }

  private draw(): void {
    const { clientWidth: width, clientHeight: height } = this.box;
    if (width < 120 || height < 80) return;
    const svg = plot(this.rows, width, height);
    svg.setAttribute("aria-hidden", "true"); // the box says it in words
    svg.querySelector("style")?.remove(); // its rules are in our own sheet, which no style policy forbids
    this.box.replaceChildren(svg);
    this.box.setAttribute("aria-label", describe(this.rows.at(-1)));
    // The tip belongs to the drawing that went: ask the new one for it.
    if (this.pointer) {
      const { x, y } = this.pointer;
      svg.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y, pointerType: "mouse" }));
    }
  }
}

/** rowsOf takes what a logarithmic chart can show, thinned to what its pixels can. */
function rowsOf(curve: number[][]): Row[] {
  const rows = curve
    .filter((r) => r[samplesAt]! > 0 && r[tvAt]! > 0)
    .map((r) => ({ samples: r[samplesAt]!, tv: r[tvAt]!, tvFloor: r[floorAt]!, tvLast: r[lastAt]! }));
  const stride = Math.ceil(rows.length / mostPoints);
  return stride < 2 ? rows : rows.filter((_, i) => (rows.length - 1 - i) % stride === 0);
}

function plot(rows: Row[], width: number, height: number): SVGElement {
  const begin = rows[0] ?? { samples: 100, tv: 1, tvFloor: 1, tvLast: 1 };
  const end = rows.at(-1) ?? begin;
  const x: [number, number] = [round125(begin.samples, false), round125(Math.max(end.samples, 100 * begin.samples), true)];
  // The guide lies below everything: nothing comes far below the floor of its samples.
  const least = Math.min(...rows.map((r) => Math.min(r.tv, r.tvFloor > 0 ? r.tvFloor : 1) * Math.sqrt(r.samples)));
  const slope = (samples: number) => ({ samples, tv: (0.6 * least) / Math.sqrt(samples) });
  const guide = rows.length > 0 ? [slope(x[1] / 20), slope(x[1])] : [];
  const y: [number, number] = [round125(Math.min(0.02, 0.8 * (guide[1]?.tv ?? 1)), false), 1];
  const inner = height - margin.top - margin.bottom;
  const labels = spread(
    [
      { text: "this run", colour: "var(--generated)", weight: 600, value: end.tv },
      { text: "last iterate", colour: "var(--generated)", weight: 400, value: end.tvLast },
      { text: "floor", colour: "var(--ink)", weight: 400, value: end.tvFloor },
    ].filter((label) => rows.length > 0 && label.value > 0),
    y, inner,
  );
  const line = (value: keyof Row, options: Plot.LineOptions) =>
    Plot.line(rows.filter((r) => r[value] > 0), { x: "samples", y: value, clip: true, ...options });
  return Plot.plot({
    width, height, marginTop: margin.top, marginRight: margin.right, marginBottom: margin.bottom, marginLeft: margin.left,
    style: { fontFamily: "inherit", fontSize: "12px", color: "var(--muted)", background: "none", overflow: "visible" },
    x: { type: "log", domain: x },
    y: { type: "log", domain: y },
    marks: [
      Plot.gridX({ ticks: decades(x), stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.gridY({ ticks: decades(y), stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.axisX({ ticks: decades(x), tickFormat: power, tickSize: 0, label: "target samples", labelArrow: "none", labelAnchor: "center" }),
      Plot.axisY({ ticks: decades(y), tickFormat: power, tickSize: 0, label: "total variation", labelArrow: "none" }),
      Plot.line(guide, { x: "samples", y: "tv", stroke: "var(--muted)", strokeDasharray: "2 4" }),
      Plot.text(guide.slice(0, 1), { x: "samples", y: "tv", text: () => "slope −½", textAnchor: "end", dx: -6, fill: "var(--muted)" }),
      line("tvLast", { stroke: "var(--generated)", strokeWidth: 1, strokeOpacity: 0.75 }),
      line("tvFloor", { stroke: "var(--theory)", strokeWidth: 1.5, strokeDasharray: "6 4" }),
      line("tv", { stroke: "var(--generated)", strokeWidth: 2.5 }),
      ...labels.map((label) =>
        Plot.text([end], { x: "samples", y: () => label.value, text: () => label.text, textAnchor: "start", dx: 6, fill: label.colour, fontWeight: label.weight }),
      ),
      Plot.ruleX(rows, Plot.pointerX({ x: "samples", stroke: "var(--edge)", maxRadius: Infinity })),
      Plot.tip(rows, Plot.pointerX({ x: "samples", y: "tv", title: tell, fill: "var(--paper)", stroke: "var(--edge)", lineHeight: 1.3, pathFilter: "none", maxRadius: Infinity })),
    ],
  }) as SVGElement;
}

function tell(r: Row): string {
  return `${whole(r.samples)} samples\nthis run ${three(r.tv)}\nlast iterate ${three(r.tvLast)}\nfloor ${three(r.tvFloor)}`;
}

function describe(r: Row | undefined): string {
  const what = "Total variation against target samples, both on logarithmic scales.";
  if (!r) return `${what} No steps yet.`;
  return `${what} After ${whole(r.samples)} samples: this run ${three(r.tv)}, its last iterate ${three(r.tvLast)}, the floor ${three(r.tvFloor)}.`;
}

/** decades are the powers of ten in a domain, or the 1-2-5 series where there are fewer than two of them. */
function decades([lo, hi]: [number, number]): number[] {
  const found: number[] = [];
  for (let e = Math.ceil(Math.log10(lo) - 1e-9); e <= Math.log10(hi) + 1e-9; e++) found.push(Number((10 ** e).toPrecision(3)));
  return found;
}

/** spread moves the labels' values apart until each has a row of its own. */
function spread<L extends { value: number }>(labels: L[], [lo, hi]: [number, number], height: number): L[] {
  const decadesShown = Math.log(hi / lo);
  const pixel = (v: number) => (height * Math.log(hi / Math.max(lo, Math.min(hi, v)))) / decadesShown;
  const placed = labels.map((label) => ({ label, at: pixel(label.value) })).sort((a, b) => a.at - b.at);
  for (let i = 1; i < placed.length; i++) placed[i]!.at = Math.max(placed[i]!.at, placed[i - 1]!.at + rowHeight);
  for (let i = placed.length - 1, most = height; i >= 0; i--, most -= rowHeight) placed[i]!.at = Math.min(placed[i]!.at, most);
  return placed.map(({ label, at }) => ({ ...label, value: hi * Math.exp((-at / height) * decadesShown) }));
}
