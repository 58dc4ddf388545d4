// What a reader takes home: the picture, the curve, the snapshot, a link.

import type { Label } from "../picture/masses";
import { lowered, ticks } from "../query/numbers";
import type { Pixels } from "../realm/stage";
import { paletteCSS, type Theme } from "../dom/theme";
import { curveColumns, type Report } from "../realm/wire";

/**
 * toCSV prints the curve, one row per recorded step. The first line names the columns; the last of them is the run's query, as in
 * a laboratory's table: a comment is no part of CSV, and few programs skip one.
 */
export function toCSV(curve: number[][], query: string): string {
  const field = query.replace(/^.*[",\n].*$/s, (text) => `"${text.replaceAll('"', '""')}"`);
  return [[...curveColumns, "query"], ...curve.map((row) => [...row, field])].map((row) => `${row.join(",")}\n`).join("");
}

/** standalone makes a chart a picture that needs no page: colours written out, on paper, with its title. */
export function standalone(svg: string, title: string, description: string, theme: Theme): string {
  const colours = Object.fromEntries(Object.entries(theme));
  const head = `<title>${escaped(title)}</title><desc>${escaped(description)}</desc><rect width="100%" height="100%" fill="var(--paper)"/>`;
  return svg
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(' aria-hidden="true"', ' role="img"')
    .replace(">", `>${head}`)
    .replace(/var\(--([a-z0-9]+)\)/g, (_, name: string) => colours[name] ?? "currentColor");
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** toJSON prints a snapshot; JSON has no infinity, so that becomes the word. */
export function toJSON(snapshot: object): string {
  const word = (_: string, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
  return JSON.stringify(snapshot, word, 1);
}

/** fromPixels makes an image of what the stage handed over. */
export async function fromPixels(pixels: Pixels): Promise<CanvasImageSource & { width: number }> {
  return createImageBitmap(new ImageData(pixels.data, pixels.width, pixels.height));
}

/** fromSVG makes an image of the still picture, with the page's colours written into it. */
export async function fromSVG(svg: SVGSVGElement, theme: Theme, side: number): Promise<CanvasImageSource & { width: number }> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(side));
  copy.setAttribute("height", String(side));
  copy.prepend(Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "style"), { textContent: paletteCSS(theme) }));
  const image = new Image(side, side);
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

/** compose sets the picture into its axes, with its labels and a line of words below. */
export async function compose(image: CanvasImageSource & { width: number }, report: Report, labels: Label[], theme: Theme): Promise<Blob> {
  const canvas = document.createElement("canvas");
  paint(canvas, image, report, labels, theme);
  const corner = [...canvas.getContext("2d")!.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part.toString(16).padStart(2, "0"));
  if (`#${corner.join("")}` !== theme.paper) throw new Error("this browser changes what a page reads from its canvas; Picture (SVG) is exact");
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be encoded"))), "image/png"),
  );
}

/** paint is compose onto a canvas. room is the number of lines that it has for words, if not as many as they need. */
export function paint(canvas: HTMLCanvasElement, image: CanvasImageSource & { width: number }, report: Report, labels: Label[], theme: Theme, side = image.width, room = 0): void {
  const em = Math.max(11, side / 44);
  // Labels may stick out of the square. A video, whose size must stay, has room for most.
  const beyond = (by: (label: Label) => number) => (room || !labels.length ? 0 : side * Math.max(...labels.map(by)) + em / 4);
  const left = Math.max(3.2 * em, beyond((l) => l.width / 2 - l.left));
  const right = Math.max(room ? 3.2 * em : em, beyond((l) => l.left + l.width / 2 - 1));
  const top = Math.max(2.2 * em, beyond((l) => l.height / 2 - l.top));
  const even = (v: number) => 2 * Math.ceil(v / 2); // video wants it
  const width = even(left + side + right);
  if (canvas.width !== width) canvas.width = width;
  const pen = canvas.getContext("2d")!;
  const type = `${em}px system-ui, sans-serif`;
  pen.font = type;
  const lines = wrap(report.narration || report.sentence, side, (text) => pen.measureText(text).width);
  const height = even(top + side + (3.4 + 1.4 * (room || lines.length)) * em);
  if (canvas.height !== height) canvas.height = height;
  pen.fillStyle = theme.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, left, top, side, side);
  pen.strokeStyle = theme.line;
  pen.strokeRect(left - 0.5, top - 0.5, side + 1, side + 1);

  legend(pen, report, theme, left, top - 1.1 * em, em);

  const [xlo = 0, xhi = 1, ylo = 0, yhi = 1] = report.extent;
  const [first, second] = report.axes;
  pen.fillStyle = theme.muted;
  pen.font = type;
  pen.textBaseline = "middle";
  const mark = (lo: number, hi: number, put: (text: string, share: number) => void) => {
    for (const value of ticks(lo, hi, 7)) {
      const share = (value - lo) / (hi - lo);
      if (share >= 0.02 && share <= 0.98) put(String(value).replace("-", "−"), share);
    }
  };
  pen.textAlign = "center";
  mark(xlo, xhi, (text, share) => pen.fillText(text, left + share * side, top + side + 0.9 * em));
  pen.textAlign = "right";
  if (second !== undefined) mark(ylo, yhi, (text, share) => pen.fillText(text, left - 0.5 * em, top + (1 - share) * side));
  pen.textAlign = "center";
  pen.font = `italic ${em}px system-ui, sans-serif`;
  const names = report.names.split("\n");
  const named = (coordinate: number) => names[coordinate - 1] || `y${lowered(coordinate)}`;
  if (first !== undefined) pen.fillText(named(first), left + side / 2, top + side + 2.1 * em, side);
  if (second !== undefined) {
    pen.save();
    pen.translate(0.9 * em, top + side / 2);
    if (names[second - 1]) pen.rotate(-Math.PI / 2); // it is longer than the margin
    pen.fillText(named(second), 0, 0, side);
    pen.restore();
  }
  for (const label of labels) put(pen, label, left, top, side, theme.paper);
  pen.font = type;
  pen.fillStyle = theme.ink;
  pen.textAlign = "left";
  lines.forEach((line, i) => pen.fillText(line, left, top + side + (3.9 + 1.4 * i) * em));
}

/** put writes a label of a picture whose corner is at left and top. */
function put(pen: CanvasRenderingContext2D, { text, colour, left: x, top: y, size, upward }: Label, left: number, top: number, side: number, paper: string): void {
  pen.save();
  pen.translate(left + x * side, top + y * side);
  if (upward) pen.rotate(-Math.PI / 2);
  pen.font = `600 ${size * side}px system-ui, sans-serif`;
  pen.strokeStyle = paper; // a rim, over samples and lines
  pen.lineWidth = (size * side) / 3;
  pen.lineJoin = "round";
  pen.strokeText(text, 0, 0);
  pen.fillStyle = colour;
  pen.fillText(text, 0, 0);
  pen.restore();
}

/** legend names both laws, and the generator's second one, as core/figure does. */
function legend(pen: CanvasRenderingContext2D, report: Report, theme: Theme, left: number, top: number, em: number): void {
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  let x = left;
  for (const [colour, name] of [[theme.target, "target samples"], [theme.generated, "generated samples"], ...(report.otherName ? [["", report.otherName]] : [])] as [string, string][]) {
    pen.fillStyle = colour || theme.generated;
    if (colour) {
      pen.beginPath();
      pen.arc(x + 0.4 * em, top, 0.33 * em, 0, 2 * Math.PI);
      pen.fill();
    } else for (const k of [0, 0.5, 1]) pen.fillRect(x + k * em, top - 0.07 * em, 0.3 * em, 0.14 * em);
    x += (colour ? 1 : 1.7) * em;
    pen.fillStyle = theme.muted;
    pen.fillText(name, x, top);
    x += pen.measureText(name).width + 1.2 * em;
  }
}

/** wrap breaks a sentence into lines that fit a width. */
export function wrap(sentence: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of sentence.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** filed names a file by the run that it is of. */
export function filed(query: string, ending: string): string {
  const run = query.replace(/[^A-Za-z0-9.,-]+/g, "-").slice(0, 100).replace(/-$/, "");
  return `saddle${run && "-"}${run}${ending.includes(".") ? "-" : "."}${ending}`;
}

/** download offers bytes as a file. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** copy puts text on the clipboard, by the old way where the new one is not allowed. It says whether it worked. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    field.style.cssText = "position:fixed;opacity:0";
    document.body.append(field);
    field.select();
    const worked = document.execCommand("copy");
    field.remove();
    return worked;
  }
}
