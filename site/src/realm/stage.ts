// The page's end of a stage: the frame in which the Go program draws a figure.

import { AssetError, discard, packed } from "./assets";
import { Trouble } from "./sources";
import { startFrame, type Ports, type Program } from "./programs";
import { post } from "./line";
import { has, held, revisionOf } from "./wire";

export interface StageEvents {
  /** The first picture stands. Comes again whenever the browser reloads the frame. */
  drawn(): void;
  /** The browser has started the frame over; until drawn there is nothing to see in it. */
  restarting(): void;
  /** The frame draws with a pixel ratio that is no longer the screen's; renew gives it another one. */
  outdated(): void;
  frameTaken(): void;
  /** There is nothing to draw with. */
  blind(): void;
  /** It cannot go on. An AssetError is worth another try. */
  ended(why: Error): void;
}

export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

let count = 0;

export class Stage {
  private program: Program | undefined;
  private page: MessagePort | undefined;
  private trainer: MessagePort | undefined;
  // Kept: a new frame needs something to draw, and a paused trainer is silent. What does not move comes once.
  private last: ArrayBuffer | undefined;
  private whole: ArrayBuffer | undefined;
  private owed = false; // the trainer waits for the acknowledgement of last
  private shown = -1; // the revision that the canvas has got to
  private waiting: { revision: number; go: () => void }[] = [];
  private words = new Map<string, string>(); // theme and motion, said again to each new frame
  private captures: ((p: Pixels) => void)[] = [];
  private resolution: MediaQueryList | undefined;
  private generation = 0;

  constructor(
    private readonly box: Element,
    private readonly on: StageEvents,
  ) {}

  get running(): boolean {
    return this.program !== undefined;
  }

  async start(): Promise<void> {
    const mine = ++this.generation;
    const names = [`stage-page-${++count}`, `stage-trainer-${count}`];
    let greeted = false;
    const ports = () => {
      if (greeted) this.on.restarting();
      greeted = true;
      return this.connect(names);
    };
    const loading = packed();
    // The browser makes the frame, and a process for it, while the program is on its way.
    this.program = startFrame(this.box, loading, "stage", ports, {
      ended: (why, up) => this.fail(why, up),
      blind: () => {
        this.drop();
        this.on.blind();
      },
    });
    // The stage reads the pixel ratio once: zooming, or another screen, needs a new frame.
    this.resolution = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    this.resolution.onchange = () => this.on.outdated();
    try {
      await loading;
    } catch (error) {
      if (mine !== this.generation) return; // dropped meanwhile
      this.drop();
      throw error;
    }
  }

  /** renew replaces the frame. */
  async renew(): Promise<void> {
    this.drop();
    await this.start();
  }

  /** show draws a snapshot of the trainer, or keeps it for the next frame. */
  show(bytes: ArrayBuffer): void {
    this.last = bytes;
    if (!has(bytes, held)) this.whole = bytes;
    this.owed = true;
    this.trainer?.postMessage(bytes); // copied, not transferred: see last
  }

  /** say sends a command that each new frame must hear again: the last one with the same verb counts. */
  say(command: string): void {
    this.words.set(command.split(" ", 1)[0]!, command);
    if (this.page) post(this.page, command);
  }

  /**
   * capture returns the pixels of the canvas, painted with so many for each pixel of the page, 0 for as many as the screen
   * has, once it has got to a revision.
   */
  capture(density: number, revision: number): Promise<Pixels> {
    const { top, bottom } = this.box.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight) this.box.scrollIntoView({ block: "nearest", behavior: "instant" }); // browsers let no frame draw that is out of sight
    return this.pixels(density, (go) => this.reach(revision, go));
  }

  /** reach goes on once the canvas has got to a revision. */
  reach(revision: number, go: () => void): void {
    if (this.shown >= revision) go();
    else this.waiting.push({ revision, go });
  }

  /** film returns the pixels of the canvas as they are, in motion or not. */
  film(): Promise<Pixels> {
    return this.pixels(-1, (go) => go());
  }

  private pixels(density: number, when: (go: () => void) => void): Promise<Pixels> {
    return new Promise((resolve, reject) => {
      if (!this.page) return reject(new Error("there is no canvas"));
      when(() => {
        this.captures.push(resolve);
        if (this.page) post(this.page, `capture ${density}`);
      });
      setTimeout(reject, 3000, new Error("the canvas did not answer"));
    });
  }

  /** drop removes the frame and with it its graphics context. start brings it back. */
  drop(): void {
    this.generation++;
    if (this.resolution) this.resolution.onchange = null;
    this.program?.stop();
    this.page?.close();
    this.trainer?.close();
    this.program = this.page = this.trainer = undefined;
  }

  private fail(why: string, up: boolean): void {
    this.drop();
    if (up) return this.on.ended(new Error(why));
    discard();
    this.on.ended(new AssetError(new Trouble(`The program of the picture could not start (${why}), so still pictures stand in for it`)));
  }

  private connect([page, trainer]: string[]): Ports {
    this.page?.close();
    this.trainer?.close();
    const toPage = new MessageChannel();
    const toTrainer = new MessageChannel();
    this.page = toPage.port1;
    this.trainer = toTrainer.port1;
    this.page.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.heard(data);
    this.trainer.onmessage = () => {
      if (!this.owed) return;
      this.owed = false;
      this.shown = revisionOf(this.last!);
      const due = this.waiting.filter(({ revision }) => revision <= this.shown);
      this.waiting = this.waiting.filter((w) => !due.includes(w));
      for (const { go } of due) go();
      this.on.frameTaken();
    };
    for (const command of this.words.values()) post(this.page, command);
    for (const kept of new Set([this.whole, this.last])) if (kept) this.trainer.postMessage(kept);
    return { [page!]: toPage.port2, [trainer!]: toTrainer.port2 };
  }

  private heard(bytes: ArrayBuffer): void {
    const head = new TextDecoder().decode(new Uint8Array(bytes, 0, Math.min(5, bytes.byteLength)));
    if (head === "drawn") this.on.drawn();
    if (!head.startsWith("PIXL")) return;
    const view = new DataView(bytes);
    const pixels = { width: view.getUint32(4, true), height: view.getUint32(8, true), data: new Uint8ClampedArray(bytes, 12) };
    this.captures.splice(0).forEach((resolve) => resolve(pixels));
  }
}
