// The tips of the columns of W_* and of W, to be taken hold of with a pointer or moved by keys.

import type { Announcer } from "../figure/announcer";
import { placeOf, short, type Place } from "./place";
import { three } from "../query/numbers";
import type { View } from "../figure/view";
import type { Report } from "../realm/wire";

const owners = ["the target matrix", "the generator’s matrix"]; // by player
const stride = 0.01; // of the side, for a key
const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const reach = { mouse: 14, finger: 24 }; // pixels from a handle that still mean it
export const radius = 8; // pixels from a handle's middle to its edge
const rest = 500; // ms after the last key until the new place is read out

interface Grip {
  button: HTMLButtonElement;
  pad: HTMLElement; // under a finger: there the page does not scroll
  player: number;
  column: number;
  place: Place; // as last reported, or as last asked for
}

export class Handles {
  private readonly box: HTMLElement;
  private readonly square: HTMLElement;
  private readonly all = new Map<string, Grip>();
  private held: { grip: Grip; dx: number; dy: number; moved: boolean } | undefined;
  private asked = 0; // time of the last key, until which reports are old
  private speaking = 0;

  constructor(
    view: View,
    private readonly announcer: Announcer,
    private readonly send: (about: string, command: () => string) => void,
    private readonly moved: (player: number) => void,
  ) {
    this.box = view.get(".handles");
    this.square = view.get(".picture");
  }

  show(report: Report): void {
    const paused = report.status === "paused";
    const seen = new Set<string>();
    this.box.classList.toggle("many", report.handles.length > 4);
    for (const [player = 0, column = 0, left = 0, top = 0, x = 0, y = 0] of report.handles) {
      const key = `${player}:${column}`;
      const grip = this.all.get(key) ?? this.make(key, player, column);
      seen.add(key);
      // The generator moves by itself while it runs, and at the end lies on the target, where its handles would
      // cover those of the target; a column in the hand stays there.
      grip.button.hidden = grip.pad.hidden = player === 1 && !paused && this.held?.grip !== grip;
      const flat = report.axes === undefined || !Array.isArray(report.axes);
      const numbers = flat ? three2(x) : `${three2(x)}, ${three2(y)}`;
      grip.button.setAttribute("aria-label", `Column ${column + 1} of ${owners[player]!}: ${numbers}. Arrow keys move it.`);
      grip.button.title = `Column ${column + 1} of ${owners[player]!}: drag it`;
      if (this.held?.grip === grip || performance.now() < this.asked) continue;
      grip.place = { left, top };
      this.put(grip);
    }
    for (const [key, grip] of this.all) {
      if (seen.has(key)) continue;
      grip.button.remove();
      grip.pad.remove();
      this.all.delete(key);
    }
  }

  /** places are those of the handles that can be seen. */
  places(): Place[] {
    return [...this.all.values()].filter((grip) => !grip.button.hidden).map((grip) => grip.place);
  }

  private make(key: string, player: number, column: number): Grip {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `handle of-${player}`;
    const pad = document.createElement("span");
    pad.className = "pad";
    pad.addEventListener("pointerdown", (event) => this.take(event));
    this.box.prepend(pad);
    const grip = { button, pad, player, column, place: { left: 0, top: 0 } };
    button.addEventListener("keydown", (event) => this.key(event, grip));
    // The target's come first, so that the focus meets them in this order.
    const before = [...this.all.entries()].find(([k]) => k > key)?.[1].button ?? null;
    this.box.insertBefore(button, before);
    this.all.set(key, grip);
    return grip;
  }

  /** put shows a handle where it is, or at the side beyond which it is. */
  private put({ button, pad, place }: Grip): void {
    for (const { style } of [button, pad]) {
      style.left = inside(place.left);
      style.top = inside(place.top);
    }
  }

  get holding(): boolean {
    return this.held !== undefined;
  }

  /** near returns the nearest handle that an event means: handles can lie close together, so they do not take it themselves. */
  near(event: PointerEvent): Grip | undefined {
    const at = placeOf(event, this.square);
    const side = this.square.clientWidth;
    const away = ({ place }: Grip) => Math.hypot(within(place.left, side) - at.left * side, within(place.top, side) - at.top * side);
    const [nearest] = [...this.all.values()].filter((g) => !g.button.hidden && !this.box.hidden).sort((a, b) => away(a) - away(b));
    return nearest && away(nearest) <= reach[event.pointerType === "mouse" ? "mouse" : "finger"] ? nearest : undefined;
  }

  /** take takes hold of the handle at an event, if there is one. */
  take(event: PointerEvent): boolean {
    const grip = this.near(event);
    if (!grip || event.button !== 0) return false;
    event.preventDefault(); // the focus goes to the handle
    grip.button.focus({ preventScroll: true });
    this.square.setPointerCapture(event.pointerId);
    const at = placeOf(event, this.square);
    this.held = { grip, dx: grip.place.left - at.left, dy: grip.place.top - at.top, moved: false };
    grip.button.classList.add("held");
    return true;
  }

  drag(event: PointerEvent): void {
    const { held } = this;
    if (!held) return;
    const at = placeOf(event, this.square);
    const next = { left: at.left + held.dx, top: at.top + held.dy };
    if (!held.moved && Math.hypot(next.left - held.grip.place.left, next.top - held.grip.place.top) * this.square.clientWidth < 2) return;
    held.moved = true;
    this.move(held.grip, next);
  }

  let(): void {
    const { held } = this;
    held?.grip.button.classList.remove("held");
    this.held = undefined;
    if (held?.moved) this.moved(held.grip.player);
  }

  private move(grip: Grip, to: Place): void {
    grip.place = to;
    this.put(grip);
    this.send("move", () => `move ${grip.player} ${grip.column} ${short(to.left)} ${short(to.top)}`);
  }

  private key(event: KeyboardEvent, grip: Grip): void {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const far = stride * (event.shiftKey ? 10 : 1);
    this.asked = performance.now() + 120;
    this.move(grip, { left: grip.place.left + far * step[0], top: grip.place.top + far * step[1] });
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      this.announcer.say(grip.button.getAttribute("aria-label") ?? "");
      this.moved(grip.player);
    }, rest);
  }
}

// A handle is in the picture as a whole, off the words of the axes.
const inside = (share: number) => `clamp(${radius}px, ${100 * share}%, 100% - ${radius}px)`;

/** within is where that puts it, in pixels of a side. */
export const within = (share: number, side: number): number => Math.max(radius, Math.min(side - radius, share * side));

/** three2 prints a number of either sign to three digits. */
function three2(x: number): string {
  return x < 0 ? `−${three(-x)}` : three(x);
}
