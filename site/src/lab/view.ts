// The laboratory's own document: what stands in its shadow root.

import buttonsCSS from "../dom/buttons.css";
import hostCSS from "../dom/host.css";
import labCSS from "./lab.css";
import paletteCSS from "../dom/palette.css";
import { View } from "../figure/view";
import { wear } from "../dom/sheet";
import { trustedHTML } from "../realm/trusted";

export function buildLab(root: ShadowRoot): View {
  wear(root.host as HTMLElement, `${paletteCSS}\n${hostCSS}\n${buttonsCSS}\n${labCSS}`);
  root.innerHTML = trustedHTML(html);
  return new View(root);
}

const html = `
<section class="lab" aria-label="Laboratory">
  <div class="setup">
    <label class="wide">Experiment <select class="preset"></select></label>
    <span class="knobs"></span>
  </div>
  <p class="note-text"></p>
  <details class="advanced"><summary>Advanced</summary><div class="setup">
    <label class="wide">Grid <input class="grid" type="text" spellcheck="false" autocomplete="off" autocapitalize="off" aria-describedby="grid-help"></label>
    <label class="bench">Workers <input class="workers" type="number" min="1" step="1" inputmode="numeric"></label>
  </div>
  <p class="help" id="grid-help">A grid is a query whose values may be lists, 2,4,8, and ranges: 1..20, or 1000..100000:5 for five values in equal ratios.</p></details>
  <ul class="problems" role="alert"></ul>
  <div class="bar">
    <button type="button" class="main" data-act="start">Run</button>
    <button type="button" data-act="pause">Pause</button>
    <button type="button" data-act="cancel">Cancel</button>
    <progress class="progress" max="1" value="0" aria-label="Cells done"></progress>
    <span class="progress-text"></span>
  </div>
  <p class="status"></p>
  <p class="announcer" aria-live="polite"></p>
  <p class="headline" hidden></p>
  <div class="charts"></div>
  <div class="numbers" hidden>
    <div class="scroll" tabindex="0" role="region" aria-label="Fitted numbers"><table>
      <caption>Fitted numbers, with their standard errors, beside what is predicted</caption>
      <thead><tr><th scope="col">Number</th><th scope="col">Of</th><th scope="col">Measured</th><th scope="col">95 % interval</th><th scope="col">Predicted</th></tr></thead>
      <tbody></tbody>
    </table></div>
    <details><summary>In words</summary><ul class="words"></ul></details>
  </div>
  <div class="exports" hidden>
    <button type="button" data-act="csv">Table as CSV</button>
    <button type="button" data-act="json">Report as JSON</button>
    <button type="button" data-act="link">Copy link</button>
    <span class="copied"></span>
  </div>
  <div class="realm" hidden></div>
</section>
<slot name="poster"></slot>`;

/** figureFor makes the place of one chart. */
export function figureFor(name: string): HTMLElement {
  const figure = document.createElement("figure");
  figure.dataset.chart = name;
  figure.innerHTML = trustedHTML(`<figcaption><strong></strong> <button type="button" class="save">SVG</button></figcaption><div class="plot" role="group" tabindex="0"></div><ul class="legend" aria-hidden="true"></ul>
    <div class="moments" hidden><button type="button">Play</button><input type="range" min="0" max="0" value="0" aria-label="Moment"><output></output></div>`);
  return figure;
}

/** row makes a row of the table of numbers. */
export function row(cells: string[]): HTMLTableRowElement {
  const tr = document.createElement("tr");
  cells.forEach((text, i) => {
    const cell = document.createElement(i === 0 ? "th" : "td");
    if (i === 0) cell.setAttribute("scope", "row");
    cell.textContent = text;
    tr.append(cell);
  });
  return tr;
}
