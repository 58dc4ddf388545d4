// The page's end of a trainer: starts it, sends it commands, acknowledges its reports, passes its frames on.

import { canSIMD } from "./abilities";
import { load, type Progress } from "./assets";
import { Line } from "./line";
import { Rows } from "./rows";
import { decode, type Report } from "./wire";

export interface TrainerEvents {
  report(report: Report): void;
  /** A frame for the stage. The next one comes after frameTaken. */
  frame(bytes: ArrayBuffer): void;
  progress(p: Progress): void;
  /** The trainer works, but not in the usual way. */
  degraded(how: "no-worker" | "no-simd"): void;
  /** It was started anew, and has to be told where it was. */
  anew(): void;
  ended(why: string): void;
}

export class Trainer {
  private readonly line: Line;
  private rows = new Rows();
  /** The last report, as it came. */
  latest = new ArrayBuffer(0);

  constructor(realm: Element, private readonly on: TrainerEvents) {
    this.line = new Line(realm, "trainer", { page: (bytes) => this.report(bytes), stage: (bytes) => on.frame(bytes) }, {
      ended: (why) => on.ended(why),
      inFrame: () => on.degraded("no-worker"),
      anew: () => {
        this.rows = new Rows();
        on.anew();
      },
    });
  }

  async start(): Promise<void> {
    if (!canSIMD()) this.on.degraded("no-simd");
    const asset = load("saddle", this.on.progress);
    this.line.open(asset);
    await asset;
  }

  /** send gives the trainer a command, now or as soon as it runs. */
  send(command: string): void {
    this.line.say(command);
  }

  /** sendBytes gives a running trainer a command that ends in bytes, which are not said again to another one. */
  sendBytes(command: string, bytes: ArrayBuffer): void {
    this.line.sayBytes(command, bytes);
  }

  /** frameTaken lets the trainer send its next frame. */
  frameTaken(): void {
    this.line.say("ack", "stage");
  }

  stop(): void {
    this.line.stop();
  }

  private report(bytes: ArrayBuffer): void {
    try {
      const report = decode((this.latest = bytes));
      this.rows.complete(report);
      this.on.report(report);
    } finally {
      this.line.say("ack");
    }
  }
}
