// The reader's own samples: their way through the program that reads tables to the trainer, and the control that shows how they
// stand.

import type { Values } from "../query/values";
import { AssetError, load as loadProgram } from "../realm/assets";
import { Line } from "../realm/line";
import { Preview, type Choices } from "./preview";
import type { Report } from "../realm/wire";

/** A text with rows of numbers, and the name of its file if it has one. */
export interface Source {
  name: string;
  text: Blob;
  /** How to read it where it can be read in two ways, as comma=thousands. */
  as?: string;
  /** The places of the columns to take; the trainer chooses if there are none. */
  places?: string;
}

const piece = 1 << 20; // bytes that go at once; the next goes when these are taken

interface Load {
  id: number;
  source: Source;
  sent: number; // bytes of the text
  resolve(): void;
  reject(why: Error): void;
}

/**
 * Feed has one text at a time read by the program that reads tables, and hands the samples on to the trainer. A trainer that is
 * started anew gets the last ones again.
 */
export class Feed {
  /** The table that was read last, taken or not, as JSON. */
  table = "";
  private load: Load | undefined;
  private count = 0;
  private line: Promise<Line> | undefined;
  private kept: Source | undefined; // what the run is on
  private former: Source | undefined; // what it was on before
  private read: Source | undefined; // the text of the table
  private lost = false; // the trainer is a new one, and has nothing
  private heard = false; // it answers
  private start: (() => void) | undefined; // of a text that waits for that: then the figure has a place in the page
  private rows: (() => void) | undefined; // sends samples to it, which wait for that
  private ending = ""; // what is said when a text is whole
  private revertible = false;

  /** changed is called when a text begins, advances or ends. */
  changed: () => void = () => {};

  /** send gives the trainer a command; realm is where a frame goes if no worker can start. */
  constructor(
    private readonly send: (command: string, bytes?: ArrayBuffer) => void,
    private readonly realm: () => Element,
  ) {}

  /** The share of a text that has been read, while one is. */
  get share(): number | undefined {
    return this.load && this.load.sent / Math.max(1, this.load.source.text.size);
  }

  /** The text that is being read, or was read last. */
  get source(): Source | undefined {
    return this.load?.source ?? this.kept;
  }

  /** Whether the columns of the table are what the run is on. */
  get taken(): boolean {
    return this.read !== undefined && this.read === this.kept;
  }

  /** Whether there is something to go back to. */
  get back(): boolean {
    return this.revertible;
  }

  /**
   * give resolves when the samples are the target, and rejects with the reason when they cannot be, or no run on them. A link that
   * waits for its samples wants those of its fingerprint.
   */
  give(source: Source, wanted = ""): Promise<void> {
    this.lost = false;
    return this.begin(source, 0, (load, line) => {
      const how = [source.as, source.places && `columns=${source.places}`].filter(Boolean).join(" ");
      line.say(`begin ${load.id} ${nameOf(source)}`);
      if (how) line.say(`as ${how}`);
      this.ending = `end ${wanted}`;
    });
  }

  /** choose takes columns of the table that was read last, by their places. */
  choose(places: number[]): Promise<void> {
    const source = { ...this.read!, places: places.join() };
    return this.begin(source, source.text.size, (load, line) => line.say(`take ${load.id} ${source.places}`));
  }

  /** reread gives the text that was read last once more, to be read otherwise. */
  reread(choice: string): Promise<void> {
    const { as = "", ...rest } = this.read!;
    const [name] = choice.split("=");
    const others = as.split(" ").filter((word) => word && !word.startsWith(`${name}=`));
    return this.give({ ...rest, as: [...others, choice].join(" "), places: undefined });
  }

  /** revert returns to what the run was on before; the next time it takes that back. */
  revert(): void {
    this.send("data back");
    [this.kept, this.former] = [this.former, this.kept];
    this.changed();
  }

  cancel(): void {
    this.load?.reject(new Error("the reading was given up"));
    this.load = undefined;
    void this.line?.then((line) => line.say("cancel"), () => {});
    this.changed();
  }

  /** restarted is told that the trainer is a new one. */
  restarted(): void {
    this.lost = this.kept !== undefined;
    this.heard = this.revertible = false;
  }

  /** stop ends the program that reads tables. */
  stop(): void {
    void this.line?.then((line) => line.stop(), () => {});
    this.line = undefined;
  }

  /** hear learns from a report what became of samples. */
  hear(report: Report): void {
    const { load } = this;
    this.heard = true;
    this.begun();
    this.rows?.();
    this.rows = undefined;
    if (this.lost) {
      this.lost = false;
      if (!load) void this.give(this.kept!).catch(() => {}); // the trainer says what is wrong
      return;
    }
    if (!load || report.dataLoad !== load.id) return;
    this.load = undefined;
    if (report.dataTaken === refused) load.reject(new Error(report.problems));
    else {
      if (load.source !== this.kept) [this.former, this.kept] = [this.kept, load.source];
      this.revertible = true;
      if (report.dataTaken === stuck) load.reject(new Error(report.error));
      else load.resolve();
    }
    this.changed();
  }

  private begin(source: Source, sent: number, say: (load: Load, line: Line) => void): Promise<void> {
    this.load?.reject(new Error("other samples were given"));
    return new Promise((resolve, reject) => {
      const load = { id: ++this.count, source, sent, resolve, reject };
      this.load = load;
      this.changed();
      this.start = () => this.reader().then((line) => void (this.load === load && say(load, line))).catch((error: Error) => this.refuse(load, (error instanceof AssetError ? error.say("Give the table again") : error.message).replace(/\.$/, "")));
      loadProgram("saddle-tables").catch(() => {}); // it is on its way meanwhile
      if (this.heard) this.begun();
    });
  }

  private begun(): void {
    this.start?.();
    this.start = undefined;
  }

  private reader(): Promise<Line> {
    const ended = (why: string) => {
      this.line = undefined;
      if (this.load) this.refuse(this.load, `the program that reads tables ended (${why})`);
    };
    this.line ??= loadProgram("saddle-tables").then((asset) => {
      const line = new Line(this.realm(), "tables", { page: (bytes) => this.answer(bytes) }, { ended, anew: () => ended("it was started anew") });
      line.open(Promise.resolve(asset));
      return line;
    });
    this.line.catch(() => (this.line = undefined));
    return this.line;
  }

  /** refuse lets the trainer say, in all places where it says such things, why there are no samples. */
  private refuse(load: Load, why: string): void {
    if (this.load === load) this.send(`data refused ${load.id} ${nameOf(load.source)}\n${why}`);
  }

  /** answer takes a message of the program that reads tables: a verb, the number of the load, and the rest. */
  private answer(bytes: ArrayBuffer): void {
    const head = new TextDecoder().decode(new Uint8Array(bytes, 0, Math.min(40, bytes.byteLength)));
    const [verb = "", id = ""] = head.split(" ", 2);
    const { load } = this;
    if (!load || Number(id) !== load.id) return;
    const rest = bytes.slice(Math.min(verb.length + id.length + 2, bytes.byteLength));
    if (verb === "more") {
      void this.line!.then((line) => this.next(load, line)).catch((error: Error) => this.refuse(load, `it cannot be read (${error.message})`));
    } else if (verb === "table") {
      this.table = new TextDecoder().decode(rest);
      this.read = load.source;
    } else if (verb === "rows") {
      const give = () => this.load === load && this.send(`data rows ${load.id} ${nameOf(load.source)}\n`, rest);
      if (this.heard) give();
      else this.rows = give;
    } else if (verb === "refused") this.refuse(load, new TextDecoder().decode(rest));
    this.changed();
  }

  /** next sends the next piece of a text, or that it is whole. */
  private async next(load: Load, line: Line): Promise<void> {
    const { text } = load.source;
    if (load.sent >= text.size) return line.say(this.ending);
    const bytes = await text.slice(load.sent, load.sent + piece).arrayBuffer();
    if (this.load !== load) return;
    load.sent += bytes.byteLength;
    line.sayBytes("text ", bytes);
  }
}

// Of dataTaken.
const refused = -2;
const stuck = -3;

/** The control of the samples, in each of the trees where one may stand. */
export class SamplesControl {
  private readonly boxes: HTMLElement[];
  private readonly previews: Preview[];
  private shown: [Report, Values] | undefined;

  constructor(
    roots: ParentNode[],
    private readonly feed: Feed,
    give: (source: Source) => void,
    choices: Choices,
  ) {
    this.boxes = roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>("[data-samples]")]);
    feed.changed = () => this.shown && this.show(...this.shown);
    this.previews = this.boxes.map((box) => new Preview(box.querySelector<HTMLElement>(".preview")!, choices));
    for (const box of this.boxes) {
      const file = box.querySelector<HTMLInputElement>("[type=file]")!;
      file.addEventListener("change", () => {
        const [chosen] = file.files ?? [];
        if (chosen) give({ name: chosen.name, text: chosen });
        file.value = ""; // the same file may be chosen again, mended
      });
      const area = box.querySelector("textarea")!;
      box.querySelector(".use")!.addEventListener("click", () => give({ name: "", text: new Blob([area.value]) }));
      box.querySelector(".cancel")!.addEventListener("click", () => {
        feed.cancel();
        file.focus();
      });
    }
  }

  show(report: Report, values: Values): void {
    this.shown = [report, values];
    const { share, source } = this.feed;
    for (const box of this.boxes) {
      const name = box.dataset.samples!;
      const reading = box.querySelector<HTMLElement>(".reading")!;
      reading.hidden = share === undefined;
      if (share !== undefined) reading.querySelector("progress")!.value = share;
      const state =
        share !== undefined ? `Reading ${named(source!)}.`
        : report.data !== "" ? report.data
        : source ? `${capital(named(source))} can be taken again: choose your own samples as the target.`
        : values.get(name) ? `None here yet; this run is on ${values.get(name)}.`
        : "None yet.";
      put(box.querySelector(".state")!, state);
      const about = report.problems.split("\n").find((p) => p.startsWith(`${name}=`));
      const problem = about ? capital(about.slice(name.length + 1)) : report.status === "error" ? report.error : "";
      this.blame(box, share === undefined ? problem : "");
    }
    if (share === undefined) this.previews.forEach((preview) => preview.show(this.feed.table, this.feed.taken, this.feed.back));
  }

  private blame(box: HTMLElement, problem: string): void {
    const file = box.querySelector("[type=file]")!;
    let text = box.querySelector<HTMLElement>(".problem");
    if (!text && problem) {
      text = Object.assign(document.createElement("p"), { className: "problem", id: `${file.id}-problem` });
      box.querySelector(".help")!.before(text);
    }
    if (text) put(text, problem);
    if (text && !problem) text.remove();
    file.setAttribute("aria-invalid", String(problem !== ""));
    if (problem) file.setAttribute("aria-errormessage", `${file.id}-problem`);
    else file.removeAttribute("aria-errormessage");
  }
}

/** nameOf is the name of a file as it is, but that it stays on one line. */
function nameOf(source: Source): string {
  return source.name.replace(/[\r\n]+/g, " ");
}

function named(source: Source): string {
  return source.name || "the pasted numbers";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function put(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** acceptFiles lets a file be dropped onto host; over says whether one hovers. Call what it returns to end that. */
export function acceptFiles(host: HTMLElement, over: (is: boolean) => void, dropped: (file: File) => void): () => void {
  const files = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  const drag = (event: DragEvent) => {
    if (!files(event)) return;
    event.preventDefault(); // this is a place to drop it
    event.dataTransfer!.dropEffect = "copy";
    over(true);
  };
  const leave = (event: DragEvent) => {
    if (!host.contains(event.relatedTarget as Node | null)) over(false);
  };
  const drop = (event: DragEvent) => {
    over(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault(); // the browser would leave the page for the file
    dropped(file);
  };
  host.addEventListener("dragenter", drag);
  host.addEventListener("dragover", drag);
  host.addEventListener("dragleave", leave);
  host.addEventListener("drop", drop);
  return () => {
    host.removeEventListener("dragenter", drag);
    host.removeEventListener("dragover", drag);
    host.removeEventListener("dragleave", leave);
    host.removeEventListener("drop", drop);
  };
}
