// Everything of a figure around its run: builds it, shows a report in it, shows messages in it.

import { Announcer } from "./announcer";
import { Chart } from "../chart/chart";
import { Controls, fieldOf, spoken } from "./controls";
import { Hand } from "../picture/hand";
import type { Values } from "../query/values";
import { Notes } from "./notes";
import { Picture } from "../picture/picture";
import type { Choices } from "./preview";
import { Readout } from "./readout";
import { SamplesControl, type Feed, type Source } from "./samples";
import { Transport, type Acts } from "./transport";
import { Story } from "./story";
import { build, type Extent, type Told, type View } from "./view";
import type { Report, Status } from "../realm/wire";

/** What the reader can do through the panel. */
export interface Wishes {
  acts: Acts;
  set(name: string, value: string): void;
  /** To before the last change of the settings, or to after it again. */
  travel(way: "undo" | "redo"): void;
  give(source: Source): void;
  /** What to do with the table that was read last. */
  table: Choices;
  /** A command of the hand, for the trainer. */
  tell(command: string): void;
  seek(step: number): void;
  /** Calls go when the picture shows the newest report. */
  settle(go: () => void): void;
}

/** What has happened when a column has been moved, by player. */
const moved = [
  "You moved the target. The run began anew from where the generator stood, so a link to it is exact. Undo takes it back.",
  "You moved the generator. The run starts from there, so a link to it is exact. Undo takes it back.",
];

export class Panel {
  /** All that is in the element. */
  readonly box: HTMLElement;
  readonly picture: Picture;
  readonly notes: Notes;
  private readonly view: View;
  private readonly transport: Transport;
  /** Where a program runs that needs a frame but shows nothing. */
  readonly realm: HTMLElement;
  private readonly status: HTMLElement;
  private readonly readout: Readout;
  private readonly announcer: Announcer;
  readonly chart: Chart | undefined;
  /** What the figure tells, if it does. */
  readonly story: Story | undefined;
  private readonly keys: HTMLDialogElement;
  private readonly controls: Controls[];
  private readonly samples: SamplesControl;
  private readonly hand: Hand;
  private problems: string | undefined = "";

  constructor(host: HTMLElement, root: ShadowRoot, extent: Extent, told: Told, feed: Feed, private readonly wishes: Wishes) {
    const charted = host.getAttribute("chart");
    const view = build(root, extent, charted !== null, told);
    this.view = view;
    this.box = view.get(".figure");
    this.picture = new Picture(view);
    this.notes = new Notes(view.get(".notes"));
    this.realm = view.get(".realm");
    this.status = view.get(".status");
    this.readout = new Readout(view);
    this.announcer = new Announcer(view.get(".announcer"));
    this.chart = view.find(".chart") ? new Chart(view, wishes.seek) : undefined;
    if (charted) this.chart?.choose(charted);
    this.keys = view.get<HTMLDialogElement>(".keys");
    this.transport = new Transport(view, { ...wishes.acts, ...this.acts() }, wishes.seek);
    this.hand = new Hand(view, this.announcer, wishes.tell, (player) => this.notes.put("moved", moved[player]!, { dismiss: true }));
    const knobs = view.get(".knobs");
    knobs.append(...list(host.getAttribute("knobs")).flatMap((name) => fieldOf(name) ?? []));
    knobs.hidden = knobs.childElementCount === 0;
    // The page may bring its own controls, as the element's children.
    const roots = [host, view.find(".controls"), view.find(".pace"), knobs].filter((e) => e !== null);
    this.controls = roots.map((e) => new Controls(e, wishes.set));
    this.samples = new SamplesControl(roots, feed, wishes.give, wishes.table);
    this.story = told ? new Story(view, host, wishes) : undefined;
    this.offer(false, false);
  }

  show(report: Report, values: Values): void {
    const now = performance.now();
    this.say(report.error || report.narration || report.sentence);
    this.readout.show(report);
    this.picture.legend(report.otherName);
    this.hand.show(report);
    this.chart?.show(report, values);
    this.transport.show(report.status);
    this.transport.follow(report);
    this.announcer.hear(report, now);
    this.offer(report.canUndo, report.canRedo);
    this.controls.forEach((c) => (c.show(values), c.mark(report.marks), c.rest(report.idle)));
    this.samples.show(report, values);
    this.answer(report.problems);
    this.story?.show(report);
  }

  /** say changes the status sentence. */
  say(sentence: string): void {
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }

  /** fail shows that nothing runs; a note says why. */
  fail(status: Status): void {
    this.say("Nothing is running.");
    this.transport.show(status);
  }

  /** confirm shows and says that the act of a button is done. */
  confirm(act: string, words: string): void {
    this.transport.confirm(act, words);
    this.announcer.say(words);
  }

  /** tell says to a screen reader what has happened. */
  tell(words: string): void {
    this.announcer.say(words);
  }

  /** expectAnswer makes the next report's problems news, even if they read the same as before. */
  expectAnswer(): void {
    this.problems = undefined;
  }

  /** keydown does what a key stands for within the figure. */
  keydown(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const undo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
    if (!undo) return this.transport.press(event);
    if (target && this.controls.some((c) => c.holdsEdit(target))) return; // the field's own undo
    event.preventDefault();
    this.wishes.travel(event.shiftKey ? "redo" : "undo");
  }

  stop(): void {
    this.chart?.stop();
    this.hand.stop();
    this.story?.stop();
  }

  /** acts are those that concern nothing beyond the panel. */
  private acts(): Acts {
    const charts = Array.from({ length: 9 }, (_, i) => [`chart${i + 1}`, () => this.chart?.choose(i)] as const);
    return {
      undo: () => this.wishes.travel("undo"),
      redo: () => this.wishes.travel("redo"),
      settings: () => this.inspect(),
      help: () => this.keys.open || this.keys.showModal(),
      keep: () => this.chart && this.confirm("keep", this.chart.keep()),
      ...Object.fromEntries(charts),
    };
  }

  /** inspect shows the settings beside the picture, which stays in sight, or hides them. */
  private inspect(): void {
    const figure = this.view.get(".figure");
    const open = figure.toggleAttribute("data-inspect");
    const button = this.view.get('.bar [data-act="settings"]');
    button.setAttribute("aria-expanded", String(open));
    const plane = this.view.get(".plane").getBoundingClientRect();
    const sheet = this.view.get(".settings").getBoundingClientRect();
    const covered = sheet.left < plane.right && sheet.top < plane.bottom; // a drawer comes over what is below
    if (open && (plane.top < 0 || covered || plane.bottom > innerHeight)) this.view.get(".plane").scrollIntoView({ block: "start" });
    if (open) this.view.get(".settings .close").focus({ preventScroll: true });
    else button.focus({ preventScroll: true });
  }

  private offer(undo: boolean, redo: boolean): void {
    this.transport.offer("undo", undo);
    this.transport.offer("redo", redo);
  }

  /** answer shows what was wrong with what the reader set: beside the control, and as a note. */
  private answer(problems: string): void {
    if (problems === this.problems) return;
    this.problems = problems;
    const messages = problems ? problems.split("\n") : [];
    this.controls.forEach((c) => c.blame(messages));
    if (messages.length > 0) this.notes.put("problem", messages.map(spoken).join(" "), { dismiss: true });
    else this.notes.drop("problem");
  }
}

function list(attribute: string | null): string[] {
  return (attribute ?? "").split(",").map((name) => name.trim()).filter(Boolean);
}
