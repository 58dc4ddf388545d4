// What the laboratory shows, and what the reader does with it.

import type { Progress } from "../realm/assets";
import type { State } from "./lab";
import { whole as complete } from "./chart";
import type { ChartData, Fit, Grid, Knob, Results } from "./desk";
import { Plot, type Drag } from "./plot";
import { buildLab, row } from "./view";
import { whole } from "../query/numbers";
import { paletteCSS, readTheme } from "../dom/theme";
import type { View } from "../figure/view";

const spoken = 15_000; // ms between two announcements of a run's progress
const svgSize = { width: 720, height: 480 };

export interface Wishes {
  start(): void;
  pause(): void;
  cancel(): void;
  open(query: string): void;
  workers(n: number): void;
  csv(): void;
  json(): void;
  link(): void;
  svg(name: string): void;
  drag: Drag;
}

export class Sheet {
  readonly realm: HTMLElement;
  private readonly view: View;
  private readonly presets: HTMLSelectElement;
  private readonly gridField: HTMLInputElement;
  private readonly workerField: HTMLInputElement;
  private grid: Grid | undefined;
  private charts: ChartData[] = [];
  private readonly plots = new Map<string, Plot>();
  private spokenAt = 0;
  private readonly resized: ResizeObserver;

  constructor(private readonly host: HTMLElement, root: ShadowRoot, private readonly wishes: Wishes) {
    const view = (this.view = buildLab(root));
    this.realm = view.get(".realm");
    const heading = host.closest("section")?.querySelector("h1, h2, h3")?.textContent; // until the laboratory says its name
    if (heading) view.get(".lab").setAttribute("aria-label", `Laboratory: ${heading}`);
    this.presets = view.get<HTMLSelectElement>(".preset");
    this.gridField = view.get<HTMLInputElement>(".grid");
    this.workerField = view.get<HTMLInputElement>(".workers");
    this.workerField.max = String(Math.max(1, navigator.hardwareConcurrency || 1));
    root.addEventListener("click", (event) => this.click(event.target as Element));
    this.presets.addEventListener("change", () => wishes.open(this.presets.value));
    this.gridField.addEventListener("change", () => wishes.open(this.gridField.value));
    this.workerField.addEventListener("change", () => {
      const n = Number(this.workerField.value);
      if (n >= 1) wishes.workers(Math.round(n));
    });
    this.resized = new ResizeObserver(() => this.redraw());
    this.resized.observe(view.get(".charts"));
    this.buttons("loading", undefined);
  }

  stop(): void {
    for (const plot of this.plots.values()) plot.stop();
    this.resized.disconnect();
  }

  loading(p: Progress): void {
    const bar = this.view.get<HTMLProgressElement>(".progress");
    if (p.total > 0) bar.value = p.loaded / p.total;
    this.view.get(".progress-text").textContent = "Loading the laboratory…";
  }

  /** opened shows a grid before it is run; kept leaves the charts of the one before until there are others. */
  opened(grid: Grid, kept = false): void {
    this.grid = grid;
    this.gridField.value = grid.query;
    const own = grid.presets.some((p) => p.query === grid.query) ? [] : [new Option("Your own grid", grid.query)];
    this.presets.replaceChildren(...own, ...grid.presets.map((p) => new Option(p.title, p.query)));
    this.presets.value = grid.query;
    this.view.get(".note-text").textContent = grid.presets.find((p) => p.query === grid.query)?.note ?? "";
    this.view.get(".lab").setAttribute("aria-label", `Laboratory: ${grid.title}`);
    this.view.get(".lab").toggleAttribute("data-live", grid.live);
    this.knobs(grid.own);
    this.view.get(".problems").replaceChildren(...grid.problems.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    this.warn("");
    if (!kept) this.draw([]);
  }

  /** knobs shows the parameters that can be turned by hand. Those that are there stay, and with them the focus. */
  private knobs(list: Knob[]): void {
    const shown = list.filter((knob) => knob.kind !== "list");
    const box = this.view.get(".knobs");
    if ([...box.children].map((label) => (label as HTMLElement).dataset.knob).join() !== shown.map((knob) => knob.name).join()) {
      box.replaceChildren(...shown.map((knob) => knobFor(knob, (value) => this.wishes.drag(knob.name, [value], true))));
    }
    shown.forEach((knob, i) => (box.children[i]!.querySelector<HTMLInputElement | HTMLSelectElement>("input, select")!.value = knob.value));
  }

  workers(n: number): void {
    this.workerField.value = String(n);
  }

  show(r: Results, state: State): void {
    const bar = this.view.get<HTMLProgressElement>(".progress");
    bar.value = r.cells > 0 ? r.done / r.cells : 0;
    this.view.get(".progress-text").textContent = this.told(r, state);
    if (r.failed.length > 0) {
      const [first] = r.failed;
      this.warn(`${r.failed.length === 1 ? "One run" : `${r.failed.length} runs`} could not be completed, even at the second try: ${first!.query || "the default run"} (${first!.why}). Run again to try it once more.`);
    } else if (r.diverged > 0) {
      this.warn(`${r.diverged} of ${r.runs} runs diverged; the fits leave them out.`);
    }
    this.numbers(r);
    this.draw(r.charts);
    this.buttons(state, r);
    const now = performance.now();
    if (state === "running" && now - this.spokenAt > spoken) this.say(this.told(r, state));
  }

  become(state: State, r: Results | undefined): void {
    this.host.toggleAttribute("data-running", state === "running");
    this.buttons(state, r);
    if (r) this.view.get(".progress-text").textContent = this.told(r, state);
    switch (state) {
      case "running":
        return this.say("The experiment runs.");
      case "paused":
        return this.say("Paused.");
      case "done":
        return this.say(`The experiment is complete. ${r ? headline(r) : ""}`);
    }
  }

  /** warn shows a sentence that the reader should know of. */
  warn(sentence: string): void {
    this.view.get(".status").textContent = sentence;
    if (sentence) this.say(sentence);
  }

  copied(words: string): void {
    this.view.get(".copied").textContent = words;
    this.say(words);
  }

  redraw(): void {
    for (const plot of this.plots.values()) plot.resized();
  }

  /** svg returns a chart with its colours written into it. */
  svg(name: string): string {
    const chart = this.charts.find((c) => c.name === name);
    if (!chart) return "";
    const css = `${paletteCSS(readTheme(this.host))}:root{background:var(--paper)}`;
    return complete(chart, svgSize.width, svgSize.height, this.plots.get(name)?.moment).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ').replace(">", `><title>${chart.title}</title><style>${css}</style>`);
  }

  private click(target: Element): void {
    const act = target.closest<HTMLElement>("[data-act]")?.dataset.act;
    const figure = target.closest(".save")?.closest<HTMLElement>("figure");
    if (figure) this.wishes.svg(figure.dataset.chart!);
    if (act) (this.wishes as unknown as Record<string, () => void>)[act]?.();
  }

  private told(r: Results, state: State): string {
    const cells = `${whole(r.done)} of ${whole(r.cells)} cells`;
    if (state === "running") return `${cells}, ${duration(r.left)} left`;
    if (state === "paused") return `${cells}, paused`;
    if (state === "done") return `${cells}`;
    if (r.done > 0) return cells;
    const shipped = this.grid?.published ? `shown: ${whole(this.grid.published)} published runs. Yours: ` : "";
    return `${shipped}${whole(r.cells)} cells, ${duration((this.grid?.seconds ?? 0) / Math.max(1, Number(this.workerField.value)))}`;
  }

  private buttons(state: State, r: Results | undefined): void {
    const button = (act: string) => this.view.get<HTMLButtonElement>(`[data-act="${act}"]`);
    const idle = state === "idle" || state === "done" || state === "paused";
    const start = button("start");
    const focused = start.getRootNode() instanceof ShadowRoot ? (start.getRootNode() as ShadowRoot).activeElement : null;
    start.disabled = !idle;
    start.textContent = state === "paused" ? "Resume" : state === "done" ? "Run again" : state !== "running" && r && r.done > 0 && r.done < r.cells ? "Go on" : "Run";
    button("pause").disabled = state !== "running";
    button("cancel").disabled = state !== "running" && state !== "paused";
    // A disabled button would lose the focus of whoever has just pressed it.
    if (focused instanceof HTMLButtonElement && focused.disabled) (state === "running" ? button("pause") : start).focus();
    const own = (r?.done ?? 0) > 0;
    const some = own || (this.grid?.published ?? 0) > 0;
    this.view.get(".exports").hidden = !own;
    this.view.get(".numbers").hidden = !some || (r?.fits.length ?? 0) === 0;
  }

  private numbers(r: Results): void {
    const main = headline(r);
    this.view.get(".headline").textContent = main;
    this.view.get(".headline").hidden = main === "" || (r.done === 0 && !this.grid?.published);
    this.view.get("tbody").replaceChildren(...r.fits.map((f) => row([f.what, f.of, f.told, f.interval, expected(f)])));
    this.view.get(".words").replaceChildren(...r.fits.map((f) => Object.assign(document.createElement("li"), { textContent: f.words })));
  }

  private draw(charts: ChartData[]): void {
    this.charts = charts;
    const names = charts.map((c) => c.name);
    for (const [name, plot] of this.plots) {
      if (names.includes(name)) continue;
      plot.stop();
      plot.figure.remove();
      this.plots.delete(name);
    }
    for (const chart of charts) {
      let plot = this.plots.get(chart.name);
      if (!plot) {
        plot = new Plot(chart.name, this.wishes.drag);
        this.plots.set(chart.name, plot);
        this.view.get(".charts").append(plot.figure);
      }
      plot.show(chart);
    }
  }

  private say(words: string): void {
    this.spokenAt = performance.now();
    this.view.get(".announcer").textContent = words;
  }
}

/** knobFor makes the control of a parameter. */
function knobFor(knob: Knob, turned: (value: string) => void): HTMLLabelElement {
  const label = Object.assign(document.createElement("label"), { textContent: `${knob.label} `, title: knob.help });
  label.dataset.knob = knob.name;
  const field = knob.kind === "choice" ? document.createElement("select") : document.createElement("input");
  if (field instanceof HTMLSelectElement) field.append(...knob.options.map((o) => new Option(o.label, o.value)));
  else Object.assign(field, { type: "text", inputMode: knob.kind === "whole" ? "numeric" : "decimal", autocomplete: "off" });
  field.addEventListener("change", () => turned(knob.kind === "number" ? field.value.trim().replace(",", ".") : field.value.trim()));
  label.append(field);
  return label;
}

/** expected says of a limit that it is one, as the sentence does. */
function expected(f: Fit): string {
  const limit = `${f.expected} in the long run`;
  return f.words.includes(`predicted ${limit}`) ? limit : f.expected;
}

/** headline is what the experiment is about, as far as a glance takes it in. */
function headline(r: Results): string {
  const main = r.fits.filter((f) => f.main);
  const most = main.length > 4 ? 2 : 4;
  return [...main.slice(0, most).map((f) => f.words), ...(main.length > most ? [`The table has ${main.length - most} more of the kind.`] : [])].join(" ");
}

function duration(seconds: number): string {
  if (!(seconds >= 0)) return "";
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Math.round(seconds / 3600)} h`;
}
