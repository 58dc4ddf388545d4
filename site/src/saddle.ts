// The embed script: <script src="saddle.js"></script> and then <saddle-figure query="…" controls></saddle-figure>.

import { SaddleCompare } from "./compare/compare";
import { SaddleFigure } from "./figure/figure";
import { SaddleLab } from "./lab/lab";

// A page may carry the script more than once; the first one counts. A server, which has no elements, only reads it.
const { customElements } = globalThis;
const first = customElements?.get("saddle-figure") as typeof SaddleFigure | undefined;
if (first && first.build !== SaddleFigure.build) {
  console.warn(`saddle: this page has two scripts of Saddle, ${first.version} (${first.build}) and ${SaddleFigure.version} (${SaddleFigure.build}). The first one draws.`);
}
if (customElements && !customElements.get("saddle-figure")) customElements.define("saddle-figure", SaddleFigure);
if (customElements && !customElements.get("saddle-compare")) customElements.define("saddle-compare", SaddleCompare);
if (customElements && !customElements.get("saddle-lab")) customElements.define("saddle-lab", SaddleLab);

declare global {
  interface HTMLElementTagNameMap {
    "saddle-figure": SaddleFigure;
    "saddle-lab": SaddleLab;
    "saddle-compare": SaddleCompare;
  }
}
