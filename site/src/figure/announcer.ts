// What a screen reader hears: changes of state at once, a running state at most every ten seconds.

import type { Report, Status } from "../realm/wire";

const every = 10_000; // ms
const slowly = 6_000; // ms between two moves told in slow motion

export class Announcer {
  private status: Status = "loading";
  private last = 0;

  constructor(private readonly region: HTMLElement) {}

  /** say announces what has just been done. */
  say(words: string): void {
    this.region.textContent = words;
  }

  hear(report: Report, now: number): void {
    const changed = report.status !== this.status;
    const due = report.status === "running" && now - this.last >= (report.narration ? slowly : every);
    if (!changed && !due) return;
    this.status = report.status;
    this.last = now;
    this.region.textContent = report.error || (changed ? "" : report.narration) || report.sentence;
  }
}
