// The bar below the picture, and the keys that do the same.

import { icons } from "../dom/icons";
import { actOf } from "../dom/keys";
import { whole } from "../query/numbers";
import type { Report, Status } from "../realm/wire";
import type { View } from "./view";
import { trustedHTML } from "../realm/trusted";

/** What the bar's buttons do, by the word in their data-act. */
export type Acts = Record<string, () => void>;

export class Transport {
  private state = "";
  private where = "";
  private held = false; // the timeline is, by the reader
  private wanted: number | undefined; // step that the reader has asked for on it, until it is reached

  constructor(
    private readonly view: View,
    private readonly acts: Acts,
    seek: (step: number) => void,
  ) {
    for (const button of view.all("[data-act]")) {
      button.addEventListener("click", () => {
        button.closest("details")?.removeAttribute("open");
        this.wanted = undefined;
        acts[button.dataset.act!]?.();
      });
    }
    for (const menu of view.all<HTMLDetailsElement>(".menu")) closing(menu);
    const when = view.find<HTMLInputElement>(".when");
    when?.addEventListener("input", () => {
      this.held = true;
      this.wanted = Number(when.value);
      this.say(this.wanted, 0, Number(when.max));
      seek(this.wanted);
    });
    for (const type of ["change", "blur"]) when?.addEventListener(type, () => (this.held = false));
  }

  /** follow shows where on its way the run is, and whose move it was. */
  follow(report: Report): void {
    const when = this.view.find<HTMLInputElement>(".when");
    if (!when) return;
    const replaying = report.progress < 1;
    const end = String(Math.max(report.ahead, this.wanted ?? 0));
    if (when.max !== end) when.max = end;
    when.disabled = report.ahead === 0;
    // Reports of the way there must not pull the handle back.
    if (!replaying && report.step === this.wanted) this.wanted = undefined;
    const travelling = this.held || this.wanted !== undefined;
    if (!travelling) when.value = String(report.step);
    if (!travelling || replaying) this.say(report.step, report.pending, report.ahead, replaying ? report.progress : undefined);
    this.offer("back", report.step > 0 || report.pending > 0);
    for (const player of ["discriminator", "generator"]) {
      this.view.find(`[data-act="${player}"]`)?.toggleAttribute("data-turn", report.turn === player);
    }
    this.view.find('[data-act="slow"]')?.setAttribute("aria-pressed", String(report.slow));
  }

  private say(step: number, pending: number, ahead = step, progress?: number): void {
    const at = `Step ${whole(step)}${pending > 0 ? "½" : ""}`;
    const words = progress !== undefined ? `Replaying, ${Math.floor(100 * progress)} %` : ahead > step ? `${at} of ${whole(ahead)}` : at;
    if (words === this.where) return;
    this.where = words;
    this.view.get(".where").textContent = words;
    this.view.get(".when").setAttribute("aria-valuetext", words);
  }

  /** show makes the first button say what it would do. */
  show(status: Status): void {
    const state = status === "running" ? "pause" : status === "converged" || status === "finished" ? "on" : status === "diverged" ? "again" : "play";
    const button = this.view.find('[data-act="play"]');
    if (!button || state === this.state) return;
    this.state = state;
    const word = { play: "Play", pause: "Pause", on: "Go on", again: "Play again" }[state];
    button.innerHTML = trustedHTML(`${icons[state === "on" ? "play" : state]}<span class="label">${word}</span>`);
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
    const act = actOf(event.key);
    if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0] as Element;
    if (target.closest("dialog, select, textarea")) return;
    const field = target.closest("input");
    if (field && field.type !== "range" && field.type !== "radio") return;
    if (field && /^( |Home|End|Escape)$/.test(event.key)) return; // that is the slider's
    if (event.key === " " && target.closest("button, summary, a")) return;
    if (event.key === "Escape" && target.closest(".menu[open]")) return;
    event.preventDefault(); // Space would scroll the page
    this.wanted = undefined;
    if (!event.repeat || act === "step" || act === "back") this.acts[act]?.();
  }
}

/** closing makes a menu close as menus do: on Escape, on a press elsewhere, when the focus goes elsewhere. */
function closing(menu: HTMLDetailsElement): void {
  const pressed = (event: Event) => {
    if (!event.composedPath().includes(menu)) menu.open = false;
  };
  const sheet = menu.querySelector<HTMLElement>(".sheet")!;
  menu.addEventListener("toggle", () => {
    const { top, bottom } = menu.getBoundingClientRect();
    const [above, below, tall] = [top, innerHeight - bottom, sheet.offsetHeight + 8];
    const down = sheet.matches(".axes") ? below >= tall || below > above : above < tall && below > above;
    sheet.dataset.opens = down ? "down" : "up"; // where there is room
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
