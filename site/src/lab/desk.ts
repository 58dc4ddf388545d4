// The laboratory's programs: how one is started, and the page's end of the desk, which holds an experiment's table.

import type { Asset, Name } from "../realm/assets";
import { Line } from "../realm/line";

/** programOf says which program reads a grid: the laboratory without a name is in that of a first visit, and all are in the other. */
export function programOf(query: string, here: Name | undefined): Name {
  return /(^|[?#&])lab=/.test(query) ? "saddle-labs" : (here ?? "saddle");
}

/** launch starts a part of the laboratory, whose ends speak in texts. */
export function launch(realm: Element, asset: Asset, part: "desk" | "runner" | "hand", hear: (text: string) => void, ended: (why: string) => void): Line {
  const line = new Line(realm, part, { page: (bytes) => hear(new TextDecoder().decode(bytes)) }, { ended, anew: () => ended("it was started anew") });
  line.open(Promise.resolve(asset));
  return line;
}

/** cellOf is the beginning of a row, which says where it belongs: path and mark. */
export function cellOf(row: string): string {
  return row.split(" ", 2).join(" ");
}

/** What the desk says of a grid. */
export interface Grid {
  lab: string;
  title: string;
  query: string;
  paths: number;
  cells: number;
  seconds: number; // of one worker's work, estimated
  published: number; // runs of a finished table that is shown at once
  live: boolean; // its rows are there when it is opened
  hands: number; // workers that a path asks for besides its runner, at most
  own: Knob[];
  problems: string[];
  presets: { name: string; title: string; note: string; query: string }[];
}

/** A parameter of the laboratory's own with one value, where the grid takes so little that it can be turned by hand. */
export interface Knob {
  name: string;
  label: string;
  help: string;
  kind: "choice" | "whole" | "number" | "list";
  min: number;
  max: number;
  options: { value: string; label: string }[];
  value: string;
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
  kind: "measured" | "dots" | "fitted" | "theory" | "bars" | "area" | "note";
  color: number; // which series; −1: theory, −2: the target, −3: the generator, −4: in the background
  x: number[];
  y: number[];
  se: number[];
  text?: string[];
  drag?: string; // the parameter whose entries the points are
  slide?: string; // the parameter that says how far the point lies to the right of origin
  origin?: number;
}

/** One picture of a chart that plays: what takes the place of series of the same names. */
export interface Moment {
  sentence: string;
  series: Series[];
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
  equal?: boolean; // a unit is as long on both axes
  bare?: boolean; // without numbers and grid
  moments?: Moment[];
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

/** Desk is the page's end of the conversation that core/lab/desk.go describes: what is asked has a number, by which its answer is known. */
export class Desk {
  private readonly line: Line;
  private readonly waiting = new Map<number, { resolve(text: string): void; reject(why: Error): void }>();
  private count = 0;

  /** refused hears why something that was told was not taken. */
  constructor(realm: Element, asset: Asset, refused: (why: string) => void, ended: (why: string) => void) {
    this.line = launch(realm, asset, "desk", (text) => this.hear(text, refused), (why) => {
      for (const { reject } of this.waiting.values()) reject(new Error(why));
      this.waiting.clear();
      ended(why);
    });
  }

  grid(query: string): Promise<Grid> {
    return this.ask(`open ${query}`).then((text) => JSON.parse(text) as Grid);
  }

  /** plan is what is left to run, in order; it takes back what was given up. */
  plan(): Promise<number[]> {
    return this.ask("plan").then((text) => JSON.parse(text) as number[]);
  }

  /** lost says whether a path whose worker is gone is to be run again. */
  lost(path: number, why: string): Promise<boolean> {
    return this.ask(`lost ${path} ${why}`).then((answer) => answer === "again");
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
      this.waiting.set(++this.count, { resolve, reject });
      this.line.say(`${this.count} ${command}`);
    });
  }

  private hear(text: string, refused: (why: string) => void): void {
    const [first = ""] = text.split(" ", 1);
    const rest = text.slice(first.length + 1);
    if (first === "!") return refused(rest);
    const asker = this.waiting.get(Number(first));
    this.waiting.delete(Number(first));
    if (rest.startsWith("! ")) asker?.reject(new Error(rest.slice(2)));
    else asker?.resolve(rest);
  }
}
