// A conversation with the program: in a worker, or, where none can start, in a frame of the page. A browser starts a frame
// anew when its element is moved; who speaks is then asked to say again where they were.

import type { Asset } from "./assets";
import { startFrame, startWorker, type Part, type Ports, type Program } from "./programs";

/** What is heard, by the end of the line at which it comes. */
export type Ends = Record<string, (bytes: ArrayBuffer) => void>;

export interface LineEvents {
  ended(why: string): void;
  /** No worker can start, so that the program shares a thread with the page. */
  inFrame?(): void;
  /** The program, which had answered, was started anew and knows nothing. */
  anew?(): void;
}

// Looks at a worker's silence after which it is given up, where a browser can end one without a word: when memory is short, or while
// the page sleeps. Looks are counted, not time, of which a page that has slept would find too much gone by.
const silences: Partial<Record<Part, number>> = { trainer: 15, desk: 15, runner: 5, hand: 3, press: 5 };
const birth = 15; // looks that it may take to say its first word, in a laboratory
const look = 2_000; // ms between looks

let count = 0;

export class Line {
  private program: Program | undefined;
  private readonly ports = new Map<string, MessagePort>();
  private readonly names: Map<string, string>; // of the ends, in the program
  private said: { end: string; text: string }[] = []; // since something came back: again on new ports
  private given: { text: string; end: MessagePort }[] = []; // before there was a program
  private heard = false;
  private stopped = false;
  private quiet = 0; // looks since the worker was heard
  private answers = false; // it has ever been heard
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly realm: Element, // where a frame goes
    private readonly part: Part,
    private readonly ends: Ends,
    private readonly on: LineEvents,
  ) {
    const number = ++count;
    this.names = new Map(Object.keys(ends).map((end) => [end, `${part}-${end}-${number}`]));
  }

  /** open starts the program, which may be on its way; what was said before is said now. */
  open(asset: Promise<Asset>): void {
    if (this.stopped) return;
    const inFrame = () => {
      clearInterval(this.timer); // it shares the page's thread
      this.program?.stop();
      this.on.inFrame?.();
      this.program = startFrame(this.realm, asset.then(({ packed }) => packed), this.part, () => this.connect(), { ended: (why) => this.stopped || this.on.ended(why) });
    };
    try {
      this.program = startWorker(asset, this.part, this.connect(), {
        ended: (why, up) => {
          if (this.stopped) return;
          if (up) this.on.ended(why);
          else inFrame();
        },
      });
      if (silences[this.part]) this.timer = setInterval(() => this.watch(), look);
    } catch {
      inFrame();
    }
  }

  /** say sends a text, now or as soon as there is a program. */
  say(text: string, end = this.first): void {
    if (text !== "ack") this.said.push({ end, text });
    const port = this.ports.get(end);
    if (port) post(port, text);
  }

  /** sayBytes sends a text that ends in bytes to a running program; it is not said again to another one. */
  sayBytes(text: string, bytes: ArrayBuffer): void {
    const words = new TextEncoder().encode(text);
    const both = new Uint8Array(words.length + bytes.byteLength);
    both.set(words);
    both.set(new Uint8Array(bytes), words.length);
    const port = this.ports.get(this.first);
    port?.postMessage(both.buffer, [both.buffer]);
  }

  /** give sends a text, and with it one end of a channel, now or as soon as there is a program; it is not given again to another one. */
  give(text: string, end: MessagePort): void {
    const port = this.ports.get(this.first);
    if (!port) this.given.push({ text, end });
    else post(port, text, end);
  }

  /** lived says whether the program has ever been heard. */
  get lived(): boolean {
    return this.answers;
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    this.program?.stop();
    for (const port of this.ports.values()) port.close();
  }

  private get first(): string {
    return Object.keys(this.ends)[0]!;
  }

  /** watch asks a worker that is silent whether it lives, with an empty message, which it returns, and gives it up if it does not. */
  private watch(): void {
    const silence = silences[this.part]!;
    const most = this.answers ? silence : this.part === "trainer" ? Infinity : Math.max(birth, silence); // a trainer's program may be on its way
    if (++this.quiet > most) {
      clearInterval(this.timer);
      this.on.ended("it stopped answering");
    } else if (this.quiet > silence / 3) this.ports.get(this.first)?.postMessage(new ArrayBuffer(0));
  }

  /** connect makes the program's channels. */
  private connect(): Ports {
    const made: Ports = {};
    for (const [end, hear] of Object.entries(this.ends)) {
      this.ports.get(end)?.close();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
        this.quiet = 0;
        this.answers = true;
        if (data.byteLength === 0) return; // a sign of life
        this.heard = true;
        this.said = [];
        hear(data);
      };
      this.ports.set(end, port1);
      made[this.names.get(end)!] = port2;
    }
    const again = this.said.splice(0);
    if (this.heard) {
      this.heard = false;
      this.on.anew?.();
    }
    for (const { end, text } of again) this.say(text, end);
    for (const { text, end } of this.given.splice(0)) this.give(text, end);
    return made;
  }
}

/** post sends a text as the bytes that every program here reads, and ends of channels with it. */
export function post(port: MessagePort, text: string, ...ends: MessagePort[]): void {
  const bytes = new TextEncoder().encode(text).buffer;
  port.postMessage(bytes, [bytes, ...ends]);
}
