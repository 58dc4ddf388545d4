// Reading a chart of the laboratory off: the point nearest to the pointer or, by keys, one after another.

/** A point of a chart as it is read off. */
export interface Spot {
  series: string;
  colour: string;
  /** What it says, as in "N 1 600" and "TV 0.034 ± 0.004". */
  words: string[];
  x: number; // px
  y: number;
}

const near = 40; // px from the pointer

export class Reader {
  private spots: Spot[] = [];
  private at: Spot | undefined;
  private readonly ring: HTMLElement;
  private readonly tip: HTMLOutputElement;

  constructor(private readonly plot: HTMLElement) {
    this.ring = plot.appendChild(Object.assign(document.createElement("span"), { className: "spot", hidden: true }));
    this.tip = plot.appendChild(Object.assign(document.createElement("output"), { className: "tip", hidden: true }));
    plot.addEventListener("pointermove", (event) => this.point(event));
    plot.addEventListener("pointerdown", (event) => this.point(event)); // a finger does not hover
    plot.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.read(undefined));
    plot.addEventListener("blur", () => this.read(undefined));
    plot.addEventListener("keydown", (event) => {
      if (event.target !== plot || !this.key(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** show takes the spots of a new drawing, and reads the same point on if it is still there. */
  show(spots: Spot[]): void {
    this.spots = spots;
    const { at } = this;
    if (at) this.read(spots.find((s) => s.series === at.series && s.words.join() === at.words.join()));
  }

  private point(event: PointerEvent): void {
    if (event.buttons && event.pointerType === "mouse") return this.read(undefined); // something is dragged
    const box = this.plot.getBoundingClientRect();
    const far = (s: Spot) => Math.hypot(s.x - (event.clientX - box.left), s.y - (event.clientY - box.top));
    const nearest = this.spots.reduce<Spot | undefined>((best, s) => (best && far(best) <= far(s) ? best : s), undefined);
    this.read(nearest && far(nearest) <= near ? nearest : undefined);
  }

  /** key goes along a series with Left and Right, to its ends with Home and End, and to another series with Up and Down. */
  private key(name: string): boolean {
    const { at } = this;
    if (name === "Escape") {
      this.read(undefined);
      return at !== undefined;
    }
    const names = [...new Set(this.spots.map((s) => s.series))];
    const of = (series: string | undefined) => this.spots.filter((s) => s.series === series);
    const own = of(at?.series ?? names[0]);
    const i = at ? own.indexOf(at) : -1;
    const turn = (by: number) => {
      const next = of(names[(names.indexOf(at?.series ?? names[0]!) + by + names.length) % names.length]);
      return at ? next.reduce((best, s) => (Math.abs(s.x - at.x) < Math.abs(best.x - at.x) ? s : best), next[0]!) : next[0];
    };
    const moves: Record<string, () => Spot | undefined> = {
      ArrowRight: () => own[Math.min(i + 1, own.length - 1)], ArrowLeft: () => own[Math.max(i - 1, 0)], Home: () => own[0], End: () => own.at(-1),
      ArrowDown: () => turn(1), ArrowUp: () => turn(-1),
    };
    const move = moves[name];
    if (!move || own.length === 0) return false;
    this.read(move());
    return true;
  }

  private read(spot: Spot | undefined): void {
    this.at = spot;
    this.ring.hidden = this.tip.hidden = !spot;
    if (!spot) return;
    this.ring.style.translate = `${spot.x}px ${spot.y}px`;
    const key = document.createElement("i");
    key.style.background = spot.colour;
    const lines = spot.words.map((textContent) => Object.assign(document.createElement("span"), { textContent }));
    this.tip.replaceChildren(key, Object.assign(document.createElement("b"), { textContent: spot.series }), ...lines);
    const [left, top] = beside(spot, [this.tip.offsetWidth, this.tip.offsetHeight], [this.plot.clientWidth, this.plot.clientHeight]);
    this.tip.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
  }
}

const gap = 14; // px between a point and what is said of it

/** beside places a box of a size to the right of a point, or to its left, or under or over it: wherever there is room. */
function beside({ x, y }: Spot, [width, height]: [number, number], [w, h]: [number, number]): [left: number, top: number] {
  const along = (at: number, size: number, whole: number) => Math.max(0, Math.min(at, whole - size));
  if (x + gap + width < w) return [x + gap, along(y - 20, height, h)];
  if (x - gap - width >= 0) return [x - gap - width, along(y - 20, height, h)];
  return [along(x - width / 2, width, w), y + gap + height <= h ? y + gap : y - gap - height];
}
