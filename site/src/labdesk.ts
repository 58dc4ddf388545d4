// The laboratory's programs: how one is started, and the page's end of the desk, which holds an experiment's table.

import type { Asset } from "./assets";
import { startFrame, startWorker, type Ports, type Program } from "./programs";
import { post } from "./trainer";

/** A started program with one port of texts. */
export interface Line {
  say(text: string): void;
  stop(): void;
}

let count = 0;

/** launch starts a part of the laboratory in a worker, or in a frame of the realm where no worker can start. */
export function launch(realm: Element, asset: Asset, part: "desk" | "runner", hear: (text: string) => void, ended: (why: string) => void): Line {
  const name = `lab-${part}-${++count}`;
  let port: MessagePort | undefined;
  let program: Program | undefined;
  let stopped = false;
  let said: string[] = []; // again on a new port, as long as nothing has come back
  const connect = (): Ports => {
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      said = [];
      hear(new TextDecoder().decode(data));
    };
    for (const text of said) post(port, text);
    return { [name]: channel.port2 };
  };
  const inFrame = () => {
    program?.stop();
    program = startFrame(realm, asset, [part, name], connect, { ended: (why) => stopped || ended(why) });
  };
  try {
    program = startWorker(asset, [part, name], connect(), {
      ended: (why, up) => {
        if (stopped) return;
        if (up) ended(why);
        else inFrame();
      },
    });
  } catch {
    inFrame();
  }
  return {
    say(text) {
      said.push(text);
      if (port) post(port, text);
    },
    stop() {
      stopped = true;
      program?.stop();
      port?.close();
    },
  };
}

/** What the desk says of a grid. */
export interface Grid {
  query: string;
  paths: number;
  cells: number;
  seconds: number; // of one worker's work, estimated
  order: number[];
  problems: string[];
  presets: { name: string; title: string; note: string; query: string }[];
}

export interface Fit {
  what: string;
  of: string;
  value: number;
  se: number;
  lo: number | null;
  hi: number | null;
  predicted: number | null;
  told: string; // the value and its standard error
  interval: string; // 95 %
  expected: string; // what is predicted
  words: string;
  main: boolean; // what the experiment is about
}

export interface Series {
  name: string;
  kind: "measured" | "dots" | "fitted" | "theory";
  color: number; // −1: theory
  x: number[];
  y: number[];
  se: number[];
}

export interface ChartData {
  name: string;
  title: string;
  description: string;
  xLabel: string;
  yLabel: string;
  logX: boolean;
  logY: boolean;
  x: [number, number];
  y: [number, number];
  ticksX: number[];
  categories: string[];
  series: Series[];
}

export interface Results {
  done: number;
  cells: number;
  runs: number;
  diverged: number;
  left: number; // seconds
  failed: { query: string; why: string }[];
  fits: Fit[];
  charts: ChartData[];
}

/** Desk asks in order and is answered in order. */
export class Desk {
  private readonly line: Line;
  private waiting: { resolve(text: string): void; reject(why: Error): void }[] = [];

  constructor(realm: Element, asset: Asset, ended: (why: string) => void) {
    this.line = launch(realm, asset, "desk", (text) => this.hear(text), (why) => {
      this.waiting.splice(0).forEach((w) => w.reject(new Error(why)));
      ended(why);
    });
  }

  grid(query: string): Promise<Grid> {
    return this.ask(`grid ${query}`).then((text) => JSON.parse(text) as Grid);
  }

  report(seconds: number): Promise<Results> {
    return this.ask(`report ${seconds}`).then((text) => JSON.parse(text) as Results);
  }

  table(format: "csv" | "jsonl"): Promise<string> {
    return this.ask(format);
  }

  /** tell is for what has no answer. */
  tell(command: string): void {
    this.line.say(command);
  }

  stop(): void {
    this.line.stop();
  }

  private ask(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.line.say(command);
    });
  }

  private hear(text: string): void {
    const space = text.indexOf(" ");
    const verb = text.slice(0, space);
    const rest = text.slice(space + 1);
    if (verb === "error") this.waiting.shift()?.reject(new Error(rest));
    else this.waiting.shift()?.resolve(rest);
  }
}
