// The picture's square: a poster, a still SVG or the live canvas in one place, and the axes around it.

import { labels, type Label } from "./masses";
import { lowered, ticks } from "../query/numbers";
import type { Report } from "../realm/wire";
import type { View } from "../figure/view";
import { trustedHTML } from "../realm/trusted";

export type Layer = "poster" | "still" | "canvas";

export class Picture {
  /** What the reader sees now. */
  layer: Layer = "poster";
  /** Where the stage's frame goes. It must be laid out, though covered, for the stage to draw. */
  readonly canvas: HTMLElement;
  /** The square with its axes. */
  readonly box: HTMLElement;
  private readonly square: HTMLElement;
  private readonly still: HTMLElement;
  private readonly poster: HTMLElement;
  private readonly masses: HTMLElement;
  private readonly bar: HTMLProgressElement;
  private readonly drop: HTMLElement;
  private readonly across: HTMLElement;
  private readonly up: HTMLElement;
  private readonly other: HTMLElement;
  private axesShown = "";

  constructor(view: View) {
    this.canvas = view.get(".canvas");
    this.box = view.get(".square");
    this.square = view.get(".picture");
    this.still = view.get(".still");
    this.poster = view.get(".poster");
    this.masses = view.get(".masses");
    this.bar = view.get<HTMLProgressElement>(".progress");
    this.drop = view.get(".drop");
    this.across = view.get(".ticks.across");
    this.up = view.get(".ticks.up");
    this.other = view.get(".key .other");
    const slot = view.find<HTMLSlotElement>("slot[name=poster]");
    const note = () => this.square.toggleAttribute("data-poster", (slot?.assignedElements().length ?? 0) > 0);
    slot?.addEventListener("slotchange", note); // paper shows the poster, if there is one: a canvas may print empty
    note();
  }

  /** The side of the square in CSS pixels. */
  get side(): number {
    return Math.max(1, Math.round(this.square.clientWidth));
  }

  show(layer: Layer): void {
    this.layer = layer;
    this.poster.hidden = layer !== "poster";
    this.still.hidden = layer !== "still";
    if (layer === "canvas") this.still.replaceChildren();
  }

  draw(svg: string): void {
    this.still.innerHTML = trustedHTML(svg); // the trainer's own words, not the reader's
    this.show("still");
  }

  get svg(): SVGSVGElement | null {
    return this.still.querySelector("svg");
  }

  /** The words that stand in the square. */
  get labels(): Label[] {
    return labels(this.masses);
  }

  /** progress shows how much has come: a share, or null where that is unknown; undefined takes the bar away. */
  progress(share: number | null | undefined): void {
    this.bar.hidden = share === undefined;
    if (share === null) this.bar.removeAttribute("value");
    else if (share !== undefined) this.bar.value = share;
  }

  /** invite shows, while a file hovers, that it can be dropped here. */
  invite(is: boolean): void {
    this.drop.hidden = !is;
  }

  /** legend names the law of which there is a dashed ring; empty if there is none. */
  legend(name: string): void {
    if (this.other.textContent !== name) this.other.textContent = name;
    this.other.hidden = name === "";
  }

  /** axes puts ticks and names around the square, in percent of its side. */
  axes(report: Report): void {
    const [left, right, bottom, top] = report.extent;
    if (left === undefined || right === undefined || bottom === undefined || top === undefined || !(right > left)) return;
    const coordinates = report.axes;
    const names = report.names.split("\n");
    const wanted = [...report.extent, ...coordinates, report.names].join();
    if (wanted === this.axesShown) return;
    this.axesShown = wanted;
    const put = (box: HTMLElement, side: "left" | "bottom", lo: number, hi: number, coordinate: number | undefined) => {
      if (coordinate === undefined) return box.replaceChildren(); // one dimension: nothing upward
      const spans = ticks(lo, hi, 7).map((value) => {
        const share = (value - lo) / (hi - lo);
        const span = document.createElement("span");
        span.textContent = String(value).replace("-", "−");
        span.style[side] = `${100 * share}%`;
        if (share < 0.02 || share > 0.98) span.hidden = true; // would stick out
        return span;
      });
      const name = document.createElement("i");
      name.classList.toggle("named", Boolean(names[coordinate - 1]));
      name.textContent = names[coordinate - 1] || `y${lowered(coordinate)}`;
      box.replaceChildren(...spans, name);
    };
    put(this.across, "left", left, right, coordinates[0]);
    put(this.up, "bottom", bottom, top, coordinates[1]);
  }
}
