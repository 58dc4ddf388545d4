// The bar below the picture, and the keys that do the same.

import { icons } from "./icons";
import type { Status } from "./wire";
import type { View } from "./view";

/** What the bar's buttons do, by the word in their data-act. */
export type Acts = Record<string, () => void>;

/** The keys, and the acts they stand for. */
const keys: Record<string, string> = { " ": "play", s: "step", r: "reset" };

export class Transport {
  private state = "";

  constructor(
    private readonly view: View,
    private readonly acts: Acts,
  ) {
    for (const button of view.all("[data-act]")) {
      button.addEventListener("click", () => {
        button.closest("details")?.removeAttribute("open");
        acts[button.dataset.act!]?.();
      });
    }
    const menu = view.find<HTMLDetailsElement>(".menu");
    if (menu) closing(menu);
  }

  /** show makes the first button say what it would do. */
  show(status: Status): void {
    const state = status === "running" ? "pause" : status === "converged" ? "on" : status === "diverged" ? "again" : "play";
    const button = this.view.find('[data-act="play"]');
    if (!button || state === this.state) return;
    this.state = state;
    const word = { play: "Play", pause: "Pause", on: "Go on", again: "Play again" }[state];
    button.innerHTML = `${icons[state === "on" ? "play" : state]}<span class="label">${word}</span>`;
    button.title = `${word} (Space)`;
  }

  /** offer says which of two buttons can do something now. */
  offer(act: string, possible: boolean): void {
    const button = this.view.find<HTMLButtonElement>(`[data-act="${act}"]`);
    if (button) button.disabled = !possible;
  }

  /** confirm shows for a moment, on the button itself, that its act is done. */
  confirm(act: string, words: string): void {
    const button = this.view.find(`[data-act="${act}"]`);
    if (!button || button.dataset.done) return;
    button.dataset.done = words; // drawn over the button, so that nothing moves
    setTimeout(() => delete button.dataset.done, 2000);
  }

  /** press does what a key stands for, unless the key belongs to what has the focus. */
  press(event: KeyboardEvent): void {
    const act = keys[event.key.toLowerCase()];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0] as Element;
    if (target.closest("input, select, textarea")) return;
    if (event.key === " " && target.closest("button, summary, a")) return;
    event.preventDefault(); // Space would scroll the page
    if (!event.repeat || act === "step") this.acts[act]?.();
  }
}

/** closing makes a menu close as menus do: on Escape, on a press elsewhere, when the focus goes elsewhere. */
function closing(menu: HTMLDetailsElement): void {
  const pressed = (event: Event) => {
    if (!event.composedPath().includes(menu)) menu.open = false;
  };
  menu.addEventListener("toggle", () => {
    if (menu.open) document.addEventListener("pointerdown", pressed);
    else document.removeEventListener("pointerdown", pressed);
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget as Node)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
