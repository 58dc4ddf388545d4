// The embed script: <script src="saddle.js"></script> and then <saddle-figure query="…" controls></saddle-figure>.

import { SaddleCompare } from "./compare";
import { SaddleFigure } from "./figure";

// A page may carry the script more than once; the first one counts.
if (!customElements.get("saddle-figure")) customElements.define("saddle-figure", SaddleFigure);
if (!customElements.get("saddle-compare")) customElements.define("saddle-compare", SaddleCompare);

declare global {
  interface HTMLElementTagNameMap {
    "saddle-figure": SaddleFigure;
    "saddle-compare": SaddleCompare;
  }
}
