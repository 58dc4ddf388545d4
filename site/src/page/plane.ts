// A plane of the map on a canvas: points, a closed curve, arrows, piles along its axes.

import type { Theme } from "../dom/theme";
import type { Bars, Face } from "./bars";

export type Pair = [x: number, y: number];

const half = 3.6; // from the middle to a side
const tall = 110; // points to a unit of a bar's height
const near = 0.3; // of the pointer, for a point to be meant

export class Plot {
  marked = -1; // the point that is lit
  private points: Pair[] = [];
  private readonly canvas = document.createElement("canvas");
  private readonly pen = this.canvas.getContext("2d")!;
  private side = 0;

  constructor(readonly box: HTMLElement, resized: () => void) {
    this.canvas.setAttribute("aria-hidden", "true");
    box.append(this.canvas);
    new ResizeObserver(resized).observe(box);
  }

  /** at is the place of an event in the plane. */
  at(event: PointerEvent): Pair {
    const { left, top, width, height } = this.box.getBoundingClientRect();
    return [(2 * (event.clientX - left) / width - 1) * half, (1 - 2 * (event.clientY - top) / height) * half];
  }

  /** nearest is the index of the point at a place, −1 where there is none. */
  nearest([x, y]: Pair): number {
    let [best, least] = [-1, near];
    this.points.forEach((p, i) => {
      const away = Math.hypot(p[0] - x, p[1] - y);
      if (away < least) [best, least] = [i, away];
    });
    return best;
  }

  /** place puts an element where a point is. */
  place(element: HTMLElement, [x, y]: Pair): void {
    element.style.left = `${50 + (50 * x) / half}%`;
    element.style.top = `${50 - (50 * y) / half}%`;
  }

  /** begin clears the plane and draws its axes. */
  begin(theme: Theme): void {
    const { canvas, pen } = this;
    const ratio = devicePixelRatio;
    this.side = this.box.clientWidth;
    const pixels = Math.round(this.side * ratio);
    if (canvas.width !== pixels) canvas.width = canvas.height = pixels;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, this.side, this.side);
    this.line([[-half, 0], [half, 0]], theme.line, 1);
    this.line([[0, -half], [0, half]], theme.line, 1);
  }

  dots(points: Pair[], colour: (p: Pair) => string): void {
    this.points = points;
    const { pen } = this;
    pen.globalAlpha = 0.6;
    for (const p of points) {
      const [x, y] = this.on(p);
      pen.fillStyle = colour(p);
      pen.fillRect(x - 1, y - 1, 2, 2);
    }
    pen.globalAlpha = 1;
  }

  curve(points: Pair[], colour: string): void {
    this.line(points, colour, 1.75);
  }

  arrow(to: Pair, colour: string): void {
    const { pen } = this;
    this.line([[0, 0], to], colour, 2.25);
    const [x, y] = this.on(to);
    const [x0, y0] = this.on([0, 0]);
    const way = Math.atan2(y - y0, x - x0);
    pen.beginPath();
    pen.moveTo(x, y);
    for (const turn of [-0.42, 0.42]) pen.lineTo(x - 11 * Math.cos(way + turn), y - 11 * Math.sin(way + turn));
    pen.fillStyle = colour;
    pen.fill();
  }

  /** bars draws what lies along the axes, on their outer side, and in the corner a square of as much. */
  bars({ right, up, corner, width }: Bars, colour: (face: Face) => string): void {
    const { pen } = this;
    pen.globalAlpha = 0.75;
    const fill = (from: Pair, to: Pair) => {
      const [[x0, y0], [x1, y1]] = [this.on(from), this.on(to)];
      pen.fillRect(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0));
    };
    pen.fillStyle = colour("right");
    right.bars.forEach((n, i) => fill([i * width + 0.02, -0.06], [(i + 1) * width - 0.02, -0.06 - n / tall]));
    pen.fillStyle = colour("up");
    up.bars.forEach((n, i) => fill([-0.06, i * width + 0.02], [-0.06 - n / tall, (i + 1) * width - 0.02]));
    pen.fillStyle = colour("corner");
    const side = Math.sqrt((corner / tall) * width);
    fill([-0.06, -0.06], [-0.06 - side, -0.06 - side]);
    pen.globalAlpha = 1;
  }

  /** mark draws the point that is lit larger than the others. */
  mark(theme: Theme): void {
    const p = this.points[this.marked];
    if (!p) return;
    const { pen } = this;
    const [x, y] = this.on(p);
    pen.beginPath();
    pen.arc(x, y, 6, 0, 2 * Math.PI);
    pen.fillStyle = theme.ink;
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = theme.paper;
    pen.stroke();
  }

  private line(points: Pair[], colour: string, width: number): void {
    const { pen } = this;
    pen.beginPath();
    for (const p of points) pen.lineTo(...this.on(p));
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.lineJoin = "round";
    pen.stroke();
  }

  /** on is where a point is on the canvas. */
  private on([x, y]: Pair): Pair {
    return [(0.5 + (0.5 * x) / half) * this.side, (0.5 - (0.5 * y) / half) * this.side];
  }
}
