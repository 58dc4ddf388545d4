// A story told on the figure, beat by beat: what is said of each, and the commands that make it. A page may bring its own, as
// a list in the slot "beats": the bold words of an item are its line, the rest is what they mean, data-do has the commands for
// the trainer, and "anew" for the run from its beginning.

import { prefersStillness } from "../dom/theme";
import { shows } from "../dom/watch";
import { trustedHTML } from "../realm/trusted";
import type { Report } from "../realm/wire";
import type { Told, View } from "./view";

/** What the story asks of its figure. */
export interface Teller {
  /** A command for the trainer. */
  tell(command: string): void;
  /** Calls go when the picture shows the newest report. */
  settle(go: () => void): void;
}

interface Beat {
  line: Node[];
  gloss: Node[];
  commands: string[];
}

const clouds = "set layers target,generated";
const breath = 750; // ms between what appears and what moves, for which a single move glides
const patience = 2000; // ms until the story goes on without an answer of the picture
const side = 640; // of the picture for paper
const leap = 12; // iterations that a reader sees at once who wants nothing to move

/** The story of a figure that brings none: the two clouds, each player alone, then the run itself. */
const usual: [line: string, gloss: string, commands: string][] = [
  ["Make orange look like blue.", "Blue are samples of the target. Orange is what the generator makes of noise so far. It never sees the blue ones: it hears only how real its own look. The number says how far apart the two are, from 1 down to 0.", clouds],
  ["The discriminator learns alone.", "In three steps, on fresh samples of both. Its opinion tints the plane: blue where it takes a sample for real, orange where for fake. An arrow points to where its sample would look more real.",
    `${clouds},field,isoline; step 3 discriminator`],
  ["The generator answers alone.", "In forty steps its samples slide along their arrows to where they look real. The discriminator, which stands still, takes many of them for blue now.",
    `${clouds},field,isoline,gradients; step 40 generator`],
  ["Now fast, in turn, from the start.", "The number, the total variation, compares the laws of the two clouds, which say how probable each place is. The dashed floor is where the best method is on average.", "anew; play"],
];

export class Story {
  /** Beats are being told, and what the figure shows is theirs. */
  telling = true;
  private at = -1;
  private beats: Beat[] = [];
  private query: string | undefined; // of the run that the story is about
  private todo: string[] = [];
  private seen = -1; // the newest revision
  private turn = 0; // what is done belongs to the beat of this turn
  private status = "";
  private readonly figure: HTMLElement;
  private readonly stage: boolean;
  private readonly pressed = (event: KeyboardEvent) => this.keydown(event);
  private visible = false;
  private printed = -1; // the revision that the picture for paper shows
  private rest = 0;
  private readonly watch: IntersectionObserver;

  constructor(
    private readonly view: View,
    private readonly host: HTMLElement,
    private readonly teller: Teller,
  ) {
    this.figure = view.get(".figure");
    this.stage = (this.figure.dataset.told as Told) === "stage";
    view.get(".next").addEventListener("click", () => this.next());
    view.get(".prev").addEventListener("click", () => (this.last ? this.go(0) : this.go(this.at - 1)));
    view.get(".skip").addEventListener("click", () => (this.last ? this.open() : this.go(this.beats.length - 1)));
    document.addEventListener("keydown", this.pressed, true); // before a deck, whose keys they are too
    this.watch = new IntersectionObserver((entries) => (this.visible = entries.at(-1)!.intersectionRatio > 0.5), { threshold: [0, 0.5, 0.51] });
    this.watch.observe(host);
    this.beats = this.own() ?? usual.map(([line, gloss, commands]) => ({ line: [new Text(line)], gloss: [new Text(gloss)], commands: commands.split("; ") }));
    this.go(0);
  }

  stop(): void {
    this.turn++;
    clearTimeout(this.rest);
    document.removeEventListener("keydown", this.pressed, true);
    this.watch.disconnect();
  }

  /** beat is the one that is told, from 0. */
  get beat(): number {
    return this.at;
  }

  get count(): number {
    return this.beats.length;
  }

  private get last(): boolean {
    return this.at === this.beats.length - 1;
  }

  show(report: Report): void {
    if (!this.telling) return;
    if (this.query === undefined) {
      this.query = report.query;
      this.beats = this.own() ?? this.beats; // the page may have been on its way
      const asked = this.at;
      this.at = -1;
      this.go(asked);
    }
    this.status = report.status;
    this.label();
    if (this.stage) this.print(report);
    if (report.revision > this.seen) {
      this.seen = report.revision;
      this.advance();
    }
  }

  /** go tells a beat: from the run's beginning, with all that the beats before it did. */
  go(beat: number): void {
    if (beat < 0 || beat >= this.beats.length || beat === this.at) return;
    const first = this.at >= 0 && beat === this.at + 1 ? beat : 0;
    const { line, gloss, commands } = this.beats[beat]!;
    const path = [...(first === 0 ? ["anew"] : this.todo), ...this.beats.slice(first, beat).flatMap((b) => b.commands), ...commands];
    const fresh = path.lastIndexOf("anew");
    const before = path.slice(fresh + 1, path.length - commands.length);
    const anew = fresh < 0 ? [] : ["pause", `configure ${this.query}`];
    this.at = beat;
    this.turn++;
    this.view.get(".count").textContent = `${beat + 1} of ${this.beats.length}`;
    this.view.get(".line").replaceChildren(...line.map((n) => n.cloneNode(true)));
    this.view.get(".gloss").replaceChildren(...gloss.map((n) => n.cloneNode(true)));
    this.figure.toggleAttribute("data-last", this.last);
    this.label();
    this.host.dispatchEvent(new CustomEvent("beat", { detail: beat }));
    if (this.query === undefined) return; // there is no run yet
    for (const command of [...anew, ...before]) this.teller.tell(command);
    this.todo = commands.filter((c) => c !== "anew" && !(c === "play" && prefersStillness()));
    this.perform();
  }

  /** next is the next beat, and after the last one what its button says. */
  next(): void {
    if (!this.last) return this.go(this.at + 1);
    this.turn++; // what is still to come of the beat comes no more
    this.todo = [];
    if (this.query === undefined) return;
    if (prefersStillness()) this.teller.tell(`step ${leap}`);
    else this.teller.tell(this.status === "running" ? "pause" : "play");
  }

  /** keydown takes the keys of a clicker as long as there is a beat to go to, from whoever has not put the focus elsewhere. */
  private keydown(event: KeyboardEvent): void {
    if (!this.visible || !shows(this.host) || !this.telling || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.composedPath()[0] as Element;
    const within = event.composedPath().includes(this.host);
    if (!within && target !== document.body && !this.stage || target.closest("input, select, textarea, dialog")) return;
    if (within && !this.stage && target.closest(".picture")) return; // the probe's
    const back = /^(PageUp|ArrowLeft)$/.test(event.key);
    const forth = /^(PageDown|ArrowRight)$/.test(event.key) || (event.key === " " && !target.closest("button, a, summary"));
    if (back ? this.at <= 0 : !forth || (this.last && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (back) this.go(this.at - 1);
    else this.next();
  }

  /** open ends the story and shows all that the figure has; on a stage there is nothing more. */
  open(): void {
    if (!this.telling || this.stage) return;
    this.telling = false;
    this.stop();
    if (!this.last) {
      if (this.query !== undefined) this.teller.tell(`configure ${this.query}`);
      if (!prefersStillness()) this.teller.tell("play");
    }
    this.figure.removeAttribute("data-told");
    this.view.get(".beats").hidden = true;
    if (this.view.get(".beats").contains((this.host.shadowRoot as ShadowRoot).activeElement)) this.view.get('[data-act="play"]').focus({ preventScroll: true });
    this.host.dispatchEvent(new CustomEvent("beat", { detail: this.beats.length }));
  }

  /** print keeps a still picture of what the stage shows at rest: on paper a canvas may be empty. */
  private print(report: Report): void {
    if (report.svg) {
      this.printed = report.revision;
      this.view.get(".paper").innerHTML = trustedHTML(report.svg);
      this.teller.tell("svg 0");
    }
    clearTimeout(this.rest);
    if (report.status !== "running" && report.revision !== this.printed) this.rest = setTimeout(() => this.teller.tell(`svg ${side}`), breath);
  }

  /** own reads the beats that the page brings. */
  private own(): Beat[] | undefined {
    const items = this.view.find<HTMLSlotElement>("slot[name=beats]")?.assignedElements()[0]?.children;
    if (!items?.length) return undefined;
    return [...items].map((item) => {
      const head = item.querySelector("b");
      return { line: [...(head?.childNodes ?? [])], gloss: [...item.childNodes].filter((n) => n !== head), commands: ((item as HTMLElement).dataset.do ?? "").split(";").map((c) => c.trim()).filter(Boolean) };
    });
  }

  /** perform gives the next command. The one after it waits until the picture shows what came of it. */
  private perform(): void {
    const command = this.todo.shift();
    if (!command) return; // another report has done it
    this.figure.removeAttribute("data-drawn");
    this.teller.tell(command);
  }

  private advance(): void {
    const mine = this.turn;
    let over = false;
    const go = () => {
      if (over || mine !== this.turn) return;
      over = true;
      if (this.todo.length === 0) this.figure.setAttribute("data-drawn", "");
      else setTimeout(() => mine === this.turn && this.perform(), prefersStillness() ? 0 : breath);
    };
    this.teller.settle(go);
    setTimeout(go, patience); // a picture that is being made anew answers nobody
  }

  /** label makes the buttons say what they do. */
  private label(): void {
    const put = (name: string, words: string) => {
      const button = this.view.get<HTMLButtonElement>(`.beats .${name}`);
      if (button.textContent !== words) button.textContent = words;
      return button;
    };
    const on = prefersStillness() ? `${leap} steps on` : this.status === "running" ? "Pause" : this.status === "paused" ? "Play" : "Go on";
    put("next", this.last ? on : "Next");
    put("prev", this.last ? "Again" : "Back").disabled = this.at === 0;
    put("skip", this.last ? "More" : "Skip").hidden = this.stage;
  }
}
