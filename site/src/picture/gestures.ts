// Zoom and pan with mouse, touch and keys, so that the page still scrolls: one finger scrolls it, two fingers are for
// the picture, and the wheel zooms with Control or where the picture has the focus.

import { placeOf, short, type Place } from "./place";
import type { Handles } from "./handles";
import type { Probe } from "./probe";
import type { View } from "../figure/view";

const slack = 4; // pixels that a press may move and still be none of a drag
const again = 400; // ms within which a second tap belongs to the first
const near = 30; // pixels
const keyed = 1.25; // factor of one key
const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Gestures {
  private readonly square: HTMLElement;
  private grip: { id: number; x: number; y: number; dragging: boolean } | undefined;
  private pinch: { middle: Place; spread: number } | undefined;
  private travel = { right: 0, down: 0 };
  private frame = 0;
  private touched = false; // the last press was a finger's
  private tapped: { x: number; y: number; at: number } | undefined;

  constructor(
    view: View,
    private readonly probe: Probe,
    private readonly handles: Handles,
    private readonly tell: (command: string) => void,
  ) {
    const square = (this.square = view.get(".picture"));
    square.addEventListener("pointerdown", (event) => this.press(event));
    square.addEventListener("pointermove", (event) => this.move(event));
    square.addEventListener("pointerup", (event) => this.release(event));
    square.addEventListener("pointercancel", () => this.drop());
    square.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && probe.leave());
    square.addEventListener("dblclick", (event) => {
      if (!this.touched) this.zoom(event.shiftKey ? 0.5 : 2, placeOf(event, square)); // not every browser has it for fingers
    });
    square.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    square.addEventListener("touchstart", (event) => this.touch(event), { passive: false });
    square.addEventListener("touchmove", (event) => this.touch(event), { passive: false });
    square.addEventListener("touchend", () => (this.pinch = undefined));
    square.addEventListener("touchcancel", () => (this.pinch = undefined));
    square.addEventListener("keydown", (event) => this.key(event));
  }

  private zoom(factor: number, at: Place): void {
    this.tell(`zoom ${short(factor)} ${short(at.left)} ${short(at.top)}`);
  }

  /** pan gathers what comes within a frame: what is seen moves with the hand. */
  private pan(right: number, down: number): void {
    this.travel.right += right;
    this.travel.down += down;
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.tell(`pan ${short(this.travel.right)} ${short(this.travel.down)}`);
      this.travel = { right: 0, down: 0 };
    });
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary || this.handles.take(event)) return;
    this.grip = { id: event.pointerId, x: event.clientX, y: event.clientY, dragging: false };
  }

  private move(event: PointerEvent): void {
    if (this.handles.holding) return this.handles.drag(event);
    const { grip } = this;
    this.square.classList.toggle("grab", !grip && this.handles.near(event) !== undefined);
    if (!grip || event.pointerType !== "mouse") {
      if (event.pointerType === "mouse") this.probe.hover(placeOf(event, this.square), this.square.clientWidth);
      return;
    }
    if (!grip.dragging && Math.hypot(event.clientX - grip.x, event.clientY - grip.y) < slack) return;
    if (!grip.dragging) {
      grip.dragging = true;
      this.square.setPointerCapture(event.pointerId);
      this.square.classList.add("dragged");
    }
    const side = this.square.clientWidth;
    this.pan((event.clientX - grip.x) / side, (event.clientY - grip.y) / side);
    grip.x = event.clientX;
    grip.y = event.clientY;
  }

  private release(event: PointerEvent): void {
    const tapped = this.grip && !this.grip.dragging && event.pointerId === this.grip.id;
    this.drop();
    this.touched = event.pointerType !== "mouse";
    if (tapped && this.touched) this.tap(event);
  }

  /** tap looks, and twice in a row zooms. */
  private tap(event: PointerEvent): void {
    const before = this.tapped;
    this.tapped = { x: event.clientX, y: event.clientY, at: event.timeStamp };
    const place = placeOf(event, this.square);
    this.probe.tap(place, this.square.clientWidth);
    if (!before || event.timeStamp - before.at > again || Math.hypot(event.clientX - before.x, event.clientY - before.y) > near) return;
    this.tapped = undefined;
    this.zoom(2, place);
  }

  private drop(): void {
    this.handles.let();
    this.grip = undefined;
    this.square.classList.remove("dragged");
  }

  private wheel(event: WheelEvent): void {
    const focused = this.square.matches(":focus");
    if (!event.ctrlKey && !event.metaKey && !focused) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    this.zoom(Math.exp(-0.002 * Math.max(-240, Math.min(240, event.deltaY * lines)) * (event.ctrlKey ? 3 : 1)), placeOf(event, this.square));
  }

  /** touch follows two fingers. */
  private touch(event: TouchEvent): void {
    const [a, b] = [...event.targetTouches];
    if (!a || !b || !event.cancelable) return;
    event.preventDefault(); // not the page's zoom, and no pointer events
    this.drop();
    const p = placeOf(a, this.square);
    const q = placeOf(b, this.square);
    const now = { middle: { left: (p.left + q.left) / 2, top: (p.top + q.top) / 2 }, spread: Math.max(0.02, Math.hypot(p.left - q.left, p.top - q.top)) };
    const before = this.pinch;
    this.pinch = now;
    if (!before) return;
    this.zoom(now.spread / before.spread, before.middle);
    this.pan(now.middle.left - before.middle.left, now.middle.top - before.middle.top);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    const middle = { left: 0.5, top: 0.5 };
    if (step && event.shiftKey) this.pan(-0.1 * step[0], -0.1 * step[1]);
    else if (step) this.probe.nudge(step[0], step[1]);
    else if (event.key === "+" || event.key === "=") this.zoom(keyed, middle);
    else if (event.key === "-") this.zoom(1 / keyed, middle);
    else if (event.key === "0") this.tell("fit");
    else if (event.key === "Escape" && this.probe.on) this.probe.close();
    else return;
    event.preventDefault();
  }
}
