// The picture's square: a poster, a still SVG or the live canvas in one place, and the axes around it.

import { labels, type Label } from "./masses";
import { lowered, ticks } from "./numbers";
import { list, type Report } from "./wire";
import type { View } from "./view";

export type Layer = "poster" | "still" | "canvas";

export class Picture {
  /** What the reader sees now. */
  layer: Layer = "poster";
  private axesShown = "";

  constructor(private readonly view: View) {
    const slot = view.find<HTMLSlotElement>("slot[name=poster]");
    const note = () => view.get(".picture").toggleAttribute("data-poster", (slot?.assignedElements().length ?? 0) > 0);
    slot?.addEventListener("slotchange", note); // paper shows the poster, if there is one: a canvas may print empty
    note();
  }

  /** Where the stage's frame goes. It must be laid out, though covered, for the stage to draw. */
  get canvas(): HTMLElement {
    return this.view.get(".canvas");
  }

  /** The side of the square in CSS pixels. */
  get side(): number {
    return Math.max(1, Math.round(this.view.get(".picture").clientWidth));
  }

  show(layer: Layer): void {
    this.layer = layer;
    this.view.get(".poster").hidden = layer !== "poster";
    const still = this.view.get(".still");
    still.hidden = layer !== "still";
    if (layer === "canvas") still.replaceChildren();
  }

  draw(svg: string): void {
    this.view.get(".still").innerHTML = svg; // the trainer's own words, not the reader's
    this.show("still");
  }

  get svg(): SVGSVGElement | null {
    return this.view.get(".still").querySelector("svg");
  }

  /** The words that stand in the square. */
  get labels(): Label[] {
    return labels(this.view.get(".masses"));
  }

  /** progress shows how much has come: a share, or null where that is unknown; undefined takes the bar away. */
  progress(share: number | null | undefined): void {
    const bar = this.view.get<HTMLProgressElement>(".progress");
    bar.hidden = share === undefined;
    if (share === null) bar.removeAttribute("value");
    else if (share !== undefined) bar.value = share;
  }

  /** invite shows, while a file hovers, that it can be dropped here. */
  invite(is: boolean): void {
    this.view.get(".drop").hidden = !is;
  }

  /** axes puts ticks and names around the square, in percent of its side. */
  axes(report: Report): void {
    const [left, right, bottom, top] = report.extent;
    if (left === undefined || right === undefined || bottom === undefined || top === undefined || !(right > left)) return;
    const coordinates = list(report.axes);
    const wanted = [...report.extent, ...coordinates].join();
    if (wanted === this.axesShown) return;
    this.axesShown = wanted;
    const put = (selector: string, side: "left" | "bottom", lo: number, hi: number, coordinate: number | undefined) => {
      if (coordinate === undefined) return this.view.get(selector).replaceChildren(); // one dimension: nothing upward
      const spans = ticks(lo, hi, 7).map((value) => {
        const share = (value - lo) / (hi - lo);
        const span = document.createElement("span");
        span.textContent = String(value).replace("-", "−");
        span.style[side] = `${100 * share}%`;
        if (share < 0.02 || share > 0.98) span.hidden = true; // would stick out
        return span;
      });
      const name = document.createElement("i");
      name.textContent = `y${lowered(coordinate)}`;
      this.view.get(selector).replaceChildren(...spans, name);
    };
    put(".across", "left", left, right, coordinates[0]);
    put(".up", "bottom", bottom, top, coordinates[1]);
  }
}
