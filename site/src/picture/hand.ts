// What the reader does to the picture by hand: look at a place, zoom and pan, take hold of a column.

import type { Announcer } from "../figure/announcer";
import { Gestures } from "./gestures";
import { Handles } from "./handles";
import { Masses } from "./masses";
import { Probe } from "./probe";
import type { View } from "../figure/view";
import type { Report } from "../realm/wire";

export class Hand {
  private readonly probe: Probe;
  private readonly handles: Handles;
  private readonly masses: Masses;
  private readonly whole: HTMLElement | null;
  private waiting = new Map<string, () => string>(); // by what they are about, until the next frame
  private frame = 0;

  constructor(view: View, announcer: Announcer, private readonly tell: (command: string) => void, moved: (player: number) => void) {
    const send = (about: string, command: () => string) => this.send(about, command);
    this.probe = new Probe(view, announcer, send);
    this.handles = new Handles(view, announcer, send, moved);
    this.masses = new Masses(view.get(".masses"));
    new Gestures(view, this.probe, this.handles, (command) => this.send("", () => command));
    this.whole = view.find('[data-zoom="fit"]');
    for (const button of view.all("[data-zoom]")) {
      button.addEventListener("click", () => this.tell(button.dataset.zoom!));
    }
  }

  show(report: Report): void {
    this.probe.show(report);
    this.handles.show(report);
    this.masses.show(report.masses, this.handles.places());
    if (this.whole) this.whole.hidden = !report.zoomed;
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
  }

  /** send tells the trainer at the next frame, of several things about one and the same the last alone. */
  private send(about: string, command: () => string): void {
    if (!about) return this.tell(command());
    this.waiting.set(about, command);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const commands = [...this.waiting.values()];
      this.waiting.clear();
      commands.forEach((c) => this.tell(c()));
    });
  }
}
