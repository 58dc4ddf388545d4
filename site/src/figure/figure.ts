// <saddle-figure>: the element and its public interface.

import { Element, given, outline, untrusting, upgrade } from "../dom/host";
import version from "saddle:version";
import { prefetch } from "../realm/assets";
import { digests } from "../realm/beside";
import { actsOf } from "./acts";
import { picture, type Shown } from "./capture";
import { parseValues, type Values } from "../query/values";
import { onCopy, returned, type Place } from "./detour";
import { fit } from "./fit";
import { Panel } from "./panel";
import { addressed, complete, merged, onAddress, signed, split, unwrite, write } from "../query/permalink";
import { forget, setFar } from "./places";
import { parseTable, summary } from "./preview";
import { Run } from "./run";
import { acceptFiles, Feed, type Source } from "./samples";
import { standalone, toCSV, toJSON } from "./save";
import { keepKeys } from "../dom/keys";
import { onPreference, prefersStillness, readTheme } from "../dom/theme";
import { extentOf, toldBy } from "./view";
import { kinds, type Kind } from "../chart/views";
import { idle, inTurn, isAwaited, shows, unlaid, watch } from "../dom/watch";
import { canWrite } from "../realm/trusted";
import { snapshotOf, type Report, type Snapshot, type Status } from "../realm/wire";

/** What a snapshot is before the first report, and after a failure. */
type Beginning = Pick<Snapshot, "error" | "sentence"> & { status: Status };

export class SaddleFigure extends Element {
  static readonly version = version;
  /** Names the build: two of one version may still have been made apart. */
  static readonly build = digests("build")[0];
  static readonly observedAttributes = ["query", "controls", "knobs", "chart", "mode"];

  private panel: Panel | undefined;
  private run: Run | undefined;
  private report: Report | undefined;
  private latest: Snapshot | Beginning = { status: "loading", error: "", sentence: "" };
  private values: Values = new Map();
  private asked: string[] = []; // commands before there was a run to give them to
  private left: Place | undefined; // where it was when it was taken out of the page
  private written: string | undefined; // the query that the page's address stands for
  private readonly feed = new Feed((command, bytes) => {
    if (bytes) this.run?.bytes(command, bytes);
    else this.run?.command(command);
  }, () => this.panel!.realm);
  private ending: (() => unknown)[] = [];
  private promise!: Promise<this>;
  private settle!: { resolve(figure: SaddleFigure): void; reject(why: Error): void };

  constructor() {
    super();
    this.promiseAnew();
  }

  /** Resolves with the first report. Asking for it starts a figure that has not been seen yet. */
  get ready(): Promise<this> {
    const { promise } = this; // starting can fail at once
    this.begin();
    return promise;
  }

  /** The canonical query of the run, to be shared. */
  get query(): string {
    return this.report?.query ?? this.firstQuery();
  }

  /** Another run in place of this one; what was set before can be undone. It plays if this one did. */
  set query(text: string) {
    this.left = undefined;
    this.tell(`configure ${split(String(text ?? "")).query}`, false);
  }

  get snapshot(): Snapshot | Beginning {
    return this.latest;
  }

  play(): void {
    if (this.latest.status === "diverged") this.command("reset"); // there is nothing to go on with
    this.command("play");
  }

  pause(): void {
    this.command("pause");
  }

  step(n = 1): void {
    this.command(`step ${n}`);
  }

  stepDiscriminator(): void {
    this.command("step 1 discriminator");
  }

  stepGenerator(): void {
    this.command("step 1 generator");
  }

  /** Pauses at a step of this run, earlier or later: what lies before it is replayed, bit for bit. */
  seek(step: number): void {
    this.command(`seek ${Math.max(0, Math.round(step)) || 0}`);
  }

  reset(): void {
    this.command("reset");
  }

  /** Of the story that the figure tells, the beat that is shown, from 0; −1 where none is told. */
  get beat(): number {
    return this.panel?.story?.telling ? this.panel.story.beat : -1;
  }

  /** The beats of the story, 0 where none is told. */
  get beats(): number {
    return this.panel?.story?.telling ? this.panel.story.count : 0;
  }

  /** Tells a beat of the story. */
  tellBeat(beat: number): void {
    this.panel?.story?.go(beat);
  }

  /** Sets one parameter; an empty value is its default. */
  set(name: string, value: unknown): void {
    this.tell(`set ${name} ${Array.isArray(value) ? value.join(",") : String(value ?? "")}`, false);
  }

  /** The value of one parameter as it stands in a query; empty before the first report, and for an unknown name. */
  get(name: string): string {
    return this.values.get(name) ?? "";
  }

  /**
   * Makes samples of one's own the target: a table as a text or a file, one sample a row. Resolves when the run on them
   * has begun, rejects with the reason when they cannot be read, or there can be no run on them.
   */
  data(samples: string | Blob, name = samples instanceof File ? samples.name : ""): Promise<void> {
    return this.give({ name, text: typeof samples === "string" ? new Blob([samples]) : samples });
  }

  /** The fingerprint of the samples for which the run waits; empty if it waits for none. */
  private get wanted(): string {
    return this.report?.dataAsked ?? "";
  }

  /** The curve: one row per recorded step, the last column the query. */
  toCSV(): string {
    return toCSV(this.report?.curve ?? [], signed(this.query));
  }

  /** The snapshot as text. */
  toJSON(): string {
    return toJSON(this.latest);
  }

  /** A chart as SVG: the one that is shown, or tv, js, kl, value, phase, spectrum, done or power. */
  toSVG(kind?: Kind): string {
    const chart = this.panel?.chart;
    if (!chart || !this.report) throw new Error("there is no chart yet");
    const description = `${this.report.sentence} Saddle ${version}, ${this.report.permalink || "default settings"}.`;
    return standalone(chart.svg(kind), kinds[kind ?? chart.name].title, description, readTheme(this));
  }

  /** The picture with its axes and sentence, as a PNG; scale is the number of its pixels for each of the page's, 1 to 4. */
  async toPNG(scale?: number): Promise<Blob> {
    return picture(this.shown(), scale);
  }

  connectedCallback(): void {
    upgrade(this, "query");
    this.left ??= returned(this);
    const why = untrusting(this);
    if (why) return this.fail(why);
    // The page's others wait until the reader has something to look at: even to ask where they are costs what that waits for.
    if (isAwaited() && !this.panel && this.getRootNode() === document) {
      outline(this);
      return void inTurn(this, () => this.build(false));
    }
    const box = unlaid(this) ? undefined : this.getBoundingClientRect(); // which would lay it out
    const inView = !!box && box.bottom >= 0 && box.top < innerHeight && shows(this); // empty, it may have no height yet
    if (inView) prefetch(); // before all that takes time
    if (box && box.bottom > -innerHeight && box.top < 2 * innerHeight) this.build(inView);
    else {
      if (!this.panel) outline(this);
      idle(() => this.build(false));
    }
  }

  /** build makes all that is around the run; inView is what is known of it so far. */
  private build(inView: boolean): void {
    if (this.panel || !this.isConnected || !canWrite()) return;
    const told = toldBy(this, Boolean(this.left || (this.addressable && addressed(this.whole))));
    const done = actsOf(this, {
      panel: () => this.panel,
      report: () => this.report,
      command: (text) => this.command(text),
      shown: () => this.shown(),
      completed: (query) => this.completed(query),
    });
    const panel = new Panel(this, this.shadowRoot ?? this.attachShadow({ mode: "open" }), extentOf(this), told, this.feed, {
      acts: done.acts,
      set: (name, value) => this.set(name, value),
      travel: (way) => this.tell(way, false),
      give: (source) => this.answered(this.give(source)),
      table: {
        choose: (places) => this.answered(this.feed.choose(places)),
        reread: (choice) => this.answered(this.feed.reread(choice)),
        back: () => this.takeBack(),
      },
      tell: (command) => this.run?.command(command),
      seek: (step) => this.seek(step),
      settle: (go) => run.settle(go),
    });
    const run = new Run(this, panel, this.left ? this.left.playing : given(this, "paused") === null && !prefersStillness() && !told, {
      report: (report) => this.take(report),
      loading: () => {
        this.feed.restarted();
        this.become("loading", "");
      },
      failed: (sentence) => this.fail(sentence),
    });
    this.panel = panel;
    this.run = run;
    const keydown = (event: KeyboardEvent) => panel.keydown(event);
    this.addEventListener("keydown", keydown);
    const seen = (is: boolean) => {
      run.setVisible(is);
      if (is) this.begin();
    };
    this.ending = [
      onPreference(() => run.preferences(), this),
      keepKeys(this),
      onCopy(this, () => this.place),
      ...(extentOf(this) === "all" || told === "stage" ? [] : [fit(this, panel.box, panel.picture.box)]),
      watch(this, inView, seen, (far) => setFar(run, far)),
      () => this.removeEventListener("keydown", keydown),
      acceptFiles(this, (is) => panel.picture.invite(is), (file) => this.answered(this.give({ name: file.name, text: file }))),
      ...(this.addressable ? [onAddress(() => this.readdressed()), unwrite] : []),
      done.ended,
      () => panel.stop(),
      () => this.feed.stop(),
      () => run.stop(),
      () => forget(run),
    ];
  }

  disconnectedCallback(): void {
    // An element that is being moved is disconnected for a moment only.
    setTimeout(() => this.isConnected || this.leave());
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.run) return;
    if (name !== "query") {
      this.leave();
      this.connectedCallback();
      this.begin();
    } else if (this.run.started) this.run.command(`configure ${this.firstQuery()}`);
  }

  /** place is where a run that has begun is. */
  private get place(): Place | undefined {
    return this.run?.started && this.report ? { query: this.report.permalink, playing: this.latest.status === "running" } : undefined;
  }

  /** leave ends all that runs, and keeps where it was. */
  private leave(): void {
    this.left = this.place ?? this.left;
    this.ending.splice(0).forEach((end) => end());
    this.panel = this.run = undefined;
  }

  /** give makes samples the target. A story is about others, and ends. */
  private give(source: Source): Promise<void> {
    this.begin();
    this.panel?.story?.open();
    return this.feed.give(source, this.wanted);
  }

  /** answered says in the figure what became of the reader's samples, with a way back. */
  private answered(taking: Promise<void>): void {
    this.panel?.expectAnswer();
    const said = () => {
      const table = parseTable(this.feed.table);
      if (table && this.feed.taken) this.panel?.notes.put("table", summary(table), { dismiss: true, action: { label: "Undo", act: () => this.takeBack() } });
    };
    taking.then(said, (error: Error) => {
      said();
      this.panel?.tell(error.message);
    });
  }

  /** takeBack returns to what the run was on before the reader's last samples. */
  private takeBack(): void {
    this.panel?.notes.drop("table");
    this.feed.revert();
  }

  /** shown is what there is to save a picture of, if anything is there. */
  private shown(): Shown | undefined {
    const { run, panel, report } = this;
    return run && panel && report && { run, panel, report: () => this.report!, theme: () => readTheme(this) };
  }

  /** Only the first marked figure of a page lives in the page's address. */
  private get addressable(): boolean {
    return document.querySelector("saddle-figure[permalink]:not([permalink=false])") === this;
  }

  /** whole says that the page's address is the figure's alone. */
  private get whole(): boolean {
    return this.getAttribute("permalink") === "page";
  }

  /** readdressed follows the reader to another address. */
  private readdressed(): void {
    this.written = undefined;
    if (this.run?.started) this.run.command(`configure ${this.firstQuery()}`, true);
  }

  private firstQuery(): string {
    return merged(this.getAttribute("query") ?? "", this.addressable ? addressed(this.whole) : "");
  }

  private begin(): void {
    const why = this.isConnected && untrusting(this);
    if (why) return this.fail(why);
    this.build(false);
    const { run, left } = this;
    if (!run || run.started) return;
    this.left = undefined;
    void run.start(left?.query ?? this.query);
    if (left?.playing) run.command("play");
    for (const command of this.asked.splice(0)) this.tell(command, !/^(configure|set) /.test(command));
  }

  /** command is for what the reader decides on, so that nothing plays against that afterwards. */
  private command(text: string): void {
    this.tell(text, true);
  }

  /** tell gives the run a command; before there is one, in the order in which they came. */
  private tell(text: string, decides: boolean): void {
    if (this.isConnected) this.begin();
    if (!this.run) {
      this.asked.push(text);
      return;
    }
    if (!decides) this.panel?.expectAnswer();
    if (!/^(play|pause)$/.test(text)) this.panel?.story?.open(); // the reader wants something else than the story
    this.run.command(text, decides);
  }

  private take(report: Report): void {
    const before = this.latest.status;
    if (report.values !== this.report?.values) this.values = parseValues(report.values);
    this.report = report;
    this.latest = snapshotOf(report);
    this.feed.hear(report);
    this.panel?.show(report, this.values);
    if (this.addressable && !this.panel?.story?.telling) {
      const query = this.completed(report.query);
      if (this.written !== undefined && this.written !== report.query) write(query && signed(query), this.whole);
      this.written = report.query;
    }
    this.settle.resolve(this);
    this.dispatchEvent(new CustomEvent("snapshot", { detail: this.latest }));
    if (report.status !== before) this.dispatchEvent(new CustomEvent("statuschange", { detail: report.status }));
  }

  private fail(sentence: string): void {
    this.panel?.fail("error");
    this.become("error", sentence);
    this.settle.reject(new Error(sentence));
    this.promiseAnew(); // for a retry
  }

  /** become changes the status without a report. */
  private become(status: Status, error: string): void {
    const changed = status !== this.latest.status;
    this.latest = { ...this.latest, status, error, sentence: error };
    if (changed) this.dispatchEvent(new CustomEvent("statuschange", { detail: status }));
  }

  private promiseAnew(): void {
    this.promise = new Promise<this>((resolve, reject) => (this.settle = { resolve: resolve as (f: SaddleFigure) => void, reject }));
    this.promise.catch(() => {}); // whoever awaits it hears of a failure; nobody has to
  }

  private completed(query: string): string {
    return complete(query, this.getAttribute("query") ?? "", this.values);
  }
}
