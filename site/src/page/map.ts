// The map, drawn: noise x, the matrix W that makes an ellipse of its circle, and φ, which the reader folds by hand. What each design
// of the discriminator sees of the folded plane lights up in turn. Everything is computed here, from points that stay the same.

import { onPreference, prefersStillness, readTheme, type Theme } from "../dom/theme";
import { three, whole } from "../query/numbers";
import { trustedHTML } from "../realm/trusted";
import { Bars, faceOf, type Face } from "./bars";
import { Plot, type Pair } from "./plane";

/** A design of the discriminator: what of the folded plane it looks at, and what it makes of that. */
interface Design {
  name: string;
  sees: Face[];
  apart: boolean; // each face has a form of its own
  words: string;
}

const designs: Design[] = [
  { name: "Quadratic", sees: ["inside", "right", "up", "corner"], apart: false, words: "One form for all of the plane. It sees every point, and no difference between a point on an axis and one beside it." },
  { name: "Facewise", sees: ["inside", "right", "up", "corner"], apart: true, words: "A form of its own inside and on each axis. It sees almost all there is to see." },
  { name: "Truncated", sees: ["inside"], apart: false, words: "One form, inside alone. What lies on the axes and in the corner it throws away." },
];

const count = 1500; // points
const rest = 2600; // ms that a design is lit
const folding = 900; // ms that a fold takes by itself
const reach = 3; // the longest column
const stride = 0.1; // of a handle, for a key
const start: [Pair, Pair] = [[1, -0.4], [0, 0.9165]]; // the columns of the target's matrix further down

const html = `
<div class="maps">
  <div><h3>1. Noise <i>x</i></h3><div class="plot"></div><p>The same number of points in every direction: a circle stays a circle, however it is turned.</p></div>
  <div><h3>2. Mapped: <i>Wx</i></h3><div class="plot"></div><p>The arrows are the columns of <i>W</i>, where the ends of the two grey arrows go. Drag them: the circle becomes an ellipse.</p></div>
  <div><h3>3. Folded: <i>φ</i>(<i>Wx</i>)</h3><div class="plot"></div><p class="fold"><label for="fold-slope">Slope below zero</label> <input id="fold-slope" type="range" min="0" max="1" step="0.01" value="1"> <output for="fold-slope">1</output></p><p class="told" role="status"></p></div>
</div>
<div class="sees" role="group" aria-label="What a discriminator sees of it"><span>What it sees:</span> ${designs.map((d) => `<button type="button" class="button" aria-pressed="false">${d.name}</button>`).join(" ")}<p></p></div>`;

/** map fills the figure. */
export function map(figure: HTMLElement): void {
  const box = figure.querySelector<HTMLElement>(".map");
  if (box) new Drawn(box);
}

/** Drawn is the map as it stands: three planes, and what of the last is lit. */
class Drawn {
  private readonly noise = normals(count);
  private readonly columns: [Pair, Pair] = [[...start[0]], [...start[1]]];
  private slope = 1;
  private lit = -1; // the design whose view is shown
  private wanted = -1; // the design that is lit once the plane is folded
  private turning = 0; // the timer that lights the next one
  private frame = 0;
  private theme: Theme;
  private readonly plots: Plot[];
  private readonly grips: HTMLButtonElement[];
  private readonly slider: HTMLInputElement;
  private readonly buttons: HTMLButtonElement[];

  constructor(private readonly box: HTMLElement) {
    box.innerHTML = trustedHTML(html);
    const soon = () => this.soon();
    this.plots = [...box.querySelectorAll<HTMLElement>(".plot")].map((place) => new Plot(place, soon));
    this.slider = box.querySelector("input")!;
    this.slider.addEventListener("input", () => this.fold(Number(this.slider.value)));
    this.buttons = [...box.querySelectorAll<HTMLButtonElement>(".sees button")];
    this.buttons.forEach((button, i) => button.addEventListener("click", () => this.choose(i)));
    this.grips = [0, 1].map((column) => this.grip(column));
    this.theme = readTheme(box);
    onPreference(() => {
      this.theme = readTheme(box);
      soon();
    }, box);
    this.light(-1);
    box.addEventListener("pointermove", (event) => this.point(event));
    box.addEventListener("pointerleave", () => this.point());
    soon();
  }

  private soon(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  /** fold sets the slope. A folded plane shows what each design sees, one after the other, until the reader chooses. */
  private fold(slope: number): void {
    this.slope = slope;
    this.slider.value = String(slope);
    this.box.querySelector("output")!.textContent = String(slope);
    if (slope > 0) this.light(-1);
    else if (this.lit < 0 && !this.turning && !prefersStillness()) this.next();
    this.soon();
  }

  private next(): void {
    this.light((this.lit + 1) % designs.length);
    this.turning = setTimeout(() => this.next(), rest);
  }

  private light(design: number): void {
    clearTimeout(this.turning);
    this.turning = 0;
    this.lit = design;
    this.buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === design)));
    this.box.querySelector(".sees p")!.textContent = design < 0 ? "As long as nothing is folded quite flat, all three see the same." : designs[design]!.words;
    this.soon();
  }

  /** choose lights a design, after the plane is folded. */
  private choose(design: number): void {
    const folds = this.wanted >= 0;
    this.wanted = design;
    if (folds) return;
    if (this.slope === 0 || prefersStillness()) {
      this.fold(0);
      this.light(design);
      this.wanted = -1;
      return;
    }
    const [from, since] = [this.slope, performance.now()];
    const on = () => {
      const share = Math.min(1, (performance.now() - since) / folding);
      if (share < 1) {
        this.fold(Number((from * (1 - share)).toFixed(2)) || 0.01);
        requestAnimationFrame(on);
      } else {
        this.light(this.wanted);
        this.fold(0);
        this.wanted = -1;
      }
    };
    on();
  }

  /** grip makes the handle of a column, for a pointer and for keys. */
  private grip(column: number): HTMLButtonElement {
    const plot = this.plots[1]!;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "grip" });
    const put = (to: Pair) => {
      const far = Math.hypot(...to);
      const by = far > reach ? reach / far : 1;
      this.columns[column] = [to[0] * by, to[1] * by];
      this.soon();
    };
    button.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      button.focus({ preventScroll: true });
      button.setPointerCapture(event.pointerId);
      button.onpointermove = (move) => put(plot.at(move));
    });
    for (const end of ["pointerup", "pointercancel"] as const) button.addEventListener(end, () => (button.onpointermove = null));
    button.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way) return;
      event.preventDefault();
      const [x, y] = this.columns[column]!;
      put([x + stride * way[0]!, y + stride * way[1]!]);
    });
    plot.box.append(button);
    return button;
  }

  /** point marks the sample under the pointer in all three planes, so that one sees where it went. */
  private point(event?: PointerEvent): void {
    const plot = event?.pointerType === "mouse" && this.plots.find((p) => p.box.contains(event.target as Node));
    const near = plot ? plot.nearest(plot.at(event)) : -1;
    if (this.plots.every((p) => p.marked === near)) return;
    for (const p of this.plots) p.marked = near;
    this.soon();
  }

  private draw(): void {
    const { theme, slope } = this;
    const [[a, c], [b, d]] = this.columns;
    const through = ([x, y]: Pair): Pair => [a * x + b * y, c * x + d * y];
    const bent = (p: Pair): Pair => [p[0] < 0 ? slope * p[0] : p[0], p[1] < 0 ? slope * p[1] : p[1]];
    const circle = Array.from({ length: 181 }, (_, k): Pair => [Math.cos((k * Math.PI) / 90), Math.sin((k * Math.PI) / 90)]);
    const [first, second, third] = this.plots as [Plot, Plot, Plot];
    const turned = this.noise.map(through);
    const folded = turned.map(bent);

    first.begin(theme);
    first.dots(this.noise, () => theme.muted);
    first.curve(circle, theme.ink);
    first.arrow([1, 0], theme.muted);
    first.arrow([0, 1], theme.muted);
    second.begin(theme);
    second.dots(turned, () => theme.generated);
    second.curve(circle.map(through), theme.ink);
    this.columns.forEach((column, i) => {
      second.arrow(column, theme.ink);
      second.place(this.grips[i]!, column);
      this.grips[i]!.setAttribute("aria-label", `Column ${i + 1} of W: ${three(column[0])}, ${three(column[1])}. Arrow keys move it.`);
    });
    third.begin(theme);
    const bars = new Bars(folded);
    const design = designs[this.lit];
    const own: Record<Face, string> = design?.apart ? { inside: theme.series1, right: theme.series2, up: theme.series3, corner: theme.ink } : { inside: theme.generated, right: theme.generated, up: theme.generated, corner: theme.generated };
    const colour = (face: Face) => (!design || design.sees.includes(face) ? own[face] : theme.line);
    third.dots(folded, (p) => (slope > 0 ? theme.generated : colour(faceOf(p))));
    third.curve(circle.map(through).map(bent), theme.ink);
    third.bars(bars, colour);
    for (const p of this.plots) p.mark(theme);
    this.tell(bars);
  }

  /** tell says what was counted, and how much of the whole law it stands for. */
  private tell(bars: Bars): void {
    const share = (n: number) => `${Math.round((100 * n) / count)} %`;
    const [[a, c], [b, d]] = this.columns;
    const rho = (a * c + b * d) / Math.sqrt((a * a + b * b) * (c * c + d * d)) || 0;
    const corner = 0.25 + Math.asin(Math.max(-1, Math.min(1, rho))) / (2 * Math.PI);
    const words = this.slope > 0
      ? `${whole(bars.right.total + bars.up.total + bars.corner)} of ${whole(count)} points lie within 0.1 of an axis, outside. Slide to 0.`
      : `${share(bars.right.total)} and ${share(bars.up.total)} of the points lie on the axes, ${share(bars.corner)} in the corner. Of the law it is ${three(50 - 100 * corner)} % on each, and ${three(100 * corner)} %.`;
    const told = this.box.querySelector(".told")!;
    if (told.textContent !== words) told.textContent = words;
  }
}

/** normals are pairs of independent standard normal numbers, always the same. */
function normals(n: number): Pair[] {
  let state = 778;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: n }, (): Pair => {
    const far = Math.sqrt(-2 * Math.log(1 - uniform()));
    const way = 2 * Math.PI * uniform();
    return [far * Math.cos(way), far * Math.sin(way)];
  });
}
