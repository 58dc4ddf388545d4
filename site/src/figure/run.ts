// One run and its picture: the trainer first, then the stage, and what to do without either.

import { canCompile } from "../realm/abilities";
import { AssetError } from "../realm/assets";
import type { Panel } from "./panel";
import { admit, leave } from "./places";
import { Stage } from "../realm/stage";
import { prefersStillness, readTheme, themeCommand } from "../dom/theme";
import { awaiting } from "../dom/watch";
import { Trainer } from "../realm/trainer";
import type { Report } from "../realm/wire";

export interface RunEvents {
  report(report: Report): void;
  /** A trainer is on its way, the first or, after a failure, another one. */
  loading(): void;
  /** Nothing runs, for the reason said in the sentence. */
  failed(sentence: string): void;
}

const patience = 8000; // ms that a run waits for its stage; on a slow machine still pictures begin without it

const words = {
  "no-wasm": "This browser, or this page's policy, does not run WebAssembly, so there is only the first picture. Any browser since 2023 can, if the policy has 'wasm-unsafe-eval'.",
  "no-webgl": "WebGL 2 is not available, so still pictures stand in for the animation. The training is the same.",
  "no-worker": "Background workers are not allowed here, so the training shares the page's thread, in slices.",
  "no-simd": "WebAssembly SIMD is not available, so steps take a few times longer. The numbers are the same.",
};

export class Run {
  readonly stage: Stage;
  private trainer: Trainer | undefined;
  private report: Report | undefined;
  private past = ""; // what can be undone and redone
  private visible = false;
  private drawable = true; // until the stage has shown that it cannot
  private missing = false; // the stage's program is
  private starting = false; // the stage is
  private waited = false; // long enough for the stage
  private showings = 0; // frames that have drawn, or gone
  private outdated = false; // the stage is, and goes when a still picture stands in for it
  private arrived: (() => void) | undefined; // tells who waits that there is a picture
  private side = 0; // of the still picture that comes with every report, 0 for none
  private autoplay: boolean;
  private vectors: ((report: ArrayBuffer) => void)[] = []; // who waits for a picture

  constructor(
    private readonly host: HTMLElement,
    private readonly panel: Panel,
    autoplay: boolean,
    private readonly on: RunEvents,
  ) {
    this.autoplay = autoplay;
    this.stage = new Stage(panel.picture.canvas, {
      drawn: () => this.drawn(),
      restarting: () => this.cover(),
      outdated: () => {
        this.outdated = true;
        this.wantStill();
      },
      frameTaken: () => this.trainer?.frameTaken(),
      blind: () => this.undrawable(),
      ended: (why) => this.stageEnded(why),
    });
  }

  get started(): boolean {
    return this.trainer !== undefined;
  }

  /** start loads the trainer and gives it its first run. */
  async start(query: string): Promise<void> {
    if (this.trainer) return;
    this.panel.notes.drop("failure");
    this.seekStage();
    if (!canCompile()) {
      this.panel.picture.progress(undefined);
      this.panel.notes.put("no-wasm", words["no-wasm"]);
      return this.on.failed(words["no-wasm"]);
    }
    this.panel.picture.progress(null);
    this.panel.say("Loading the trainer.");
    this.on.loading();
    const trainer = new Trainer(this.panel.realm, {
      report: (report) => this.reported(report),
      frame: (bytes) => this.stage.show(bytes),
      progress: ({ loaded, total }) => this.panel.picture.progress(total > 0 ? Math.min(1, loaded / total) : null),
      degraded: (how) => this.panel.notes.put(how, words[how], { dismiss: true }),
      anew: () => this.restore(),
      ended: (why) => this.broken(`The trainer stopped (${why}). Press Retry to start it again.`, query),
    });
    this.trainer = trainer;
    trainer.send(`configure ${query}`);
    this.remember();
    trainer.send(`visible ${this.visible ? "on" : "off"}`);
    this.side = 0;
    this.wantStill();
    this.advance();
    try {
      await trainer.start();
    } catch (error) {
      const sentence = error instanceof AssetError ? error.message : `The trainer could not start (${error}).`;
      if (this.trainer === trainer) this.broken(sentence, query);
    }
  }

  /** restore tells a trainer that was started anew where the last one was. */
  private restore(): void {
    const { trainer, report } = this;
    if (!trainer || !report) return;
    this.on.loading();
    trainer.send(`configure ${momentOf(report)}`);
    this.remember();
    trainer.send(`visible ${this.visible ? "on" : "off"}`);
    this.goOn(report);
    this.side = 0;
    this.wantStill();
  }

  /** remember tells a new trainer what could be undone under the last one. */
  private remember(): void {
    if (this.past) this.command(`past ${this.past}`);
  }

  /** goOn brings a run to where the last one was, and lets it run if that did. */
  private goOn(report: Report): void {
    if (report.progress >= 1 && momentOf(report) === report.query) this.command(`seek ${report.step}`, true);
    if (report.status === "running") this.command("play", true);
  }

  /** command passes on what the reader asks for; from then on the reader decides whether it plays. */
  command(text: string, decides = false): void {
    if (decides) this.autoplay = false;
    this.trainer?.send(text);
  }

  /** bytes passes on a command that ends in bytes. */
  bytes(command: string, bytes: ArrayBuffer): void {
    this.trainer?.sendBytes(command, bytes);
  }

  /** vector returns a report with the picture, which the trainer draws for this once where the canvas shows it. */
  vector(): Promise<ArrayBuffer> {
    return new Promise((resolve, reject) => {
      this.vectors.push(resolve);
      this.trainer?.send(`svg ${this.panel.picture.side}`);
      setTimeout(reject, 5000, new Error("the trainer did not answer"));
    });
  }

  /** settle calls go when the picture shows the newest report. */
  settle(go: () => void): void {
    if (this.panel.picture.layer === "canvas") this.stage.reach(this.report?.revision ?? 0, go);
    else go();
  }

  setVisible(visible: boolean): void {
    if (visible === this.visible) return;
    this.visible = visible;
    this.trainer?.send(`visible ${visible ? "on" : "off"}`);
    this.wantStill();
    this.advance();
  }

  /** retire gives the graphics context back; the figure comes back with the next setVisible. */
  retire(): void {
    if (!this.stage.running) return;
    leave(this);
    this.stage.drop();
    this.cover();
    this.starting = false;
  }

  /** preferences tells the stage the colours and whether things may move. */
  preferences(): void {
    this.stage.say(themeCommand(readTheme(this.host)));
    this.stage.say(`motion ${prefersStillness() ? "none" : "smooth"}`);
  }

  stop(): void {
    leave(this);
    this.arrived?.();
    this.trainer?.stop();
    this.stage.drop();
    this.trainer = undefined;
  }

  private reported(report: Report): void {
    if (!this.report) {
      setTimeout(() => {
        this.waited = true;
        this.advance();
      }, patience);
    }
    this.report = report;
    this.past = report.past || this.past;
    if (report.svg && this.vectors.length > 0) {
      for (const take of this.vectors.splice(0)) take(this.trainer!.latest);
      this.trainer?.send(`svg ${this.side}`);
    }
    if (report.svg && (this.panel.picture.layer !== "canvas" || this.outdated)) this.panel.picture.draw(report.svg);
    if (report.svg && this.outdated) {
      this.outdated = false;
      this.starting = true;
      this.stage.renew().catch((error) => this.stageEnded(error));
    }
    this.panel.picture.axes(report);
    this.panel.picture.progress(report.progress < 1 ? report.progress : undefined);
    this.on.report(report);
    this.advance();
  }

  /** advance does the next thing that is due: bring up the stage, then play. */
  private advance(): void {
    if (!this.visible || !(this.trainer || this.report)) return;
    // The stage takes longer to start than the trainer, so it does not wait for it.
    if (this.drawable && !this.stage.running && !this.starting) this.raise();
    if (!this.report) return;
    const settled = this.panel.picture.layer === "canvas" || !this.drawable || this.waited;
    if (!settled || !this.autoplay || this.report.progress < 1 || this.report.status === "error") return;
    this.autoplay = false;
    // A link to a later moment shows that moment, and waits.
    if (this.report.step === 0) this.trainer?.send("play");
  }

  private raise(): void {
    if (!admit(this)) return; // every place is taken: still pictures do until one is free
    this.starting = true;
    this.arrived = awaiting();
    this.stage.start().catch((error) => this.stageEnded(error));
    this.preferences(); // not before: reading colours lays out what was built
  }

  /** drawn lets the canvas be seen once it has got to the moment that stands beside it. */
  private drawn(): void {
    const mine = ++this.showings;
    this.stage.reach(this.report?.revision ?? 0, () => {
      if (mine !== this.showings) return; // that frame has gone
      this.starting = false;
      this.panel.picture.show("canvas");
      this.arrived?.();
      this.wantStill();
      this.advance();
    });
  }

  /** cover hides a frame that has nothing to show. */
  private cover(): void {
    this.arrived?.();
    this.showings++;
    this.starting = true;
    if (this.panel.picture.layer === "canvas") this.panel.picture.show("still");
    this.wantStill();
  }

  private stageEnded(why: Error): void {
    if (!(why instanceof AssetError)) {
      console.warn(`saddle: the stage ended: ${why.message}`);
      return this.undrawable();
    }
    this.missing = true;
    const again = () => {
      this.seekStage();
      this.advance();
    };
    // Where the trainer is missing too, its note is enough.
    if (this.trainer) this.panel.notes.put("stage", why.message, { action: { label: "Retry", act: again } });
    this.still();
  }

  /** seekStage lets a stage that could not be loaded be asked for again. */
  private seekStage(): void {
    this.panel.notes.drop("stage");
    this.drawable ||= this.missing;
    this.missing = false;
    if (!this.starting) return;
    this.stage.drop(); // it may have got a program that is damaged
    this.starting = false;
  }

  private undrawable(): void {
    this.panel.notes.put("no-webgl", words["no-webgl"], { dismiss: true });
    this.still();
  }

  /** still goes on without a stage, with a picture in every report. */
  private still(): void {
    leave(this);
    this.drawable = false;
    this.cover();
    this.starting = false;
    this.advance();
  }

  /** wantStill asks for still pictures as long as one is to be seen, and for none otherwise. */
  private wantStill(): void {
    const { layer, side } = this.panel.picture;
    const wanted = this.visible && (layer !== "canvas" || this.outdated) ? side : 0;
    if (wanted === this.side) return;
    this.side = wanted;
    this.trainer?.send(`svg ${wanted}`);
  }

  /** broken ends a trainer; the stage keeps showing what it showed. */
  private broken(sentence: string, query: string): void {
    this.trainer?.stop();
    this.trainer = undefined;
    this.panel.picture.progress(undefined);
    this.panel.notes.drop("stage");
    const { report } = this;
    const again = () => {
      void this.start(report ? momentOf(report) : query);
      if (report) this.goOn(report);
    };
    this.panel.notes.put("failure", sentence, { action: { label: "Retry", act: again } });
    this.on.failed(sentence);
  }
}

/** momentOf is the query of a run to go on with: where the reader's samples have yet to come again it says the moment, too. */
function momentOf(report: Report): string {
  return report.dataAsked || /\bdata=/.test(report.permalink) ? report.permalink : report.query;
}
