// The exact masses of the points and lines on which an activation that cuts off puts samples, beside them.
import { trustedHTML } from "../realm/trusted";

const places = ["point", "horizontal", "vertical"];
const where = ["in this point", "on this line", "on this line"];

export class Masses {
  private shown = "";

  constructor(private readonly box: HTMLElement) {}

  /** show takes rows of kind, left, top and the masses of the target and of the generator. */
  show(rows: number[][]): void {
    const wanted = rows.map((row) => row.map((v) => v.toFixed(3)).join()).join(";");
    if (wanted === this.shown) return;
    this.shown = wanted;
    while (this.box.children.length > rows.length) this.box.lastChild!.remove();
    rows.forEach(([kind = 0, left = 0, top = 0, target = 0, generated = 0], i) => {
      const item = this.box.children[i] ?? this.box.appendChild(document.createElement("li"));
      const label = item as HTMLElement;
      label.className = `mass ${places[kind]} ${left < 0.5 ? "left" : "right"} ${top < 0.5 ? "top" : "bottom"}`;
      label.style.left = `${100 * left}%`;
      label.style.top = `${100 * top}%`;
      const words = `<span class="more">${where[kind]}: </span>`;
      label.innerHTML = trustedHTML(`${words}<b class="target">${percent(target)}</b><span class="more"> of the target, </span> <b class="generated">${percent(generated)}</b><span class="more"> of the generator</span>`);
    });
  }
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
