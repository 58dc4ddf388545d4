// The element's own document: what stands in its shadow root, and the handles to it.

import buttonsCSS from "../dom/buttons.css";
import hostCSS from "../dom/host.css";
import controlsCSS from "./controls.css";
import figureCSS from "./figure.css";
import paletteCSS from "../dom/palette.css";
import storyCSS from "./story.css";
import { controlsHTML, transportHTML } from "../query/config.gen";
import { given } from "../dom/host";
import { icons } from "../dom/icons";
import { keysHTML } from "../dom/keys";
import { kinds } from "../chart/views";
import { wear } from "../dom/sheet";
import { trustedHTML } from "../realm/trusted";

/** How much of the figure is shown: the picture, the transport with it, or everything. */
export type Extent = "picture" | "transport" | "all";

/** Whether the figure begins with a story: in a page, on a stage that it has for itself, or not. */
export type Told = "" | "story" | "stage";

/** extentOf says how much of itself a figure shows. */
export function extentOf(figure: HTMLElement): Extent {
  const controls = given(figure, "controls");
  return controls === null ? "picture" : controls === "all" ? "all" : "transport";
}

/** toldBy says what a figure tells: on a stage always, in a page unless the reader came for a run. */
export function toldBy(figure: Element, forRun: boolean): Told {
  const mode = figure.getAttribute("mode");
  return mode === "stage" || (mode === "story" && !forRun) ? mode : "";
}

const css = `${paletteCSS}\n${hostCSS}\n${buttonsCSS}\n${figureCSS}\n${controlsCSS}\n${storyCSS}`;

/** build fills the shadow root; charted is for a chart where the extent alone would have none. */
export function build(root: ShadowRoot, extent: Extent, charted: boolean, told: Told): View {
  wear(root.host as HTMLElement, css);
  root.innerHTML = trustedHTML(html(extent, charted, told));
  return new View(root);
}

/** View finds the parts of a built shadow root. */
export class View {
  constructor(private readonly root: ShadowRoot) {}

  get<E extends HTMLElement = HTMLElement>(selector: string): E {
    return this.root.querySelector<E>(selector)!;
  }

  find<E extends HTMLElement = HTMLElement>(selector: string): E | null {
    return this.root.querySelector<E>(selector);
  }

  all<E extends HTMLElement = HTMLElement>(selector: string): E[] {
    return [...this.root.querySelectorAll<E>(selector)];
  }
}

/** button spells its label even where there is room for its icon alone; the title says more. */
const button = (act: string, icon: string, label: string, title: string, keys = "") =>
  `<button type="button" data-act="${act}" title="${title}"${keys && ` aria-keyshortcuts="${keys}"`}>${icon}<span class="label">${label}</span></button>`;

const zoom = `<div class="zoom" role="group" aria-label="Zoom">
        <button type="button" data-zoom="zoom 1.5 0.5 0.5" title="Zoom in (+)" aria-label="Zoom in">+</button>
        <button type="button" data-zoom="zoom 0.6667 0.5 0.5" title="Zoom out (−)" aria-label="Zoom out">−</button>
        <button type="button" data-zoom="fit" title="Show all (0)" aria-label="Show all" hidden>${icons.whole}</button>
      </div>`;

const plane = (hand: boolean) => `
<div class="plane">
  <ul class="key">
    <li class="target">target</li><li class="generated">generated</li><li class="other" hidden></li>
    <li class="real" title="The discriminator takes what lies here for real. Where neither cloud has samples there is no tint.">looks real</li>
    <li class="fake" title="The discriminator takes what lies here for fake. Where neither cloud has samples there is no tint.">looks fake</li>
  </ul>
  <div class="square">
    <div class="picture" role="application" aria-roledescription="picture" tabindex="0" aria-keyshortcuts="Space S R + - 0 ?"
      aria-label="Target samples in blue and generated samples in orange, in the plane of two coordinates. The tint behind them is blue where the discriminator takes a sample for real and orange where it takes it for fake, and fades out where neither has samples. Arrow keys move a probe; with Shift they move the picture.">
      <div class="canvas"></div>
      <div class="still" hidden></div>
      <div class="poster"><slot name="poster"></slot></div>
      <div class="paper"></div>
      <progress class="progress" aria-label="Loading" hidden></progress>
      <p class="drop" hidden>Drop a table to learn its samples.</p>
    </div>
    <div class="over">
      <ul class="masses"></ul>
      <div class="probe" hidden></div>
      <p class="reading" hidden></p>
      ${hand ? '<div class="handles"></div>' : '<div class="handles" hidden></div>'}
    </div>
    ${hand ? zoom : ""}
    <div class="ticks across" aria-hidden="true"></div>
    <div class="ticks up" aria-hidden="true"></div>
  </div>
</div>`;

const transport = `
<div class="transport" role="group" aria-label="Transport">
  <div class="buttons">
    ${button("play", icons.play, "Play", "Play (Space)", "Space").replace("<button", '<button class="main"')}
    ${button("back", icons.back, "Back", "One iteration back (,)", ",")}
    ${button("step", icons.step, "Step", "One iteration (S)", "S")}
    ${button("discriminator", icons.step, 'D<span class="more">, step the discriminator alone</span>', "Step the discriminator alone (D)", "D")}
    ${button("generator", icons.step, 'G<span class="more">, step the generator alone</span>', "Step the generator alone (G)", "G")}
    ${button("reset", icons.reset, "Reset", "Back to the start (R)", "R")}
    ${button("dice", icons.dice, "New seed", "Another seed (N)", "N")}
  </div>
  <div class="pace">
    ${button("slow", icons.slow, "Slow", "Slow motion: each player's move shown and named (L)", "L").replace("<button", '<button aria-pressed="false"')}
    ${transportHTML}
  </div>
  <div class="buttons out">
    ${button("share", icons.share, "Share", "Copy a link to this moment (C)", "C")}
    <details class="menu"><summary title="Save">${icons.save}<span class="label">Save</span></summary>
      <div class="sheet">
        <div class="sizes" role="group" aria-label="Picture (PNG)"><span>Picture (PNG)</span>
          ${[1, 2, 3, 4].map((k) => `<button type="button" data-act="png${k}" title="${k} pixel${k > 1 ? "s" : ""} of the picture for each of the page">${k}×</button>`).join("")}
        </div>
        <button type="button" data-act="vector">Picture (SVG)</button>
        <button type="button" data-act="svg">Chart (SVG)</button>
        <button type="button" data-act="record">Animation (video)</button>
        <button type="button" data-act="csv">Curve (CSV)</button>
        <button type="button" data-act="json">Everything (JSON)</button>
        <button type="button" data-act="embed">Copy embed code</button>
        <button type="button" data-act="cite">Copy citation (BibTeX)</button>
      </div>
    </details>
    ${button("help", icons.keys, "Keys", "Keyboard shortcuts (?)", "?")}
  </div>
  <div class="timeline">
    <input class="when" type="range" min="0" max="0" step="1" value="0" aria-label="Timeline, steps" disabled>
    <output class="where">Step 0</output>
  </div>
</div>`;

const readout = `
<div class="readout" role="group" aria-label="Distance from the target">
  <div class="headline">
    <p class="name">Total variation</p>
    <p class="tv">–</p>
    <p class="floor">&nbsp;</p>
  </div>
  <dl class="numbers">
    <div class="samples"><dt>Samples</dt><dd>–</dd></div>
    <div class="step"><dt>Step</dt><dd>–</dd></div>
    <div class="done" title="The p-value of a test by the largest eigenvalue of some generated samples, whitened by the target, or by the law that fits your samples: a small one says that the generator is not done. See the charts Done? and Power"><dt>Is it done?</dt><dd>–</dd></div>
    <div class="js"><dt>Jensen–Shannon</dt><dd>–</dd></div>
    <div class="kl"><dt>Kullback–Leibler</dt><dd>–</dd></div>
    <div class="hellinger"><dt>Hellinger</dt><dd>–</dd></div>
    <div class="band" title="What Devroye, Mehrabian and Reddad's bounds say of the total variation from the Frobenius error alone"><dt>Devroye et al.</dt><dd>–</dd></div>
    <div class="pinsker" title="What Pinsker's inequality says of the total variation"><dt>Pinsker</dt><dd>–</dd></div>
    <div class="before" title="The total variation between the laws of Wx, which the activation can only lower" hidden><dt>TV before φ</dt><dd>–</dd></div>
    <div class="heat" title="How much constant steps make the players shake: 2B times the variance over the step size, for the generator's and the discriminator's numbers, from theory and over the later half of the run" hidden><dt>Temperature</dt><dd>–</dd></div>
    <div class="gauge" title="What the moves of a player take back over what they scatter, for the generator and the discriminator, since the steps last fell: 1 at rest. When both are at rest the steps are halved" hidden><dt>At rest</dt><dd>–</dd></div>
    <div class="right" title="How often the discriminator is right on the samples shown, half of them real, and how often the best one is, (1 + TV)/2" hidden><dt>D is right</dt><dd>–</dd></div>
    <div class="robust" title="How often it is right wherever an adversary moves a sample within its reach" hidden><dt>Against an adversary</dt><dd>–</dd></div>
  </dl>
</div>`;

const chart = `
<div class="curve">
  <div class="choice">
    <fieldset class="tabs"><legend class="more">Chart</legend>
      ${Object.entries(kinds).map(([kind, { tab, title }], i) => `<label title="${title} (${i + 1})"><input type="radio" name="chart" value="${kind}"><span>${tab}</span></label>`).join("")}
    </fieldset>
    ${button("keep", icons.keep, "Keep", "Keep this curve to compare with (K)", "K")}
    <details class="menu"><summary title="Chart options">${icons.options}<span class="more">Chart options</span></summary>
      <div class="sheet axes">
        <label><input type="checkbox" value="x"> logarithmic across</label>
        <label><input type="checkbox" value="y"> logarithmic up</label>
        <label><input type="checkbox" value="bounds"> band of all bounds</label>
        <button type="button" data-act="svg">Save chart (SVG)</button>
      </div>
    </details>
  </div>
  <div class="chart">
    <div class="drawing" role="img" aria-label="Chart. No steps yet."></div>
    <svg class="cursor" aria-hidden="true" width="100%" height="100%"></svg>
    <input class="reader" type="range" min="0" max="0" step="1" disabled aria-label="Read values along the chart" title="Enter or double click: go to this moment">
    <div class="tip" aria-hidden="true" hidden></div>
  </div>
  <ul class="kept" aria-label="Kept curves" hidden></ul>
</div>`;

const bar = `
<div class="bar">
  ${button("settings", icons.options, "Settings", "Settings, beside the picture").replace("<button", '<button aria-expanded="false"')}
  ${button("undo", icons.undo, "Undo", "Undo the last change (Ctrl+Z)", "Control+Z")}
  ${button("redo", icons.redo, "Redo", "Redo (Ctrl+Shift+Z)", "Control+Shift+Z")}
</div>`;

const settings = `
<div class="settings" role="group" aria-label="Settings">
  <button type="button" class="close" data-act="settings">${icons.close}<span class="more">Close the settings</span></button>
  <slot name="controls"><div class="controls">${controlsHTML}</div></slot>
</div>`;

const story = `
<div class="beats" role="group" aria-label="Story">
  <div class="said" aria-live="polite"><p class="count"></p><p class="line"></p><p class="gloss"></p></div>
  <div class="go">
    <button type="button" class="main next">Next</button>
    <button type="button" class="prev" disabled>Back</button>
    <button type="button" class="skip">Skip</button>
  </div>
</div>`;

function html(extent: Extent, charted: boolean, told: Told): string {
  const stage = told === "stage";
  const all = extent === "all" || stage;
  return `
<div class="figure" data-shows="${all ? "all" : extent}"${all || charted ? " data-charted" : ""}${told && ` data-told="${told}"`}>
  ${plane(extent !== "picture" && !stage)}
  ${stage ? "" : '<slot name="caption"></slot>'}
  ${extent === "picture" || stage ? "" : transport}
  <div class="knobs" hidden></div>
  <div class="side">
    ${told ? story : ""}
    ${all || told ? readout : ""}
    <div class="words">
      <p class="status">Loading.</p>
      <div class="notes" role="status"></div>
    </div>
    ${all || charted ? chart : ""}
    ${all && !stage ? settings : ""}
  </div>
  ${all && !stage ? bar + '<slot name="presets"></slot>' : ""}
  <div class="announcer" aria-live="polite"></div>
  ${keysHTML}
  <div class="realm"></div>
  ${told ? '<slot name="beats" hidden></slot>' : ""}
</div>`;
}
