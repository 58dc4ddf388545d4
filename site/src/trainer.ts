// The page's end of a trainer: starts it, sends it commands, acknowledges its reports, passes its frames on.

import { canSIMD } from "./abilities";
import { load, type Progress } from "./assets";
import { startFrame, startWorker, type Hooks, type Ports, type Program } from "./programs";
import { Rows } from "./rows";
import { decode, type Report } from "./wire";

export interface TrainerEvents {
  report(report: Report): void;
  /** A frame for the stage. The next one comes after frameTaken. */
  frame(bytes: ArrayBuffer): void;
  progress(p: Progress): void;
  /** The trainer works, but not in the usual way. */
  degraded(how: "no-worker" | "no-simd"): void;
  ended(why: string): void;
}

let count = 0;

export class Trainer {
  private program: Program | undefined;
  private page: MessagePort | undefined;
  private stage: MessagePort | undefined;
  private waiting: string[] = []; // commands given before there was a program
  private rows = new Rows();
  private stopped = false;

  constructor(
    private readonly realm: Element, // where a frame goes if no worker can start
    private readonly on: TrainerEvents,
  ) {}

  async start(): Promise<void> {
    if (!canSIMD()) this.on.degraded("no-simd");
    const asset = await load(this.on.progress);
    if (this.stopped) return;
    const inFrame = () => {
      this.on.degraded("no-worker");
      const hooks: Hooks = { ended: (why) => this.stopped || this.on.ended(why) };
      this.program = startFrame(this.realm, asset.packed, "trainer", () => this.connect(ports), hooks);
    };
    const ports = names();
    const hooks: Hooks = {
      ended: (why, up) => {
        if (this.stopped) return;
        if (up) return this.on.ended(why);
        this.program?.stop();
        inFrame();
      },
    };
    try {
      this.program = startWorker(asset, "trainer", this.connect(ports), hooks);
    } catch {
      inFrame();
    }
  }

  /** send gives the trainer a command, now or as soon as it runs. */
  send(command: string): void {
    if (this.page) post(this.page, command);
    this.waiting.push(command);
  }

  /** sendBytes gives a running trainer a command that ends in bytes, which are not said again to another one. */
  sendBytes(command: string, bytes: ArrayBuffer): void {
    const words = new TextEncoder().encode(command);
    const both = new Uint8Array(words.length + bytes.byteLength);
    both.set(words);
    both.set(new Uint8Array(bytes), words.length);
    this.page?.postMessage(both.buffer, [both.buffer]);
  }

  /** frameTaken lets the trainer send its next frame. */
  frameTaken(): void {
    if (this.stage) post(this.stage, "ack");
  }

  stop(): void {
    this.stopped = true;
    this.program?.stop();
    this.page?.close();
    this.stage?.close();
  }

  /** connect makes the trainer's two channels; every command so far is said (again) on the new one. */
  private connect([page, stage]: string[]): Ports {
    this.page?.close();
    this.stage?.close();
    this.rows = new Rows();
    const toPage = new MessageChannel();
    const toStage = new MessageChannel();
    this.page = toPage.port1;
    this.stage = toStage.port1;
    this.page.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.report(data);
    this.stage.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.on.frame(data);
    for (const command of this.waiting) post(this.page, command);
    return { [page!]: toPage.port2, [stage!]: toStage.port2 };
  }

  private report(bytes: ArrayBuffer): void {
    this.waiting = []; // it answers: nothing needs saying again
    try {
      const report = decode(bytes);
      this.rows.complete(report);
      this.on.report(report);
    } finally {
      if (this.page) post(this.page, "ack");
    }
  }
}

function names(): string[] {
  count++;
  return [`trainer-page-${count}`, `trainer-stage-${count}`];
}

/** post sends a text as the bytes that every program here reads. */
export function post(port: MessagePort, text: string): void {
  const bytes = new TextEncoder().encode(text).buffer;
  port.postMessage(bytes, [bytes]);
}
