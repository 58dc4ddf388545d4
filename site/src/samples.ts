// The reader's own samples: their way to the trainer, in pieces, and the control that shows how they stand.

import type { Values } from "./history";
import type { Report } from "./wire";

/** A text with rows of numbers, and the name of its file if it has one. */
export interface Source {
  name: string;
  text: Blob;
}

const piece = 1 << 20; // bytes that go at once; the next goes when the trainer has taken these

interface Load {
  id: number;
  source: Source;
  sent: number;
  ended: boolean;
  reading: boolean; // a piece is being read from the file
  resolve(): void;
  reject(why: Error): void;
}

/** Feed hands one text at a time to the trainer. A trainer that is started anew gets the last one again. */
export class Feed {
  private load: Load | undefined;
  private count = 0;
  private kept: Source | undefined; // what the trainer has
  private lost = false; // it has not, because it is a new one

  /** changed is called when a text begins, advances or ends. */
  changed: () => void = () => {};

  constructor(private readonly send: (command: string, bytes?: ArrayBuffer) => void) {}

  /** The share of a text that has been read, while one is. */
  get share(): number | undefined {
    return this.load && this.load.sent / Math.max(1, this.load.source.text.size);
  }

  /** The text that is being read, or was read last. */
  get source(): Source | undefined {
    return this.load?.source ?? this.kept;
  }

  /** give resolves when the samples are the target, and rejects with the reason when they cannot be. */
  give(source: Source): Promise<void> {
    this.load?.reject(new Error("other samples were given"));
    this.lost = false;
    return new Promise((resolve, reject) => {
      this.load = { id: ++this.count, source, sent: 0, ended: false, reading: false, resolve, reject };
      this.send(`data begin ${this.count} ${source.name.replace(/\s+/g, " ")}`);
      this.changed();
    });
  }

  cancel(): void {
    this.load?.reject(new Error("the reading was given up"));
    this.load = undefined;
    this.send("data cancel");
    this.changed();
  }

  /** restarted is told that the trainer is a new one. */
  restarted(): void {
    this.lost = this.source !== undefined;
  }

  /** hear learns from a report how far the trainer has come, and sends what is due. */
  hear(report: Report): void {
    if (this.lost) {
      const { load } = this;
      this.load = undefined;
      this.give(load?.source ?? this.kept!).then(load?.resolve, load?.reject);
      return;
    }
    const { load } = this;
    if (!load || report.dataLoad !== load.id) return;
    if (report.dataTaken < 0) {
      this.load = undefined;
      if (report.dataTaken === refused) load.reject(new Error(report.problems));
      else {
        this.kept = load.source;
        load.resolve();
      }
    } else if (report.dataTaken >= load.sent && !load.reading && !load.ended) void this.next(load);
  }

  private async next(load: Load): Promise<void> {
    const { text } = load.source;
    if (load.sent >= text.size) {
      load.ended = true;
      this.send("data end");
      return;
    }
    load.reading = true;
    try {
      const bytes = await text.slice(load.sent, load.sent + piece).arrayBuffer();
      if (this.load !== load) return;
      load.sent += bytes.byteLength;
      load.reading = false;
      this.send("data text ", bytes);
    } catch (error) {
      if (this.load !== load) return;
      this.cancel();
      load.reject(new Error(`${load.source.name} cannot be read (${error})`));
    }
  }
}

const refused = -2; // of dataTaken

/** The control of the samples, in each of the trees where one may stand. */
export class SamplesControl {
  private readonly boxes: HTMLElement[];
  private shown: [Report, Values] | undefined;

  constructor(
    roots: ParentNode[],
    private readonly feed: Feed,
    give: (source: Source) => void,
  ) {
    this.boxes = roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>("[data-samples]")]);
    feed.changed = () => this.shown && this.show(...this.shown);
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
