// Texts that put a figure, or its source, into the reader's own pages.

import version from "saddle:version";
import { scriptAddress } from "../realm/beside";
import type { Panel } from "./panel";
import { copy } from "./save";
import type { Report } from "../realm/wire";

/** The program, and the paper whose setting the figures show, as the page and README.md quote it. */
export const citation = `@misc{kontonis2020convergence,
  title         = {Convergence and Sample Complexity of {SGD} in {GAN}s},
  author        = {Kontonis, Vasilis and Liu, Sihan and Tzamos, Christos},
  year          = {2020},
  eprint        = {2012.00732},
  archivePrefix = {arXiv}
}

@software{saddle,
  title   = {Saddle: a {GAN} that trains in your browser},
  author  = {{The Saddle authors}},
  year    = {2026},
  version = {${version}}
}`;

/** embedCode is the HTML that shows a run in another page, with as many controls as here. */
export function embedCode(query: string, controls: string | null): string {
  const shown = controls === null ? "" : controls === "" ? " controls" : ` controls="${quoted(controls)}"`;
  return `<script src="${quoted(scriptAddress)}"></script>\n<saddle-figure query="${quoted(query)}"${shown}></saddle-figure>`;
}

function quoted(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** share puts the link to a moment on the clipboard, and says what a link does not carry. */
export async function share(panel: Panel, report: Report, url: string): Promise<void> {
  if (report.data) panel.notes.put("share", "The link names your samples by a fingerprint and does not carry them: whoever opens it gives the file again.", { dismiss: true });
  if (report.byHand) panel.notes.put("share", `The link leads to step ${report.step} of whole iterations: moves of one player alone are not part of it.`, { dismiss: true });
  await hand(panel, url, "Link copied");
}

/** hand puts a text on the clipboard, or shows it where that is not allowed. */
export async function hand(panel: Panel, text: string, done: string): Promise<void> {
  if (await copy(text)) panel.confirm("share", done);
  else panel.notes.put("hand", text, { dismiss: true });
}
