// The chart beside the picture: which one is shown and how, reading it off, keeping runs to compare with.

import { params } from "../query/config.gen";
import type { Values } from "../query/values";
import { icons } from "../dom/icons";
import { draw, frameOf, place, type Frame } from "./plot";
import type { View as Parts } from "../figure/view";
import type { View } from "./readings";
import { kinds, viewOf, type Kept, type Kind } from "./views";
import type { Report } from "../realm/wire";
import { trusted, trustedHTML } from "../realm/trusted";

const interval = 200; // ms between drawings
const mostKept = 4;
const svgSize = { width: 720, height: 480 }; // px of an exported chart, or the size on the page where larger

interface Keeping extends Kept {
  values: Values;
  step: number;
}

export class Chart {
  private kind: Kind = "tv";
  private readonly logs = new Map(Object.entries(kinds).map(([kind, k]) => [kind as Kind, { x: k.logX, y: k.logY, bounds: false }]));
  private report: Report | undefined;
  private values: Values = new Map();
  private kept: Keeping[] = [];
  private view: View | undefined;
  private frame: Frame | undefined;
  private reading = -1; // index into the view's readings, -1 for none
  private following = true; // the reading is the last one, and stays so
  private shown = "";
  private timer = 0;
  private drawnAt = -Infinity;
  private readonly resized: ResizeObserver;
  private readonly box: HTMLElement;
  private readonly drawing: HTMLElement;
  private readonly cursor: SVGSVGElement;
  private readonly tip: HTMLElement;
  private readonly reader: HTMLInputElement;

  constructor(
    private readonly parts: Parts,
    private readonly go: (step: number) => void,
  ) {
    this.box = parts.get(".chart");
    this.drawing = parts.get(".drawing");
    this.cursor = parts.get(".cursor") as unknown as SVGSVGElement;
    this.tip = parts.get(".tip");
    this.reader = parts.get<HTMLInputElement>(".reader");
    this.resized = new ResizeObserver(() => this.soon());
    this.resized.observe(this.box);
    for (const tab of parts.all<HTMLInputElement>(".tabs input")) {
      tab.addEventListener("change", () => this.choose(tab.value as Kind));
    }
    for (const box of parts.all<HTMLInputElement>(".axes input")) {
      box.addEventListener("change", () => {
        this.logs.get(this.kind)![box.value as "x" | "y" | "bounds"] = box.checked;
        this.now();
      });
    }
    this.reader.addEventListener("input", () => this.read(Number(this.reader.value)));
    this.reader.addEventListener("focus", () => this.reader.matches(":focus-visible") && this.read(Number(this.reader.value)));
    this.reader.addEventListener("blur", () => this.read(-1));
    this.reader.addEventListener("keydown", (event) => event.key === "Enter" && this.visit());
    this.reader.addEventListener("dblclick", () => this.visit());
    this.box.addEventListener("pointermove", (event) => this.point(event));
    this.box.addEventListener("pointerleave", () => this.reader.matches(":focus-visible") || this.read(-1));
    this.choose("tv");
  }

  show(report: Report, values: Values): void {
    this.report = report;
    this.values = values;
    const key = `${report.branch} ${report.step} ${report.samples} ${report.ahead} ${report.bilevel.length} ${report.power.length}`;
    if (key === this.shown) return;
    this.shown = key;
    this.soon();
  }

  stop(): void {
    this.resized.disconnect();
    clearTimeout(this.timer);
    this.timer = 0;
  }

  /** choose shows another chart; by its place among the tabs, or by its name. */
  choose(kind: string | number): void {
    const names = Object.keys(kinds) as Kind[];
    const name = typeof kind === "number" ? names[kind] : names.find((known) => known === kind);
    if (!name) return;
    this.kind = name;
    for (const tab of this.parts.all<HTMLInputElement>(".tabs input")) tab.checked = tab.value === name;
    this.read(-1);
    this.now();
  }

  /** keep holds on to the curves of the present run. It says what it did. */
  keep(): string {
    const { report } = this;
    if (!report || report.curve.length < 2) return "There is no curve to keep yet";
    if (this.kept.length >= mostKept) return `${mostKept} curves are kept; remove one first`;
    const colour = [1, 2, 3, 4].map((i) => `var(--series${i})`).find((c) => !this.kept.some((k) => k.colour === c))!;
    this.kept.push({ name: "", colour, curve: report.curve, trail: report.trail, values: new Map(this.values), step: report.step });
    this.now();
    return "Curve kept";
  }

  /** svg returns a chart as a picture of its own, in the page's colours by name. */
  svg(kind: Kind = this.kind): string {
    if (!this.report) throw new Error("there is no chart yet");
    const view = this.build(kind);
    const width = Math.max(svgSize.width, this.box.clientWidth);
    const height = Math.max(svgSize.height, this.box.clientHeight);
    return draw(view.drawing, frameOf(view.drawing, width, height));
  }

  get title(): string {
    return kinds[this.kind].title;
  }

  get name(): Kind {
    return this.kind;
  }

  private soon(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => this.now(), Math.max(0, this.drawnAt + interval - performance.now()));
  }

  private now(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.drawnAt = performance.now();
    this.list();
    this.redraw();
  }

  private build(kind: Kind): View {
    const log = this.logs.get(kind)!;
    return viewOf(kind, this.report!, this.report!.known, this.kept, { logX: log.x, logY: log.y, bounds: log.bounds });
  }

  private redraw(): void {
    if (!this.report) return;
    const { clientWidth: width, clientHeight: height } = this.box;
    if (width < 120 || height < 80) return;
    const view = this.build(this.kind);
    this.view = view;
    this.frame = frameOf(view.drawing, width, height);
    this.drawing.innerHTML = trustedHTML(draw(view.drawing, this.frame)); // words of ours and names of parameters, escaped
    const log = this.logs.get(this.kind)!;
    for (const box of this.parts.all<HTMLInputElement>(".axes input")) {
      const name = box.value as "x" | "y" | "bounds";
      box.disabled = !{ x: view.canLogX, y: view.canLogY, bounds: view.hasBounds }[name];
      box.checked = !box.disabled && log[name];
    }
    const last = view.readings.length - 1;
    this.reader.max = String(Math.max(0, last));
    this.reader.disabled = last < 0;
    if (this.following || this.reading > last) this.reader.value = this.reader.max;
    this.describe();
    if (this.reading >= 0) this.read(this.following ? last : Math.min(this.reading, last));
  }

  /** describe says the chart in words: its kind, and its last or its read values. */
  private describe(): void {
    const chosen = this.view?.readings[this.reading] ?? this.view?.readings.at(-1);
    this.drawing.setAttribute("aria-label", `Chart: ${kinds[this.kind].title}. ${chosen ? "" : "No steps yet."}`);
    if (chosen) this.reader.setAttribute("aria-valuetext", `${chosen.head}: ${chosen.items.map((i) => `${i.name} ${i.value}`).join(", ")}`);
  }

  /** read shows the values of one moment, or none for -1. */
  private read(index: number): void {
    const reading = this.view?.readings[index];
    this.reading = reading ? index : -1;
    this.tip.hidden = !reading;
    this.cursor.replaceChildren();
    if (!reading || !this.view || !this.frame) {
      this.following = true;
      return;
    }
    this.following = index === this.view.readings.length - 1;
    this.reader.value = String(index);
    const f = this.frame;
    const [x, y] = place(this.view.drawing, f, reading.at);
    const phase = this.kind === "phase";
    this.cursor.innerHTML =
      trusted((phase ? "" : `<path d="M${x} ${f.top}V${f.height - f.bottom}" stroke="var(--edge)"/>`) +
      `<circle cx="${x}" cy="${y}" r="4" fill="var(--ink)" stroke="var(--paper)" stroke-width="2"/>`);
    this.tip.replaceChildren(
      Object.assign(document.createElement("b"), { textContent: reading.head }),
      ...reading.items.map(({ name, colour, value }) => {
        const line = document.createElement("span");
        const key = document.createElement("i");
        key.style.background = colour;
        line.append(key, `${name} `, Object.assign(document.createElement("b"), { textContent: value }));
        return line;
      }),
    );
    const width = this.tip.offsetWidth;
    const left = x + 14 + width < f.width ? x + 14 : Math.max(0, x - 14 - width);
    this.tip.style.translate = `${Math.round(left)}px ${Math.round(Math.max(0, Math.min(y - 20, f.height - this.tip.offsetHeight)))}px`;
    this.describe();
  }

  /** point reads off what is nearest to the pointer: across, or in the plane of a portrait. */
  private point(event: PointerEvent): void {
    const { view, frame } = this;
    if (!view || !frame) return;
    const box = this.box.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    let best = -1;
    let least = Infinity;
    view.readings.forEach((reading, i) => {
      const [x, y] = place(view.drawing, frame, reading.at);
      const far = this.kind === "phase" ? Math.hypot(x - px, y - py) : Math.abs(x - px);
      if (far <= least) [best, least] = [i, far];
    });
    this.read(best);
  }

  /** visit goes to the moment that is read off. */
  private visit(): void {
    const reading = this.view?.readings[this.reading];
    if (reading) this.go(reading.step);
  }

  /** list names the kept runs by what sets them apart, and shows them with a way to remove each. */
  private list(): void {
    const names = distinguish([...this.kept.map((k) => k.values), this.values]);
    this.kept.forEach((k, i) => (k.name = names[i] || `to step ${k.step}`));
    const box = this.parts.get(".kept");
    const wanted = this.kept.map((k) => `${k.colour} ${k.name}`).join("\n");
    if (box.dataset.shown === wanted) return;
    box.dataset.shown = wanted;
    box.hidden = this.kept.length === 0;
    box.replaceChildren(
      ...this.kept.map((k) => {
        const item = document.createElement("li");
        const key = document.createElement("i");
        key.style.background = k.colour;
        const remove = document.createElement("button");
        remove.type = "button";
        remove.innerHTML = trustedHTML(icons.close);
        remove.setAttribute("aria-label", `Remove the curve ${k.name}`);
        remove.addEventListener("click", () => {
          this.kept = this.kept.filter((other) => other !== k);
          this.now();
          (this.parts.find(".kept button") ?? this.parts.get('[data-act="keep"]')).focus();
        });
        item.append(key, k.name, remove);
        return item;
      }),
    );
  }
}

/** distinguish says of each run the values in which not all are alike. */
function distinguish(runs: Values[]): string[] {
  const differing = params.filter((p) => !p.viewOnly && new Set(runs.map((run) => run.get(p.name))).size > 1);
  // A default that follows another parameter differs with it: what was chosen is enough to tell them apart.
  const telling: typeof differing = [];
  const apart = () => new Set(runs.map((run) => telling.map((p) => run.get(p.name)).join("\n"))).size;
  const all = new Set(runs.map((run) => differing.map((p) => run.get(p.name)).join("\n"))).size;
  for (const p of [...differing.filter((d) => !d.follows), ...differing.filter((d) => d.follows)]) {
    if (telling.length > 0 && apart() === all) break;
    telling.push(p);
  }
  return runs.map((run) =>
    telling.map((p) => {
      const value = run.get(p.name) ?? "";
      const option = p.options.find((o) => o.value === value);
      return option ? (/^(on|off)$/.test(option.label) ? `${p.label.toLowerCase()} ${option.label}` : option.label) : `${plainSymbol(p.symbol) || p.label.toLowerCase()} = ${value || "default"}`;
    }).join(", "),
  );
}

function plainSymbol(symbol: string): string {
  return symbol.replace("W_*", "W∗").replaceAll("_", "");
}
