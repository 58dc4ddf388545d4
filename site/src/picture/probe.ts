// The place that the reader looks at: a ring on the picture, an arrow where D rises, and the trainer's words.

import type { Announcer } from "../figure/announcer";
import { short, type Place } from "./place";
import type { View } from "../figure/view";
import type { Report } from "../realm/wire";

const reach = { mouse: 9, finger: 24 }; // pixels within which a sample is meant
const stride = 0.02; // of the side, for a key
const rest = 500; // ms after the last key until the words are read out

export class Probe {
  private readonly mark: HTMLElement;
  private readonly words: HTMLElement;
  private place: Place | undefined; // where it was put
  private shown: Place | undefined; // where it is, which may be a sample that moves
  private pinned = false; // stays when the mouse goes
  private speaking = 0;
  private unread = false;

  constructor(
    view: View,
    private readonly announcer: Announcer,
    private readonly send: (about: string, command: () => string) => void,
  ) {
    this.mark = view.get(".probe");
    this.words = view.get(".over .reading");
  }

  get on(): boolean {
    return this.place !== undefined;
  }

  hover(place: Place, side: number): void {
    this.pinned = false;
    this.look(place, reach.mouse / side);
  }

  /** tap looks at a place, and away from it when it comes again. */
  tap(place: Place, side: number): void {
    const again = this.shown && Math.hypot(place.left - this.shown.left, place.top - this.shown.top) * side < reach.finger;
    if (again) return this.close();
    this.pinned = true;
    this.look(place, reach.finger / side);
  }

  /** nudge moves the probe by a key, at first from the middle. */
  nudge(right: number, down: number): void {
    const from = this.place ?? { left: 0.5 - stride * right, top: 0.5 - stride * down };
    this.pinned = true;
    this.unread = true;
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => this.speak(), rest);
    this.look({ left: within(from.left + stride * right), top: within(from.top + stride * down) }, 0);
  }

  leave(): void {
    if (!this.pinned) this.close();
  }

  close(): void {
    this.place = this.shown = undefined;
    this.pinned = this.unread = false;
    this.mark.hidden = this.words.hidden = true;
    this.send("look", () => "look");
  }

  show(report: Report): void {
    const [law = 0, left, top, , , d = -1, up = 0, right = 0] = report.probe;
    if (!this.place || left === undefined || top === undefined) return;
    const outside = left < 0 || left > 1 || top < 0 || top > 1;
    this.shown = { left, top };
    this.mark.hidden = outside;
    this.words.hidden = false;
    if (this.words.textContent !== report.probeWords) this.words.textContent = report.probeWords;
    this.words.classList.toggle("below", top < 0.5);
    const style = this.mark.style;
    style.left = `${100 * left}%`;
    style.top = `${100 * top}%`;
    this.mark.dataset.law = String(law);
    this.mark.dataset.nothing = String(d < 0);
    const length = Math.hypot(up, right);
    style.setProperty("--length", `${100 * length}cqi`);
    style.setProperty("--turn", `${Math.atan2(-up, right)}rad`);
    this.mark.classList.toggle("flat", length < 0.004);
  }

  private look(place: Place, radius: number): void {
    this.place = place;
    this.send("look", () => `look ${short(place.left)} ${short(place.top)} ${short(radius)}`);
  }

  /** speak reads the words out to who moved the probe by keys. */
  private speak(): void {
    if (this.unread && this.on && this.words.textContent) this.announcer.say(this.words.textContent);
    this.unread = false;
  }
}

function within(share: number): number {
  return Math.max(0, Math.min(1, share));
}
