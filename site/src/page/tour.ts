// The tour: a card that goes from part to part of the figure. Its words are the page's own, in #tour.

import type { SaddleFigure } from "../figure/figure";

interface Stop {
  part: Element;
  words: Element;
}

/** tour makes the button start it, and go on where it was left. */
export function tour(list: HTMLElement, button: HTMLElement, figure: SaddleFigure): void {
  let at = 0; // the stop to go on from
  let open: { close(): void } | undefined;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (open) return open.close();
    const left = { x: scrollX, y: scrollY };
    const stops = stopsOf(list, figure);
    const card = new Card(stops, at, (stop) => {
      open = undefined;
      at = stop >= stops.length ? 0 : stop;
      button.textContent = at > 0 ? "Go on with the tour" : "Take the tour";
      scrollTo({ left: left.x, top: left.y, behavior: "instant" });
      button.focus({ preventScroll: true });
    });
    open = card;
  });
}

/** stopsOf finds the parts; one that this figure does not show is left out. */
function stopsOf(list: HTMLElement, figure: SaddleFigure): Stop[] {
  return [...list.children].flatMap((words) => {
    const selector = (words as HTMLElement).dataset.at!;
    const part = figure.shadowRoot?.querySelector(selector) ?? document.querySelector(selector);
    return part && part.getClientRects().length > 0 ? { part, words } : [];
  });
}

/** Card is the tour while it is open. */
class Card {
  private readonly box = document.createElement("section");
  private readonly ring = document.createElement("div");
  private readonly place = () => this.put();

  constructor(
    private readonly stops: Stop[],
    private at: number,
    private readonly ended: (at: number) => void,
  ) {
    this.ring.className = "tour-ring";
    this.box.className = "tour-card";
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-labelledby", "tour-count");
    this.box.setAttribute("aria-describedby", "tour-words");
    this.box.tabIndex = -1;
    this.box.innerHTML = `<p id="tour-count"></p><div id="tour-words"></div>
      <div class="tour-buttons"><button type="button" class="button" data-go="-1">Back</button>
      <button type="button" class="button" data-go="1">Next</button><button type="button" class="button" data-go="0">Skip</button></div>`;
    for (const button of this.box.querySelectorAll<HTMLElement>("button")) {
      button.addEventListener("click", () => (button.dataset.go === "0" ? this.close() : this.go(Number(button.dataset.go))));
    }
    document.addEventListener("keydown", this.keydown, true); // before the figure, whose keys lie below
    addEventListener("scroll", this.place, { passive: true });
    addEventListener("resize", this.place);
    document.body.append(this.ring, this.box);
    this.show();
  }

  close(): void {
    document.removeEventListener("keydown", this.keydown, true);
    removeEventListener("scroll", this.place);
    removeEventListener("resize", this.place);
    this.ring.remove();
    this.box.remove();
    this.ended(this.at);
  }

  private readonly keydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      event.stopPropagation(); // one press closes one thing
      return this.close();
    }
    if (!this.box.contains(document.activeElement)) return; // the arrows belong to what the reader is trying out
    if (event.key === "ArrowRight") this.go(1);
    if (event.key === "ArrowLeft") this.go(-1);
  };

  private go(by: number): void {
    this.at = Math.max(0, this.at + by);
    if (this.at >= this.stops.length) this.close();
    else this.show();
  }

  private show(): void {
    const { part, words } = this.stops[this.at]!;
    const last = this.at === this.stops.length - 1;
    this.box.querySelector("#tour-count")!.textContent = `${this.at + 1} of ${this.stops.length}`;
    this.box.querySelector("#tour-words")!.replaceChildren(...words.cloneNode(true).childNodes);
    this.box.querySelector<HTMLButtonElement>('[data-go="-1"]')!.disabled = this.at === 0;
    this.box.querySelector('[data-go="1"]')!.textContent = last ? "Done" : "Next";
    this.box.querySelector<HTMLElement>('[data-go="0"]')!.hidden = last;
    const { top, bottom, height } = part.getBoundingClientRect();
    const room = innerHeight - this.box.offsetHeight - 3 * gap;
    if (top < gap || bottom > room) scrollBy({ top: height < room ? top - (room - height) / 2 : top - gap, behavior: "instant" });
    this.put();
    this.box.focus({ preventScroll: true });
  }

  /** put draws the ring around the part, and the card below it, or where there is room. */
  private put(): void {
    const part = this.stops[this.at]!.part.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const within = (v: number, size: number, whole: number) => Math.max(gap, Math.min(v, whole - size - gap));
    let x = part.left;
    let y = part.bottom + gap;
    if (y + height > innerHeight - gap) {
      y = part.top;
      if (part.right + gap + width < innerWidth - gap) x = part.right + gap;
      else if (part.left - gap - width > gap) x = part.left - gap - width;
      else y = part.top - gap - height > gap ? part.top - gap - height : innerHeight;
    }
    this.box.style.translate = `${within(x, width, innerWidth)}px ${within(y, height, innerHeight)}px`;
    const margin = 4;
    Object.assign(this.ring.style, {
      translate: `${part.left - margin}px ${part.top - margin}px`,
      width: `${part.width + 2 * margin}px`,
      height: `${part.height + 2 * margin}px`,
    });
  }
}

const gap = 12; // px
