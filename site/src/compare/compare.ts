// <saddle-compare>: figures side by side with the same seed and one parameter different, under one transport.

import { Element, given, outline, untrusting } from "../dom/host";
import buttonsCSS from "../dom/buttons.css";
import hostCSS from "../dom/host.css";
import compareCSS from "./compare.css";
import paletteCSS from "../dom/palette.css";
import controlsCSS from "../figure/controls.css";
import { params } from "../query/config.gen";
import { Controls, fieldOf } from "../figure/controls";
import type { SaddleFigure } from "../figure/figure";
import { icons } from "../dom/icons";
import { Surface } from "../chart/surface";
import { three, whole } from "../query/numbers";
import { split } from "../query/permalink";
import { keepKeys } from "../dom/keys";
import { wear } from "../dom/sheet";
import { onPreference, prefersStillness } from "../dom/theme";
import { inTurn } from "../dom/watch";
import { canWrite, trustedHTML } from "../realm/trusted";
import { trailColumns, type Snapshot } from "../realm/wire";

/** What tells the figures apart: a parameter and its values. */
export interface Difference {
  name: string;
  values: string[];
}

interface Side {
  box: HTMLElement;
  figure: SaddleFigure;
  value: string;
}

const most = 4; // figures, each with a trainer and a canvas of its own

const button = (act: string, icon: string, label: string) =>
  `<button type="button" data-act="${act}">${icon}<span class="label">${label}</span></button>`;

const html = `
<div class="compare">
  <div class="knob" hidden><label for="knob">The same seed, and one setting different:</label> <select id="knob"></select><div class="value"></div></div>
  <div class="knobs" hidden></div>
  <figure class="ground" hidden><ul class="key"></ul><div class="surface"></div>
    <p class="moment"><label for="when">Back and forth, all at one step:</label> <input id="when" type="range" min="0" max="0" value="0" disabled></p></figure>
  <div class="sides"></div>
  <slot name="poster"></slot>
  <div class="transport" role="group" aria-label="Transport of all">
    ${button("play", icons.play, "Play all").replace("<button", '<button class="main"')}
    ${button("step", icons.step, "Step all")}
    ${button("reset", icons.reset, "Reset all")}
  </div>
  <p class="verdict" role="status"></p>
</div>`;

export class SaddleCompare extends Element {
  static readonly observedAttributes = ["query", "vary", "values"];

  private readonly root = this.attachShadow({ mode: "open" });
  private sides: Side[] = [];
  private seen: IntersectionObserver | undefined;
  private built = false;
  private begun = false; // the reader has seen it, or asked for it
  private ending: (() => void)[] = [];
  private due = false; // attributes have changed
  private control: Controls | undefined; // of the last figure's value
  private knobs: Controls | undefined; // of what all have in common
  private sought = false; // they stand where the reader has looked for them
  private surface: Surface | undefined; // on which the runs are balls

  /** What tells the figures apart. */
  get difference(): Difference {
    const name = this.getAttribute("vary") ?? "";
    const values = (this.getAttribute("values") ?? "").split(",").filter(Boolean);
    return { name, values: values.slice(0, most) };
  }

  get figures(): SaddleFigure[] {
    if (canWrite()) this.build(); // it may not have been its turn yet
    return this.sides.map((side) => side.figure);
  }

  play(): void {
    for (const figure of this.figures) if (!ended(figure)) figure.play();
  }

  /** pause stops all, and lets those behind catch up, so that all show the same step. */
  pause(): void {
    const running = this.sides.filter((side) => !ended(side.figure)).map((side) => side.figure);
    for (const figure of running) figure.pause();
    void Promise.all(running.map(standing)).then(() => {
      const front = Math.max(...running.map(stepOf));
      for (const figure of running) if (stepOf(figure) < front && !ended(figure)) figure.step(front - stepOf(figure));
    });
  }

  step(n = 1): void {
    for (const figure of this.figures) if (!ended(figure)) figure.step(n);
  }

  /** seek pauses all at a step, in the clouds, the portraits and on the surface at once. */
  private seek(step: number): void {
    this.sought = true;
    for (const figure of this.figures) figure.seek(step);
  }

  reset(): void {
    for (const figure of this.figures) figure.reset();
  }

  /** choose makes another parameter the difference: its value in the run as it is, and a neighbouring one. */
  choose(name: string, own: string): void {
    this.setAttribute("vary", name);
    this.setAttribute("values", `${own},${neighbour(name, own)}`);
    this.dispatchEvent(new CustomEvent("differencechange"));
  }

  /** computes is what of a query tells runs apart: without what is only shown. */
  computes(query: string): string {
    const run = new URLSearchParams(query);
    for (const p of params) if (p.viewOnly) run.delete(p.name);
    return run.toString();
  }

  /**
   * follow puts another run side by side. own names what is to differ, with its values or by its value in that run; empty, it
   * stays what it is.
   */
  follow(query: string, value: (name: string) => string, own = ""): void {
    const [wanted, ...values] = own.split(",");
    const name = wanted || this.difference.name;
    this.setAttribute("query", query);
    if (values.length === 0 && (wanted || !this.difference.values.includes(value(name)))) return this.choose(name, value(name));
    if (values.length > 0) {
      this.setAttribute("vary", name);
      this.setAttribute("values", values.join(","));
    }
    this.dispatchEvent(new CustomEvent("differencechange"));
  }

  connectedCallback(): void {
    if (this.ending.length === 0) this.ending = [onPreference(() => this.surface?.soon(), this), keepKeys(this)]; // before the figures, whose colours hang on it
    this.seen?.observe(this); // where it has been put back
    if (this.built || untrusting(this)) return;
    outline(this);
    this.ending.push(inTurn(this, () => this.build()));
  }

  /** build makes all, once. */
  private build(): void {
    if (this.built || !this.isConnected) return;
    this.built = true;
    wear(this, `${paletteCSS}\n${hostCSS}\n${buttonsCSS}\n${controlsCSS}\n${compareCSS}`);
    this.root.innerHTML = trustedHTML(html);
    this.inside("[data-act=play]").onclick = () => (this.running ? this.pause() : this.play());
    this.inside("[data-act=step]").onclick = () => this.step();
    this.inside("[data-act=reset]").onclick = () => this.reset();
    if (given(this, "editable") !== null) this.offerKnobs();
    this.offerFields();
    if (given(this, "surface") !== null) this.surface = new Surface(this.inside(".surface"));
    this.inside<HTMLInputElement>("#when").oninput = (event) => this.seek(Number((event.target as HTMLInputElement).value));
    this.fill();
    this.seen = new IntersectionObserver((entries) => {
      if (entries.at(-1)!.isIntersecting) this.begin();
    });
    this.seen.observe(this);
  }

  disconnectedCallback(): void {
    this.seen?.disconnect();
    this.surface?.stop();
    this.ending.splice(0).forEach((end) => end());
  }

  attributeChangedCallback(): void {
    if (this.due || !this.root.querySelector(".sides")) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      this.fill();
    });
  }

  private inside<E extends HTMLElement = HTMLElement>(selector: string): E {
    return this.root.querySelector<E>(selector)!;
  }

  private get running(): boolean {
    return this.sides.some((side) => side.figure.snapshot.status === "running");
  }

  /** fill makes a figure of each value; one that shows the right run stays. */
  private fill(): void {
    const { name, values } = this.difference;
    const base = new URLSearchParams(split(this.getAttribute("query") ?? "").query);
    const before = this.sides;
    this.sides = values.map((value, i) => {
      base.set(name, value);
      const side = before[i] ?? this.newSide();
      const query = base.toString();
      side.value = value;
      side.box.querySelector("h3")!.textContent = spelled(name, value);
      side.figure.setAttribute("aria-label", spelled(name, value));
      if (side.figure.getAttribute("query") !== query) side.figure.setAttribute("query", query);
      return side;
    });
    for (const side of before.slice(values.length)) side.box.remove();
    this.showKnob();
    this.show();
  }

  private newSide(): Side {
    const box = document.createElement("section");
    box.innerHTML = trustedHTML(`<h3></h3><p class="numbers"><span class="tv">–</span> <span class="name">total variation</span><span class="samples"></span></p><p class="race" hidden><span class="way"><i class="run"></i><i class="finish"></i></span><span class="words"></span></p>`);
    const figure = document.createElement("saddle-figure");
    if (!this.begun || this.figures.every((f) => f.snapshot.status === "paused")) figure.setAttribute("paused", ""); // they start together
    const chart = this.getAttribute("chart");
    if (chart !== null) figure.setAttribute("chart", chart);
    figure.addEventListener("snapshot", () => this.show());
    figure.addEventListener("statuschange", () => this.show());
    box.append(figure);
    this.inside(".sides").append(box);
    return { box, figure, value: "" };
  }

  /** begin plays once all can, unless the reader wants nothing to move or has decided otherwise. */
  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.inside(".compare").toggleAttribute("data-begun", true);
    void Promise.all(this.figures.map((figure) => figure.ready)).then(
      () => {
        if (prefersStillness() || given(this, "paused") !== null) return;
        if (this.figures.every((figure) => figure.snapshot.status === "paused" && stepOf(figure) === 0)) this.play();
      },
      () => {}, // the figure says what is wrong
    );
  }

  private show(): void {
    for (const { box, figure } of this.sides) {
      const now = figure.snapshot as Partial<Snapshot>;
      put(box.querySelector(".tv")!, now.tv === undefined ? "–" : three(now.tv));
      put(box.querySelector(".samples")!, now.samples === undefined ? "" : `${whole(now.samples)} samples, step ${whole(Math.floor(now.step ?? 0))}`);
      box.dataset.status = now.status;
    }
    this.race();
    this.stand();
    const play = this.inside("[data-act=play]");
    const state = this.running ? "pause" : "play";
    if (play.dataset.state !== state) {
      play.dataset.state = state;
      play.innerHTML = trustedHTML(`${icons[state]}<span class="label">${state === "pause" ? "Pause all" : "Play all"}</span>`);
    }
    const over = this.sides.length > 0 && this.sides.every((side) => ended(side.figure));
    put(this.inside(".verdict"), over ? this.sides.map((side) => this.outcome(side)).join(" ") : "");
  }

  /** race draws how far each is, on one scale, and where each is predicted to be done. */
  private race(): void {
    const runs = this.sides.map(({ box, figure }) => ({ box, now: figure.snapshot as Partial<Snapshot> }));
    const last = 1.05 * Math.max(...runs.flatMap(({ now }) => [now.reach ?? 0, now.samples ?? 0]));
    for (const { box, now } of runs) {
      const race = box.querySelector<HTMLElement>(".race")!;
      race.hidden = !now.reach;
      if (!now.reach) continue;
      race.querySelector<HTMLElement>(".run")!.style.width = `${(100 * (now.samples ?? 0)) / last}%`;
      race.querySelector<HTMLElement>(".finish")!.style.left = `${(100 * now.reach) / last}%`;
      put(race.querySelector(".words")!, `predicted: ${now.eps} after ${whole(Number(now.reach.toPrecision(2)))} samples`);
    }
  }

  /** stand puts the runs on the surface, which they have in common. */
  private stand(): void {
    const runs = this.sides.map(({ figure, value }) => ({ now: figure.snapshot as Partial<Snapshot>, value }));
    const [first] = runs;
    this.inside(".ground").hidden = !this.surface || Boolean(first?.now.surface && !first.now.surface.length); // it has a place before it is known
    if (!this.surface) return;
    const [w, v] = [trailColumns.indexOf("w"), trailColumns.indexOf("v")];
    const balls = runs.map(({ now, value }, i) => ({
      name: spelled(this.difference.name, value), colour: `var(--series${i + 1})`,
      path: (now.trail ?? []).map((row) => [row[w]!, row[v]!] as const),
    }));
    const key = this.inside(".ground .key");
    if (key.childElementCount !== balls.length + 1) {
      const entry = (words: string, style: string) => Object.assign(document.createElement("li"), { textContent: words, style });
      key.replaceChildren(...balls.map((b) => entry(b.name, `--key: ${b.colour}`)), entry("the discriminator’s best answers", "--key: var(--theory)"));
    }
    if (!first?.now.surface?.length) return;
    const when = this.inside<HTMLInputElement>("#when");
    const front = Math.max(...this.figures.map(stepOf));
    this.sought &&= !this.running && front <= Number(when.max);
    if (!this.sought) when.value = when.max = String(front);
    when.disabled = Number(when.max) === 0;
    this.surface.show(first!.now.surface!, Math.abs(first!.now.WStar![0]![0]!), (first!.now.response ?? []).map((r) => [r[0]!, r[1]!] as const), balls);
    this.knobs?.show(new Map((this.getAttribute("knobs") ?? "").split(",").map((name) => [name, this.figures[0]!.get(name)])));
    this.knobs?.mark(first!.now.marks ?? "");
  }

  /** offerFields makes controls that set one value in all. */
  private offerFields(): void {
    const box = this.inside(".knobs");
    box.append(...(this.getAttribute("knobs") ?? "").split(",").flatMap((name) => fieldOf(name) ?? []));
    box.hidden = box.childElementCount === 0;
    if (!box.hidden) this.knobs = new Controls(box, (name, value) => this.figures.forEach((figure) => figure.set(name, value)));
  }

  private outcome({ figure, value }: Side): string {
    const now = figure.snapshot as Snapshot;
    const what = now.status;
    return `${capital(spelled(this.difference.name, value))}: ${what} after ${whole(now.samples)} samples, total variation ${three(now.tv)}.`;
  }

  private offerKnobs(): void {
    const select = this.inside<HTMLSelectElement>("#knob");
    this.inside(".knob").hidden = false;
    for (const p of params) if (!p.viewOnly && p.kind !== "list") select.append(new Option(p.symbol ? `${p.label}, ${flat(p.symbol)}` : p.label, p.name));
    select.onchange = () => this.choose(select.value, this.figures[0]?.get(select.value) ?? "");
  }

  /** showKnob puts the control of the parameter under the select; it sets the last figure's value. */
  private showKnob(): void {
    const { name, values } = this.difference;
    const select = this.inside<HTMLSelectElement>("#knob");
    select.value = name;
    const box = this.inside(".value");
    if (box.dataset.name !== name) {
      box.dataset.name = name;
      const field = fieldOf(name);
      const fresh = document.createElement("div");
      if (field) fresh.append(field);
      this.control = new Controls(fresh, (_, value) => {
        const { values } = this.difference;
        this.setAttribute("values", [...values.slice(0, -1), value].join(","));
        this.dispatchEvent(new CustomEvent("differencechange"));
      });
      box.replaceChildren(fresh);
    }
    this.control?.show(new Map([[name, values.at(-1) ?? ""]]));
  }
}

/** neighbour is another value of a parameter: the next choice, or ten times as much where there is room. */
function neighbour(name: string, own: string): string {
  const p = params.find((param) => param.name === name);
  if (!p) return own;
  if (p.options.length > 0) {
    const at = p.options.findIndex((option) => option.value === own);
    return p.options[(at + 1) % p.options.length]!.value;
  }
  const value = Number(own);
  if (!Number.isFinite(value) || own === "") return own;
  const up = p.log ? value * 10 : value + (p.max - p.min) / 4;
  const down = p.log ? value / 10 : value - (p.max - p.min) / 4;
  const next = up <= p.max ? up : Math.max(p.min, down);
  return String(p.kind === "int" ? Math.round(next) : Number(next.toPrecision(3)));
}

/** spelled says a value as a reader would: "Minibatch B = 64", "Design: quadratic". */
function spelled(name: string, value: string): string {
  const p = params.find((param) => param.name === name);
  if (!p) return value;
  const option = p.options.find((o) => o.value === value);
  return option ? `${p.label}: ${option.label}` : `${p.label}${p.symbol ? ` ${flat(p.symbol)}` : ""} = ${value}`;
}

function flat(symbol: string): string {
  return symbol.replaceAll("_*", "∗").replaceAll("_", "");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function ended(figure: SaddleFigure): boolean {
  const { status } = figure.snapshot;
  return status === "converged" || status === "finished" || status === "diverged" || status === "error";
}

function stepOf(figure: SaddleFigure): number {
  return Math.floor((figure.snapshot as Partial<Snapshot>).step ?? 0);
}

/** standing waits until a figure no longer runs. */
function standing(figure: SaddleFigure): Promise<void> {
  if (figure.snapshot.status !== "running") return Promise.resolve();
  return new Promise((resolve) => figure.addEventListener("statuschange", () => resolve(), { once: true }));
}

function put(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
