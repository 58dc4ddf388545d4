// The workers that run an experiment's paths. What becomes of a path whose worker crashes or falls silent is the desk's to say.

import type { Asset } from "../realm/assets";
import { Crew } from "./crew";
import { launch } from "./desk";
import type { Line } from "../realm/line";

export interface PoolEvents {
  row(text: string): void;
  /** How long hands took for a path, as the runner says it. */
  took(text: string): void;
  /** A hand was lost, and another has taken its place. */
  replaced(why: string): void;
  /** A path has lost its worker; whether it is to be run again. */
  lost(path: number, why: string): Promise<boolean>;
  /** Nothing is left to run. */
  finished(): void;
}

interface Runner {
  line: Line;
  path: number | undefined;
  crew?: Crew; // that shares its path
}

export class Pool {
  private runners: Runner[] = [];
  private queue: number[] = [];
  private asking = 0; // lost paths of which the desk has not said what becomes
  private wanted = 0; // workers
  private paused = false;
  private stopped = false;
  private stillborn = 0; // workers in a row that never said anything

  constructor(
    private readonly realm: Element,
    private readonly asset: Asset,
    private readonly query: string,
    private readonly on: PoolEvents,
  ) {}

  get size(): number {
    return this.runners.length;
  }

  /** start runs the paths on so many workers. */
  start(paths: number[], size: number): void {
    this.queue = [...paths];
    this.resize(size);
    if (paths.length === 0) this.on.finished();
  }

  /** resize changes the number of workers; one that is taken away leaves its path to the others. */
  resize(size: number): void {
    this.wanted = size;
    while (this.runners.length > size) {
      const runner = this.runners.pop()!;
      dismiss(runner);
      if (runner.path !== undefined) this.queue.unshift(runner.path);
    }
    while (this.runners.length < size && this.queue.length > 0) this.hire();
    this.runners.forEach((runner) => runner.path ?? this.next(runner));
  }

  pause(): void {
    this.paused = true;
    for (const { line } of this.runners) line.say("pause");
  }

  resume(): void {
    this.paused = false;
    for (const { line } of this.runners) line.say("resume");
  }

  stop(): void {
    this.stopped = true;
    this.runners.splice(0).forEach(dismiss);
  }

  private hire(): void {
    const runner: Runner = { line: undefined!, path: undefined };
    runner.line = launch(this.realm, this.asset, "runner", (text) => this.hear(runner, text), (why) => this.lost(runner, why));
    this.runners.push(runner);
    runner.line.say(`grid ${this.query}`);
    if (this.paused) runner.line.say("pause");
    this.next(runner);
  }

  private next(runner: Runner): void {
    runner.path = this.queue.shift();
    if (runner.path !== undefined) {
      runner.line.say(`run ${runner.path}`);
      return;
    }
    this.ended();
  }

  /** ended notices that nothing is left. */
  private ended(): void {
    if (this.asking === 0 && this.queue.length === 0 && this.runners.every(({ path }) => path === undefined)) this.on.finished();
  }

  private hear(runner: Runner, text: string): void {
    this.stillborn = 0;
    if (!this.runners.includes(runner)) return;
    if (text.startsWith("row ")) this.on.row(text.slice(4));
    else if (text.startsWith("took ")) this.on.took(text);
    else if (text.startsWith("crew ")) {
      runner.crew ??= new Crew(this.realm, this.asset, this.query, runner.line, { replaced: (why) => this.on.replaced(why), ended: (why) => this.lost(runner, why) });
      runner.crew.serve(runner.path!, Number(text.slice(5)));
    }
    else if (text.startsWith("done ")) this.next(runner);
  }

  /** lost replaces a worker that crashed and sees to its path. */
  private lost(runner: Runner, why: string): void {
    const at = this.runners.indexOf(runner);
    if (at < 0) return;
    this.runners.splice(at, 1);
    dismiss(runner);
    const { path } = runner;
    if (!runner.line.lived) this.stillborn++;
    if (this.stillborn > 3) {
      // None comes up any more: whatever is left cannot be run here.
      for (const left of this.queue.splice(0)) for (let tries = 0; tries < 2; tries++) void this.on.lost(left, why);
    }
    if (path !== undefined) this.settle(path, why);
    else if (this.queue.length > 0) this.hire();
    else this.ended();
  }

  /** settle asks what becomes of a path that has lost its worker. */
  private settle(path: number, why: string): void {
    this.asking++;
    const then = (again: boolean) => {
      this.asking--;
      if (this.stopped) return;
      if (again) this.queue.unshift(path); // before the others: what is wrong with it shows soon
      this.resize(this.wanted);
      this.ended();
    };
    this.on.lost(path, why).then(then, () => then(false));
  }
}

function dismiss(runner: Runner): void {
  runner.line.stop();
  runner.crew?.stop();
}
