// <saddle-lab>: an experiment over many runs, and its public interface.

import { Element, outline, untrusting, upgrade } from "../dom/host";
import { canCompile } from "../realm/abilities";
import { load, type Asset, type Name } from "../realm/assets";
import { cellOf, Desk, programOf, type Grid, type Results } from "./desk";
import { Pool } from "./pool";
import { Sheet } from "./sheet";
import { drop, keep, recall } from "./store";
import { copy, download, filed } from "../figure/save";
import { keepKeys } from "../dom/keys";
import { onPreference } from "../dom/theme";
import { signed } from "../query/permalink";
import { inTurn, watch } from "../dom/watch";

export type State = "loading" | "idle" | "running" | "paused" | "done" | "error";
const between = 1_000; // ms between reports while rows come
const marker = "#lab:"; // the page's address, from here on, is a grid

export class SaddleLab extends Element {
  static readonly observedAttributes = ["query", "workers"];

  private sheet: Sheet | undefined;
  private program: Name | undefined;
  private asset: Promise<Asset> | undefined; // of the program
  private desk: Desk | undefined;
  private pool: Pool | undefined;
  private grid: Grid | undefined;
  private rows = new Map<string, string>(); // by cell
  private fresh: string[] = []; // of them, what is not kept yet
  private current: State = "loading";
  private found: Results | undefined;
  private worked = 0; // seconds that went into rows since the run went on
  private since = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;
  private opened = 0; // how many grids: what belongs to an older one is dropped
  private crashes = 0;
  private asked = ""; // the grid that was asked for last
  private wanted: string | undefined; // the grid that a hand asks for
  private opening: Promise<void> | undefined;
  private ending: (() => void)[] = [];
  private promise: Promise<this>;
  private settle!: { resolve(lab: SaddleLab): void; reject(why: Error): void };

  constructor() {
    super();
    this.promise = new Promise<this>((resolve, reject) => (this.settle = { resolve: resolve as (l: SaddleLab) => void, reject }));
    this.promise.catch(() => {});
  }

  /** Resolves when the grid has been read. Asking for it opens a laboratory that has not been seen yet. */
  get ready(): Promise<this> {
    this.begin();
    return this.promise;
  }

  /** The canonical grid, to be shared. */
  get query(): string {
    return this.grid?.query ?? this.firstQuery();
  }

  set query(text: string) {
    this.setAttribute("query", String(text ?? ""));
  }

  get state(): State {
    return this.current;
  }

  /** What has been found so far. */
  get results(): Results | undefined {
    return this.found;
  }

  get workers(): number {
    const asked = Number(this.getAttribute("workers"));
    return asked >= 1 ? Math.min(64, Math.round(asked)) : Math.max(1, (navigator.hardwareConcurrency || 2) - 1);
  }

  set workers(n: number) {
    this.setAttribute("workers", String(n));
  }

  /** runners are how many paths run at the same time: one where it is shared by hands. */
  private get runners(): number {
    return this.grid && this.grid.hands > 0 ? 1 : this.workers;
  }

  /** Runs what is missing, or, where nothing is, everything anew. */
  start(): void {
    void this.ready.then(() => this.run());
  }

  pause(): void {
    if (this.current !== "running") return;
    this.clock();
    this.pool?.pause();
    this.become("paused");
    this.save(false);
  }

  resume(): void {
    if (this.current === "running") return;
    if (!this.pool) return this.start();
    this.pool.resume();
    this.since = performance.now();
    this.become("running");
    this.save(true);
  }

  /** Stops; what has been found stays. */
  cancel(): void {
    if (!this.pool) return;
    this.clock();
    this.halt();
    this.become("idle");
    this.save(false);
    void this.report();
  }

  /** The table: one row per cell. */
  async toCSV(): Promise<string> {
    return this.desk ? this.desk.table("csv") : "";
  }

  /** The table as JSON, one object per line. */
  async toJSONLines(): Promise<string> {
    return this.desk ? this.desk.table("jsonl") : "";
  }

  /** The grid, what was fitted and the charts' numbers, as text. */
  toJSON(): string {
    return JSON.stringify({ query: this.query, ...this.found }, null, 1);
  }

  /** One of the charts that are shown, as SVG with its colours in it; empty if it is not shown. */
  toSVG(name: string): string {
    return this.sheet?.svg(name) ?? "";
  }

  connectedCallback(): void {
    if (this.ending.length > 0) return;
    for (const name of ["query", "workers"]) upgrade(this, name);
    const why = untrusting(this);
    if (why) return this.fail(why);
    if (!this.sheet) outline(this);
    this.ending = [watch(this, false, (seen) => seen && this.begin(), () => {}), keepKeys(this), () => this.sheet?.stop(), () => this.pool?.stop(), () => this.desk?.stop()];
    this.ending.push(inTurn(this, () => this.build()));
    if (!this.addressable || !location.hash.startsWith(marker)) return;
    this.begin();
    this.scrollIntoView();
  }

  /** build makes the sheet, once; not where the page lets it show nothing. */
  private build(): void {
    if (this.sheet || this.ending.length === 0) return;
    this.sheet = new Sheet(this, this.shadowRoot!, {
      start: () => (this.current === "paused" ? this.resume() : this.start()),
      pause: () => this.pause(),
      cancel: () => this.cancel(),
      open: (query) => void this.open(query),
      workers: (n) => (this.workers = n),
      csv: () => void this.toCSV().then((text) => download(filed(this.query, "csv"), new Blob([text], { type: "text/csv" }))),
      json: () => download(filed(this.query, "json"), new Blob([this.toJSON()], { type: "application/json" })),
      link: () => void this.share(),
      drag: (parameter, entries, done) => this.dragged(parameter, entries, done),
      svg: (name) => download(filed(this.query, `${name}.svg`), new Blob([this.toSVG(name)], { type: "image/svg+xml" })),
    });
    this.sheet.workers(this.workers);
    this.ending.push(onPreference(() => this.sheet?.redraw(), this));
  }

  disconnectedCallback(): void {
    setTimeout(() => {
      if (this.isConnected) return;
      clearTimeout(this.timer);
      this.save(this.current === "running");
      this.ending.splice(0).forEach((end) => end());
      this.sheet = this.desk = this.pool = this.asset = this.program = undefined;
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === "workers") {
      this.sheet?.workers(this.workers);
      this.pool?.resize(this.runners);
      if (this.pool && this.current === "running") this.restartClock();
    } else if (this.asset) void this.open(this.firstQuery());
  }

  private get addressable(): boolean {
    return document.querySelector("saddle-lab[permalink]:not([permalink=false])") === this;
  }

  private firstQuery(): string {
    if (this.addressable && location.hash.startsWith(marker)) {
      try {
        return decodeURIComponent(location.hash.slice(marker.length));
      } catch {} // a broken address is no grid
    }
    return this.getAttribute("query") ?? "";
  }

  /** begin opens the first grid, once. */
  private begin(): void {
    this.build(); // it may not have been its turn yet
    if (this.asset || !this.sheet) return;
    if (canCompile()) void this.open(this.firstQuery());
    else this.fail("This browser cannot run the laboratory: it needs WebAssembly.");
  }

  /** enter loads a program, if it is another, and opens in it the grid that is asked for by then. */
  private enter(name: Name): void {
    if (name === this.program || !this.sheet) return;
    this.desk?.stop();
    this.desk = this.opening = this.wanted = undefined; // what it was asked stays without an answer
    this.program = name;
    const mine = (this.asset = load(name, (p) => this.sheet?.loading(p)));
    mine.then(
      (asset) => {
        if (!this.sheet || this.asset !== mine) return;
        this.desk = new Desk(this.sheet.realm, asset, (why) => this.sheet?.warn(`A row was refused: ${why}.`), (why) => this.fail(`The laboratory stopped: ${why}.`));
        void this.open(this.asked);
      },
      (error: Error) => {
        if (this.asset !== mine) return;
        this.asset = this.program = undefined;
        this.fail(error.message);
      },
    );
  }

  /** dragged opens the grid with other entries of a list; of many that come while one is opened the last is. */
  private dragged(parameter: string, entries: (number | string)[], done: boolean): void {
    const knob = this.grid?.own.find((k) => k.name === parameter);
    if (knob) entries = entries.map((v) => (typeof v === "number" ? Math.max(knob.min, Math.min(knob.max, v)) : v));
    const pairs = this.query.split("&").filter((pair) => pair && !pair.startsWith(`${parameter}=`));
    this.wanted = [...pairs, `${parameter}=${entries.join(",")}`].join("&");
    if (this.opening && !done) return;
    this.opening ??= (async () => {
      while (this.wanted !== undefined) {
        const query = this.wanted;
        this.wanted = undefined;
        await this.open(query, true);
      }
      this.opening = undefined;
    })();
  }

  /** open reads a grid and takes what is kept of it. held keeps what is shown until there is something new. */
  private async open(query: string, held = false): Promise<void> {
    this.asked = query;
    this.halt();
    const mine = ++this.opened;
    if (!held) this.become("loading");
    this.enter(programOf(query, this.program));
    const { desk, sheet } = this;
    if (!desk || !sheet) return; // the program opens it when it comes
    try {
      let grid = await desk.grid(query);
      if (query === "" && grid.presets[0]) grid = await desk.grid(grid.presets[0].query);
      const kept = grid.live ? { rows: [], running: false } : await recall(grid.query);
      if (mine !== this.opened) return;
      this.grid = grid;
      this.rows.clear();
      this.fresh = [];
      this.worked = this.crashes = 0;
      for (const row of kept.rows) {
        this.rows.set(cellOf(row), row);
        desk.tell(`row ${row}`);
      }
      sheet.opened(grid, held);
      this.become(grid.live || this.rows.size === grid.cells ? "done" : "idle");
      await this.report();
      this.settle.resolve(this);
      if (kept.running && this.rows.size < grid.cells) this.run();
    } catch (error) {
      if (mine === this.opened) this.fail((error as Error).message);
    }
  }

  private run(): void {
    const { grid, desk, sheet } = this;
    if (!grid || !desk || !sheet || this.current === "running" || grid.live) return;
    void this.asset!.then(async (asset) => {
      if (this.rows.size === grid.cells) {
        this.rows.clear();
        this.fresh = [];
        await desk.grid(grid.query); // an empty table
        await drop(grid.query);
      }
      this.pool?.stop();
      const paths = await desk.plan();
      this.restartClock();
      this.crashes = 0;
      this.become("running");
      this.save(true);
      this.pool = new Pool(sheet.realm, asset, grid.query, {
        row: (text) => this.take(text),
        took: (text) => desk.tell(text),
        replaced: (why) => sheet.warn(`A worker was lost (${why}); another has taken its place.`),
        lost: async (path, why) => {
          const again = await desk.lost(path, why);
          if (again) {
            this.crashes++;
            sheet.warn(`A worker was lost (${why}); its run, number ${path}, is taken up by another.`);
          } else this.soon();
          return again;
        },
        finished: () => void this.finish(),
      });
      this.pool.start(paths, this.runners);
    });
  }

  private take(row: string): void {
    if (!this.rows.has(cellOf(row))) this.fresh.push(row);
    this.rows.set(cellOf(row), row);
    this.desk?.tell(`row ${row}`);
    this.soon();
  }

  private async finish(): Promise<void> {
    this.clock();
    this.halt();
    const complete = this.rows.size === this.grid?.cells;
    await this.report();
    this.become(complete ? "done" : "idle");
    this.save(false);
  }

  /** soon reports what has come, and keeps it, at most so often. */
  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.current === "running") void this.report();
    }, between);
    this.keepTimer ??= setTimeout(() => this.save(this.current === "running"), this.rows.size < 2000 ? between : 10 * between);
  }

  private async report(): Promise<void> {
    const { desk, grid } = this;
    if (!desk || !grid) return;
    const mine = this.opened;
    const results = await desk.report(this.seconds());
    if (mine !== this.opened || !this.sheet) return;
    this.found = results;
    this.sheet.show(results, this.current);
    this.dispatchEvent(new CustomEvent("progress", { detail: results }));
  }

  private save(running: boolean): void {
    clearTimeout(this.keepTimer);
    this.keepTimer = undefined;
    if (this.grid && this.rows.size > 0 && !this.grid.live) void keep(this.grid.query, this.fresh.splice(0), running);
  }

  private halt(): void {
    this.pool?.stop();
    this.pool = undefined;
  }

  /** seconds of work since the run went on. */
  private seconds(): number {
    return this.worked + (this.current === "running" ? (performance.now() - this.since) / 1000 : 0);
  }

  private clock(): void {
    this.worked = this.seconds();
    this.since = performance.now();
  }

  private restartClock(): void {
    this.worked = 0;
    this.since = performance.now();
    this.desk?.tell(`begin ${this.workers}`);
  }

  private become(state: State): void {
    if (state === this.current) return;
    this.current = state;
    this.sheet?.become(state, this.found);
    this.dispatchEvent(new CustomEvent("statechange", { detail: state }));
  }

  private fail(sentence: string): void {
    this.halt();
    this.become("error");
    this.sheet?.warn(sentence);
    this.settle.reject(new Error(sentence));
  }

  private async share(): Promise<void> {
    const link = location.href.replace(/#.*/, "") + marker + encodeURIComponent(signed(this.query));
    this.sheet?.copied((await copy(link)) ? "Link copied" : link);
  }
}
