// Texts that put a figure, or its source, into the reader's own pages.

import { scriptAddress } from "./assets";

/** The paper whose setting the figures show, as the page and README.md quote it. */
export const citation = `@misc{kontonis2020convergence,
  title         = {Convergence and Sample Complexity of {SGD} in {GAN}s},
  author        = {Kontonis, Vasilis and Liu, Sihan and Tzamos, Christos},
  year          = {2020},
  eprint        = {2012.00732},
  archivePrefix = {arXiv}
}`;

/** embedCode is the HTML that shows a run in another page, with as many controls as here. */
export function embedCode(query: string, controls: string | null): string {
  const shown = controls === null ? "" : controls === "" ? " controls" : ` controls="${quoted(controls)}"`;
  return `<script src="${quoted(scriptAddress)}"></script>\n<saddle-figure query="${quoted(query)}"${shown}></saddle-figure>`;
}

function quoted(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
