// Sentences that stay until what they tell of is over, or until the reader has read them.

import { icons } from "../dom/icons";
import { trustedHTML } from "../realm/trusted";

export interface NoteAction {
  label: string;
  act(): void;
}

export class Notes {
  private readonly shown = new Map<string, HTMLElement>();

  constructor(private readonly box: HTMLElement) {}

  /** put shows a note under a key; a second one under the same key takes its place. */
  put(key: string, text: string, options: { dismiss?: boolean; action?: NoteAction } = {}): void {
    if (this.shown.get(key)?.dataset.text === text) return;
    const note = document.createElement("p");
    note.className = `note ${key}`;
    note.dataset.text = text;
    note.append(Object.assign(document.createElement("span"), { textContent: text }));
    if (options.action) {
      const { label, act } = options.action;
      note.append(this.button(label, act));
    }
    if (options.dismiss) {
      const close = this.button("", () => this.drop(key));
      close.innerHTML = trustedHTML(icons.close);
      close.setAttribute("aria-label", "Dismiss");
      close.className = "dismiss";
      note.append(close);
    }
    const before = this.shown.get(key);
    if (before) before.replaceWith(note);
    else this.box.append(note);
    this.shown.set(key, note);
  }

  /** tick puts a counter behind a note, in place, so that it is not said again and again. */
  tick(key: string, text: string): void {
    const note = this.shown.get(key);
    if (!note) return;
    let counter = note.querySelector<HTMLElement>("[aria-hidden]");
    if (!counter) {
      counter = document.createElement("b");
      counter.setAttribute("aria-hidden", "true");
      note.querySelector("span")!.after(counter);
    }
    if (counter.textContent !== text) counter.textContent = text;
  }

  drop(key: string): void {
    this.shown.get(key)?.remove();
    this.shown.delete(key);
  }

  private button(label: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }
}
