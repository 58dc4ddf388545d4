// The embed script: <script src="saddle.js"></script> and then <saddle-figure query="…" controls></saddle-figure>.

import { SaddleFigure } from "./figure";

// A page may carry the script more than once; the first one counts.
if (!customElements.get("saddle-figure")) customElements.define("saddle-figure", SaddleFigure);

declare global {
  interface HTMLElementTagNameMap {
    "saddle-figure": SaddleFigure;
  }
}
