// The exact masses of the points and lines on which an activation that cuts off puts samples, beside them.
import { radius, within } from "./handles";
import type { Place } from "./place";
import { trustedHTML } from "../realm/trusted";

const places = ["point", "horizontal", "vertical"];
const where = ["in this point", "on this line", "on this line"];

export class Masses {
  private shown = "";

  constructor(private readonly box: HTMLElement) {}

  /** show takes rows of kind, left, top and the masses of the target and of the generator, and where handles are, which it keeps off. */
  show(rows: number[][], handles: Place[]): void {
    const side = this.box.clientWidth;
    const wanted = `${rows.map((row) => row.map((v) => v.toFixed(3)).join()).join(";")} ${handles.map((h) => `${h.left.toFixed(3)},${h.top.toFixed(3)}`).join()} ${side}`;
    if (wanted === this.shown) return;
    this.shown = wanted;
    while (this.box.children.length > rows.length) this.box.lastChild!.remove();
    rows.forEach(([kind = 0, left = 0, top = 0, target = 0, generated = 0], i) => {
      const item = this.box.children[i] ?? this.box.appendChild(document.createElement("li"));
      const label = item as HTMLElement;
      label.className = `mass ${places[kind]} ${left < 0.5 ? "left" : "right"} ${top < 0.5 ? "top" : "bottom"}`;
      label.style.left = `${100 * left}%`;
      label.style.top = `${100 * top}%`;
      const [right, down] = asides(kind, left, top, side, handles);
      label.style.marginLeft = `${right}px`;
      label.style.marginTop = `${down}px`;
      const words = `<span class="more">${where[kind]}: </span>`;
      label.innerHTML = trustedHTML(`${words}<b class="target">${percent(target)}</b><span class="more"> of the target, </span> <b class="generated">${percent(generated)}</b><span class="more"> of the generator</span>`);
    });
  }
}

/**
 * asides are the pixels to the right and down that a mass stands from its usual place, so that it lies on no handle: a point's further out,
 * a line's further along it. The style sheet has the usual places.
 */
function asides(kind: number, left: number, top: number, side: number, handles: Place[]): [right: number, down: number] {
  const type = Math.max(10, Math.min(12, 0.02 * side));
  const off = Math.min(17, 0.0405 * side) + 3;
  const [long, line] = [6.4 * type, 1.2 * type]; // of both masses on a line
  const out = (share: number, by: number) => (share < 0.5 ? -by : by);
  const [x, y, width, height] = [
    [left * side + out(left, off - 4 + 1.5 * type), top * side + out(top, off - 4 + line), 3 * type, 2 * line],
    [left * side, top * side + out(top, off + line / 2), long, line],
    [left * side + out(left, off + line / 2), top * side, line, long],
  ][kind]!;
  let right = 0;
  let down = 0;
  for (const h of handles) {
    const dx = within(h.left, side) - x! - right;
    const dy = within(h.top, side) - y! - down;
    const [across, along] = [width! / 2 + radius - Math.abs(dx), height! / 2 + radius - Math.abs(dy)];
    if (across <= 0 || along <= 0) continue;
    if (kind === 1) right -= Math.sign(dx || 1) * across;
    else if (kind === 2) down -= Math.sign(dy || 1) * along;
    else down += out(top, height! / 2 + radius) + dy;
  }
  return [right, down];
}

/** Label is a mass as it stands on the page. */
export interface Label {
  text: string;
  colour: string;
  left: number; // of its middle, as a share of the picture's side, as are the next four
  top: number;
  width: number;
  height: number;
  size: number; // of the type
  upward: boolean; // read from bottom to top
}

/** labels reads the masses in a box that lies over the picture: the style sheet alone says where they stand. */
export function labels(box: HTMLElement): Label[] {
  const over = box.getBoundingClientRect();
  if (!over.width) return []; // not laid out
  return [...box.querySelectorAll("b")].map((b) => {
    const { left, top, width, height } = b.getBoundingClientRect();
    const { color, fontSize } = getComputedStyle(b);
    return {
      text: b.textContent,
      colour: color,
      left: (left + width / 2 - over.left) / over.width,
      top: (top + height / 2 - over.top) / over.height,
      width: width / over.width,
      height: height / over.height,
      size: parseFloat(fontSize) / box.clientWidth,
      upward: b.closest(".vertical") !== null,
    };
  });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}
