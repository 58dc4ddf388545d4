// One chart of the laboratory in the page: drawn anew when its box or its data change, played if it has moments, with
// points that can be dragged by hand or keys, and read off.

import { heightOf, legend, picture, type Grip, type Picture } from "./chart";
import type { ChartData, Series } from "./desk";
import { Reader } from "./reader";
import { figureFor } from "./view";
import { onPreference, prefersStillness } from "../dom/theme";
import { trustedHTML } from "../realm/trusted";

const beat = { least: 120, most: 1500, whole: 7000 }; // ms of a moment while it plays, and of all where there are few

/** Drag asks for other entries of a list parameter; done is false while the hand still moves. */
export type Drag = (parameter: string, entries: (number | string)[], done: boolean) => void;

export class Plot {
  readonly figure: HTMLElement;
  moment = -1;
  private chart: ChartData | undefined;
  private seen: Picture | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private held: number | undefined; // index of the grip in the hand
  private box: [width: number, height: number] | undefined; // px
  private readonly plot: HTMLElement;
  private readonly reader: Reader;
  private readonly bar: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly words: HTMLOutputElement;
  private readonly button: HTMLButtonElement;
  private readonly unheard: () => void;

  constructor(name: string, private readonly drag: Drag) {
    this.figure = figureFor(name);
    this.plot = this.figure.querySelector<HTMLElement>(".plot")!;
    this.reader = new Reader(this.plot);
    this.bar = this.figure.querySelector<HTMLElement>(".moments")!;
    this.slider = this.bar.querySelector("input")!;
    this.words = this.bar.querySelector("output")!;
    this.button = this.bar.querySelector("button")!;
    this.slider.addEventListener("input", () => {
      this.pause();
      this.go(Number(this.slider.value));
    });
    this.button.addEventListener("click", () => (this.timer ? this.pause() : this.play()));
    this.unheard = onPreference(() => prefersStillness() && this.pause());
  }

  show(chart: ChartData): void {
    const fresh = !this.chart;
    this.chart = chart;
    const count = chart.moments?.length ?? 0;
    this.bar.hidden = count === 0;
    this.slider.max = String(Math.max(0, count - 1));
    this.moment = count === 0 ? -1 : fresh || this.moment >= count - 1 ? count - 1 : this.moment;
    this.figure.querySelector("strong")!.textContent = chart.title;
    this.figure.querySelector(".save")!.setAttribute("aria-label", `Save ${chart.title} as SVG`);
    this.plot.setAttribute("aria-label", chart.description);
    this.draw();
  }

  stop(): void {
    this.pause();
    this.unheard();
  }

  /** resized draws anew at the size that the box has now. */
  resized(): void {
    this.box = undefined;
    this.draw();
  }

  private draw(): void {
    const { chart } = this;
    if (!chart) return;
    // Asked only when it may have changed: an answer makes the browser lay out all that was drawn before.
    if (!this.box) {
      const tall = heightOf(chart, this.plot.clientWidth);
      this.plot.style.height = tall ? `${tall}px` : "";
      this.box = [this.plot.clientWidth, this.plot.clientHeight];
    }
    const [width, height] = this.box;
    if (width <= 120 || height <= 80) return;
    this.seen = picture(chart, width, height, this.moment);
    const drawing = this.plot.querySelector(".drawing") ?? this.plot.insertBefore(Object.assign(document.createElement("div"), { className: "drawing" }), this.plot.firstChild);
    drawing.innerHTML = trustedHTML(this.seen.svg);
    this.slider.value = String(this.moment);
    this.words.textContent = chart.moments?.[this.moment]?.sentence ?? "";
    this.reader.show(this.seen.spots);
    this.place(this.seen.grips);
    this.figure.querySelector(".legend")!.replaceChildren(...legend(chart, width).map(({ name, colour }) => {
      const item = document.createElement("li");
      const key = document.createElement("i");
      key.style.background = colour;
      item.append(key, name);
      return item;
    }));
  }

  private play(): void {
    const last = Number(this.slider.max);
    if (this.moment >= last) this.go(0);
    if (prefersStillness()) return this.go(Math.min(last, this.moment + 1)); // a step for each press
    this.timer = setInterval(() => {
      this.go(this.moment + 1);
      if (this.moment >= last) this.pause();
    }, Math.max(beat.least, Math.min(beat.most, beat.whole / (last + 1))));
    this.button.textContent = "Pause";
  }

  private pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.button.textContent = "Play";
  }

  private go(moment: number): void {
    this.moment = Math.min(moment, Number(this.slider.max));
    this.draw();
  }

  /** place puts a button on each point that can be dragged; those that are there stay, and with them the focus. */
  private place(grips: Grip[]): void {
    const buttons = [...this.plot.querySelectorAll<HTMLButtonElement>(".grip")];
    for (const old of buttons.splice(grips.length)) old.remove();
    grips.forEach((grip, i) => {
      const button = buttons[i] ?? this.grip(i);
      button.style.transform = `translate(${grip.x}px, ${grip.y}px)`;
      const at = this.entries(grip).slice(2 * grip.index, 2 * grip.index + 2);
      const point = grip.origin === undefined ? `, point ${grip.index + 1}` : "";
      button.classList.toggle("slides", point === "");
      button.setAttribute("aria-label", `${grip.name}${point}: ${at.join(", ")}. Arrow keys move it.`);
    });
  }

  private grip(i: number): HTMLButtonElement {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "grip" });
    button.addEventListener("pointerdown", (event) => {
      button.setPointerCapture(event.pointerId);
      this.held = i;
    });
    button.addEventListener("pointermove", (event) => this.held === i && this.move(i, this.under(event), false));
    const drop = (event: PointerEvent) => {
      if (this.held !== i) return;
      this.held = undefined;
      this.move(i, this.under(event), true);
    };
    button.addEventListener("pointerup", drop);
    button.addEventListener("pointercancel", drop);
    button.addEventListener("keydown", (event) => {
      const step = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, [number, number]>)[event.key];
      const grip = this.seen?.grips[i];
      if (!step || !grip) return;
      event.preventDefault();
      event.stopPropagation();
      const far = event.shiftKey ? 20 : 4; // px
      this.move(i, [grip.x + far * step[0], grip.y + far * step[1]], true);
    });
    this.plot.append(button);
    return button;
  }

  private under(event: PointerEvent): [number, number] {
    const box = this.plot.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  private move(i: number, [px, py]: [number, number], done: boolean): void {
    const grip = this.seen?.grips[i];
    if (!grip) return;
    const entries = this.entries(grip);
    const [x, y] = this.seen!.at(px, py);
    const at = grip.origin === undefined ? [x, y] : [x - grip.origin];
    entries.splice(2 * grip.index, 2, ...at.map((v) => Number(v.toPrecision(3))));
    this.drag(grip.parameter, entries, done);
  }

  /** entries are all coordinates of the list of which a grip holds two; of a number it is the number. */
  private entries(grip: Grip): number[] {
    const all: Series[] = [...(this.chart?.series ?? []), ...(this.chart?.moments?.[this.moment]?.series ?? [])];
    const { origin } = grip;
    const own = all.findLast((series) => (origin === undefined ? series.drag : series.slide) === grip.parameter);
    if (own && origin !== undefined) return own.x.map((x) => Number((x - origin).toPrecision(6)));
    return own ? own.x.flatMap((x, i) => [x, own.y[i]!]) : [];
  }
}
