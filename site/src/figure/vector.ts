// The picture as an SVG of its own: in its axes, with its legend and its sentence, in the colours of the moment. The command saddle
// picture lays its drawings out in the same way.

import type { Label } from "../picture/masses";
import { lowered, ticks } from "../query/numbers";
import type { Theme } from "../dom/theme";
import type { Report } from "../realm/wire";
import { wrap } from "./save";

const coloured = /(fill|stroke)="#[0-9a-f]{6}" style="(?:fill|stroke):var\(--([a-z0-9]+),#[0-9a-f]{6}\)"/g;
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const laws = "target generated".split(" ");

/** framed sets a picture of the trainer's, of the given side, into its axes. */
export function framed(svg: string, side: number, report: Report, labels: Label[], theme: Theme, about: string): string {
  const em = Math.max(11, side / 44);
  const [left, top, letter] = [3.4 * em, 2.2 * em, 0.5 * em];
  const lines = wrap(report.narration || report.sentence, side, (text) => letter * text.length);
  const [width, height] = [left + side + em, top + side + (3.9 + 1.4 * lines.length) * em];
  const parts: string[] = [];
  const write = (x: number, y: number, text: string, how = "", colour = theme.muted) =>
    parts.push(`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" dominant-baseline="central" fill="${colour}" ${how}>${escaped(text)}</text>`);
  let x = left;
  for (const [i, colour] of [theme.target, theme.generated].entries()) {
    const name = laws[i]!;
    parts.push(`<circle cx="${x + 0.4 * em}" cy="${1.1 * em}" r="${em / 3}" fill="${colour}"/>`);
    write(x + em, 1.1 * em, name);
    x += (2.2 + 0.56 * name.length) * em;
  }
  if (report.otherName) {
    parts.push(`<path d="M${x} ${1.1 * em}h${em}" stroke="${theme.generated}" stroke-width="2" stroke-dasharray="4 3"/>`);
    write(x + 1.4 * em, 1.1 * em, report.otherName);
  }
  const [xlo = 0, xhi = 1, ylo = 0, yhi = 1] = report.extent;
  const named = (axis: number) => report.names.split("\n")[axis - 1] || `y${lowered(axis)}`;
  const [first, second] = report.axes;
  const marks = (lo: number, hi: number) => ticks(lo, hi, 7).map((v) => [String(v).replace("-", "−"), (v - lo) / (hi - lo)] as const).filter(([, at]) => at >= 0.02 && at <= 0.98);
  for (const [text, at] of marks(xlo, xhi)) write(left + at * side, top + side + 0.9 * em, text, 'text-anchor="middle"');
  if (first !== undefined) write(left + side / 2, top + side + 2.1 * em, named(first), 'text-anchor="middle" font-style="italic"');
  if (second !== undefined) {
    for (const [text, at] of marks(ylo, yhi)) write(left - em / 2, top + (1 - at) * side, text, 'text-anchor="end"');
    const turn = named(second).length > 3 ? ` transform="rotate(-90 ${0.9 * em} ${top + side / 2})"` : "";
    write(0.9 * em, top + side / 2, named(second), `text-anchor="middle" font-style="italic"${turn}`);
  }
  for (const { text, colour, left: at, top: down, size, upward } of labels) {
    const [lx, ly] = [left + at * side, top + down * side];
    const turn = upward ? ` transform="rotate(-90 ${lx} ${ly})"` : "";
    write(lx, ly, text, `text-anchor="middle" font-size="${size * side}" font-weight="600" stroke="${theme.paper}" stroke-width="${(size * side) / 4}" paint-order="stroke"${turn}`, colour);
  }
  lines.forEach((line, i) => write(left, top + side + (3.9 + 1.4 * i) * em, line, "", theme.ink));
  const inner = svg
    .replace("<svg ", `<svg x="${left}" y="${top}" width="${side}" height="${side}" `)
    .replace(coloured, (_, what: string, role: keyof Theme) => `${what}="${theme[role]}"`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(1)} ${height.toFixed(1)}" role="img" font-size="${em}" font-family="system-ui, 'Liberation Sans', Arial, sans-serif">
<title>${escaped(about)}</title>
<rect width="100%" height="100%" fill="${theme.paper}"/>
${inner}
<rect x="${left}" y="${top}" width="${side}" height="${side}" fill="none" stroke="${theme.edge}"/>
${parts.join("\n")}
</svg>
`;
}
