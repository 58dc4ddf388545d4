// The saddle: the surface V(w, v) on which both players stand, with runs as balls on it. It turns by drag and by keys. Every height
// is the trainer's; between those it is read off the facets that are drawn.

import type { Point } from "./plot";

/** A run on the surface, oldest place first. */
export interface Ball {
  name: string;
  colour: string;
  path: Point[];
}

/** A grid as the trainer sends it: the least and the greatest w, the same of v, V where nothing is known, then rows of V. */
export type Grid = readonly number[];

const stride = Math.PI / 36; // of a turn, for a key
const rise = 1.9; // height for a unit of V, where half the sides are 1
const names = [["w, the generator’s number", "w, generator"], ["v, the discriminator’s number", "v, discriminator"]]; // of the two sides, long and short
const narrow = 560; // px, below which they are short
const clear = 7; // px between words and the surface
const cell = 8; // px in which places for words are looked for
const deepest = 0.42; // below where nothing is known: what is deeper is drawn flat

type Space = [x: number, y: number, z: number];

export class Surface {
  private turn = -0.85;
  private tilt = 0.62;
  private grid: Grid = [];
  private balls: Ball[] = [];
  private ridge: Point[] = [];
  private star = 1;
  private frame = 0;
  private readonly canvas = document.createElement("canvas");
  private readonly words = names.map(() => Object.assign(document.createElement("span"), { ariaHidden: "true" }));
  private readonly resized = new ResizeObserver(() => this.soon());

  constructor(private readonly box: HTMLElement) {
    box.tabIndex = 0;
    box.setAttribute("role", "application");
    box.setAttribute("aria-roledescription", "surface");
    box.append(this.canvas, ...this.words);
    this.resized.observe(box);
    box.addEventListener("pointerdown", (event) => {
      box.setPointerCapture(event.pointerId);
      box.onpointermove = (move) => this.rotate(move.movementX * 0.008, move.movementY * 0.006);
    });
    for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, () => (box.onpointermove = null));
    box.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.rotate(stride * way[0]!, stride * way[1]!);
    });
  }

  /** show draws a grid, the ridge of the best answers on it, and the balls; star is where the generator is at rest. */
  show(grid: Grid, star: number, ridge: Point[], balls: Ball[]): void {
    [this.grid, this.star, this.ridge, this.balls] = [grid, star, ridge, balls];
    const places = balls.filter((b) => b.path.length > 0).map(({ name, path }) => `${name} at w ${path.at(-1)![0].toFixed(2)}, v ${path.at(-1)![1].toFixed(2)}`);
    this.box.setAttribute("aria-label", `The surface V of w and v, a saddle at w ${star.toFixed(2)}, v 0. ${places.join("; ")}. Arrow keys turn it.`);
    this.soon();
  }

  stop(): void {
    this.resized.disconnect();
    cancelAnimationFrame(this.frame);
  }

  /** The angles from which it is seen, in radians: around, and down from above the horizon. */
  get angles(): [turn: number, tilt: number] {
    return [this.turn, this.tilt];
  }

  private rotate(turn: number, tilt: number): void {
    this.turn += turn;
    this.tilt = Math.max(0.15, Math.min(1.4, this.tilt + tilt));
    this.soon();
  }

  /** soon draws with the next frame. */
  soon(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private get side(): number {
    return Math.round(Math.sqrt(this.grid.length - 5));
  }

  /** within says whether a place is on the grid. */
  private within([w, v]: Point): boolean {
    const [a, b, c, d] = this.grid as [number, number, number, number];
    return w >= a && w <= b && v >= c && v <= d;
  }

  /** height reads V off the facets. */
  private height([w, v]: Point): number {
    const [a, b, c, d] = this.grid as [number, number, number, number];
    const n = this.side;
    const x = Math.max(0, Math.min(n - 1, ((w - a) / (b - a)) * (n - 1)));
    const y = Math.max(0, Math.min(n - 1, ((v - c) / (d - c)) * (n - 1)));
    const [i, j] = [Math.min(n - 2, Math.floor(x)), Math.min(n - 2, Math.floor(y))];
    const at = (p: number, q: number) => this.grid[5 + q * n + p]!;
    const [s, t] = [x - i, y - j];
    return (1 - t) * ((1 - s) * at(i, j) + s * at(i + 1, j)) + t * ((1 - s) * at(i, j + 1) + s * at(i + 1, j + 1));
  }

  /** space puts a place on the surface, or at a height, into the cube. */
  private space(p: Point, height = this.height(p)): Space {
    const [a, b, c, d, blind] = this.grid as [number, number, number, number, number];
    return [(2 * (p[0] - a)) / (b - a) - 1, (2 * (p[1] - c)) / (d - c) - 1, rise * Math.max(-deepest, height - blind)];
  }

  /** sheet is an empty canvas of so many pixels of the page. */
  private sheet(width: number, height: number): CanvasRenderingContext2D {
    const ratio = devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    const pen = this.canvas.getContext("2d")!;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.lineJoin = pen.lineCap = "round";
    return pen;
  }

  private draw(): void {
    const { clientWidth: width, clientHeight: height } = this.box;
    if (this.grid.length < 6 || width < 50) return;
    const pen = this.sheet(width, height);
    const style = getComputedStyle(this.box);
    const colour = (name: string) => style.getPropertyValue(name.replace(/^var\((.*)\)$/, "$1")).trim();
    const scale = Math.min(width / 2.9, height / 2.3);
    let middle = 0;
    const [sin, cos, up, down] = [Math.sin(this.turn), Math.cos(this.turn), Math.sin(this.tilt), Math.cos(this.tilt)];
    /** project gives a place on the canvas and how far behind it is. */
    const project = ([x, y, z]: Space): [number, number, number] => {
      const across = x * cos - y * sin;
      const back = x * sin + y * cos;
      return [width / 2 + scale * across, height / 2 + scale * (back * up - z * down) - middle, -back * down - z * up];
    };
    const heights = this.edges().map((p) => project(this.space(p))[1]);
    middle = (Math.min(...heights) + Math.max(...heights)) / 2 - height / 2;
    const drawn: { depth: number; paint: () => void }[] = [];
    this.facets(drawn, pen, project, { paper: colour("--paper"), ink: colour("--ink"), line: colour("--line") });
    const trace = (path: Point[], paint: string, thick: number, dash: number[] = []) => {
      for (let k = 1; k < path.length; k++) {
        if (!this.within(path[k - 1]!) || !this.within(path[k]!)) continue;
        const [p, q] = [project(this.space(path[k - 1]!)), project(this.space(path[k]!))];
        if (dash.length > 0 && k % 2 === 0) continue;
        drawn.push({ depth: (p[2] + q[2]) / 2 - 0.13, paint: () => {
          pen.beginPath();
          pen.moveTo(p[0], p[1]);
          pen.lineTo(q[0], q[1]);
          pen.strokeStyle = paint;
          pen.lineWidth = thick;
          pen.stroke();
        } });
      }
    };
    const dot = (at: Point, paint: string, size: number) => {
      const p = project(this.space(at));
      drawn.push({ depth: p[2] - 0.14, paint: () => {
        pen.beginPath();
        pen.arc(p[0], p[1] - size / 2, size, 0, 2 * Math.PI);
        pen.fillStyle = paint;
        pen.fill();
        pen.lineWidth = 2;
        pen.strokeStyle = colour("--paper");
        pen.stroke();
      } });
    };
    trace(this.ridge, colour("--theory"), 2, [1]);
    for (const ball of this.balls) trace(ball.path.slice(-600), colour(ball.colour), 1.75);
    const side = Math.sign(this.grid[0]!) || 1;
    dot([side * this.star, 0], colour("--target"), 5);
    for (const ball of this.balls) {
      const last = ball.path.at(-1);
      if (last && this.within(last)) dot(last, colour(ball.colour), 8);
    }
    drawn.sort((p, q) => q.depth - p.depth);
    for (const { paint } of drawn) paint();
    this.names(project);
  }

  /** edges are the places along the border of the grid. */
  private edges(): Point[] {
    const [a, b, c, d] = this.grid as [number, number, number, number];
    const along = Array.from({ length: 9 }, (_, k) => k / 8);
    return along.flatMap((t): Point[] => [[a + t * (b - a), c], [a + t * (b - a), d], [a, c + t * (d - c)], [b, c + t * (d - c)]]);
  }

  /** facets hide what lies behind them, and are the darker the lower they lie. */
  private facets(drawn: { depth: number; paint: () => void }[], pen: CanvasRenderingContext2D, project: (p: Space) => [number, number, number], hues: { paper: string; ink: string; line: string }): void {
    const [a, b, c, d, blind] = this.grid as [number, number, number, number, number];
    const n = this.side;
    const at = (i: number, j: number): Point => [a + ((b - a) * i) / (n - 1), c + ((d - c) * j) / (n - 1)];
    for (let j = 0; j + 1 < n; j++) {
      for (let i = 0; i + 1 < n; i++) {
        const four = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
        const heights = four.map((p) => this.height(p) - blind);
        const corners = four.map((p) => project(this.space(p)));
        const low = Math.max(0, Math.min(1, -(heights[0]! + heights[2]!) / 2 / deepest));
        drawn.push({ depth: corners.reduce((sum, p) => sum + p[2], 0) / 4, paint: () => {
          pen.beginPath();
          corners.forEach(([x, y], k) => (k === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
          pen.closePath();
          pen.fillStyle = hues.paper;
          pen.fill();
          pen.globalAlpha = 0.04 + 0.2 * low;
          pen.fillStyle = hues.ink;
          pen.fill();
          pen.globalAlpha = 1;
          pen.strokeStyle = hues.line;
          pen.lineWidth = 0.75;
          pen.stroke();
        } });
      }
    }
  }

  /** names puts what is along the sides that are nearer to the reader as close to these as the surface leaves free. */
  private names(project: (p: Space) => [number, number, number]): void {
    const [a, b, c, d] = this.grid as [number, number, number, number];
    const n = this.side;
    const { clientWidth: width, clientHeight: height } = this.box;
    const columns = Math.ceil(width / cell);
    const taken = new Uint8Array(columns * Math.ceil(height / cell));
    const take = (left: number, top: number, right: number, bottom: number) => {
      for (let y = Math.max(0, Math.floor(top / cell)); y * cell < Math.min(bottom, height); y++) {
        for (let x = Math.max(0, Math.floor(left / cell)); x * cell < Math.min(right, width); x++) taken[y * columns + x] = 1;
      }
    };
    for (let k = 0; k < n * n; k++) {
      const [x, y] = project(this.space([a + ((b - a) * (k % n)) / (n - 1), c + ((d - c) * Math.floor(k / n)) / (n - 1)]));
      take(x - clear, y - clear, x + clear, y + clear);
    }
    const near = Math.cos(this.turn) > 0 ? d : c;
    const right = Math.sin(this.turn) > 0 ? b : a;
    [[(a + b) / 2, near], [right, (c + d) / 2]].forEach((side, i) => {
      const words = this.words[i]!;
      const text = names[i]![width < narrow ? 1 : 0]!;
      if (words.textContent !== text) words.textContent = text;
      const [wide, tall] = [words.offsetWidth, words.offsetHeight];
      const [x, y] = project(this.space(side as unknown as Point));
      let [best, least] = [[0, 0], Infinity];
      for (let top = 0; top + tall <= height; top += cell) {
        for (let left = 0; left + wide <= width; left += cell) {
          const away = Math.hypot(left + wide / 2 - x, top + tall / 2 - y);
          if (away < least && free(taken, columns, left, top, wide, tall)) [best, least] = [[left, top], away];
        }
      }
      words.style.translate = `${best[0]}px ${best[1]}px`;
      take(best[0]!, best[1]!, best[0]! + wide, best[1]! + tall);
    });
  }
}

/** free says whether nothing is in a box of whole cells. */
function free(taken: Uint8Array, columns: number, left: number, top: number, wide: number, tall: number): boolean {
  for (let y = top / cell; y * cell < top + tall; y++) {
    for (let x = left / cell; x * cell < left + wide; x++) if (taken[y * columns + x]) return false;
  }
  return true;
}
