// The generated controls: shows the trainer's values in them and turns the reader's input into new ones.
// A control is found by its data-param; nothing here knows a parameter.

import { controlsHTML, params } from "../query/config.gen";
import type { Values } from "../query/values";
import { three } from "../query/numbers";
import { positionOf, textAt, type Scale } from "../query/slider";
import { trustedHTML } from "../realm/trusted";

type Control = HTMLInputElement | HTMLSelectElement;

const knob = 16; // px that a slider's knob is wide, about
const patience = 120; // ms a slider rests before its value counts

export class Controls {
  private values: Values = new Map();
  private timer = 0;
  private pending: (() => void) | undefined;
  private marks = "";
  private resting = "";

  constructor(
    private readonly root: ParentNode & Node,
    private readonly set: (name: string, value: string) => void,
  ) {
    root.addEventListener("input", (event) => this.input(event.target as Control));
    root.addEventListener("change", (event) => this.change(event.target as Control));
  }

  /** show puts the values into the controls, except into a field that is being written in. */
  show(values: Values): void {
    this.values = values;
    if (this.pending) return; // a slider is on its way to another value
    for (const control of this.controls()) {
      const text = values.get(control.dataset.param!);
      if (text !== undefined && !writing(control)) this.put(control, text);
    }
  }

  /** blame shows under each control the message that is about it, and takes away the others. */
  blame(messages: string[]): void {
    const seen = new Set<string>();
    for (const control of this.controls()) {
      const name = control.dataset.param!;
      if (isSlider(control) || seen.has(name)) continue;
      seen.add(name); // of several boxes, the first speaks for all
      const message = messages.find((m) => m.startsWith(`${name}=`));
      if (message === undefined) unblame(control);
      else {
        this.put(control, this.values.get(name) ?? control.value);
        accuse(control, spoken(message));
      }
    }
  }

  /** mark puts under the sliders what theory knows of a value, from lines of name=value words. */
  mark(lines: string): void {
    if (lines === this.marks) return;
    this.marks = lines;
    this.root.querySelectorAll(".field > .mark").forEach((old) => old.remove());
    const sliders = this.controls().filter(isSlider);
    for (const slider of sliders) slider.removeAttribute("aria-describedby");
    for (const line of lines.split("\n")) {
      const [, name, value, words] = /^(\w+)=(\S+) (.*)$/.exec(line) ?? [];
      const scale = sliders.find((s) => s.dataset.param === name);
      if (!scale || Number(value) > scaleOf(scale).max) continue;
      for (const slider of sliders) if (slider.dataset.param === name) underline(slider, value!, `${words} ${three(Number(value))}`);
    }
  }

  /** rest greys what changes nothing in the present setting, and says why, from lines of name why. */
  rest(lines: string): void {
    if (lines === this.resting) return;
    this.resting = lines;
    this.root.querySelectorAll(".field > .why").forEach((old) => old.remove());
    const reasons = new Map(lines.split("\n").filter(Boolean).map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
    for (const field of this.root.querySelectorAll(".field")) {
      const why = reasons.get(field.querySelector<HTMLElement>("[data-param]")?.dataset.param ?? "");
      field.toggleAttribute("data-idle", why !== undefined);
      if (why !== undefined) field.querySelector("label, legend")?.after(Object.assign(document.createElement("p"), { className: "why", textContent: `Changes nothing now: ${why}.` }));
    }
  }

  /** holdsEdit says whether the browser's own undo has something to undo in a field. */
  holdsEdit(target: EventTarget | undefined): boolean {
    if (target instanceof HTMLTextAreaElement) return this.root.contains(target) && target.value !== "";
    return target instanceof HTMLInputElement && target.type === "text" && target.value !== this.values.get(target.dataset.param ?? "");
  }

  private controls(): Control[] {
    return [...this.root.querySelectorAll<Control>("[data-param]")];
  }

  private put(control: Control, text: string): void {
    if (isSlider(control)) {
      const position = String(positionOf(text, scaleOf(control)));
      if (control.value !== position) control.value = position;
      control.setAttribute("aria-valuetext", text);
    } else if (isBox(control)) control.checked = text.split(",").includes(control.value);
    else if (control.value !== text) control.value = text;
  }

  private input(control: Control): void {
    const name = control.dataset?.param;
    if (name === undefined) return;
    if (!isSlider(control)) {
      control.dataset.dirty = ""; // until the reader is done with it
      return;
    }
    const text = textAt(Number(control.value), scaleOf(control));
    control.setAttribute("aria-valuetext", text);
    for (const twin of this.controls()) if (twin.dataset.param === name && twin !== control) this.put(twin, text);
    clearTimeout(this.timer);
    this.pending = () => {
      this.pending = undefined;
      this.set(name, text);
    };
    this.timer = setTimeout(this.pending, patience);
  }

  private change(control: Control): void {
    const name = control.dataset?.param;
    if (name === undefined) return;
    delete control.dataset.dirty;
    clearTimeout(this.timer);
    const pending = this.pending;
    if (pending) pending();
    if (isSlider(control)) return;
    const boxes = this.controls().filter((c) => c.dataset.param === name && isBox(c)) as HTMLInputElement[];
    const checked = boxes.filter((box) => box.checked).map((box) => box.value);
    this.set(name, isBox(control) ? checked.join(",") || "none" : control.value.trim());
  }
}

/** spoken names in a message the parameter that it begins with as its control does. */
export function spoken(message: string): string {
  const [, name, rest] = /^(\w+)=([\s\S]*)$/.exec(message) ?? [];
  const p = params.find((param) => param.name === name);
  return p ? `${p.label}${p.symbol ? ` ${p.symbol.replace("_*", "∗").replaceAll("_", "")}` : ""} = ${rest}` : message;
}

function isSlider(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && control.type === "range";
}

function isBox(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && control.type === "checkbox";
}

function writing(control: Control): boolean {
  return control.dataset.dirty !== undefined && control.matches(":focus");
}

function scaleOf(slider: HTMLInputElement): Scale {
  return {
    min: Number(slider.dataset.min),
    max: Number(slider.dataset.max),
    log: slider.dataset.log !== undefined,
    whole: params.find((p) => p.name === slider.dataset.param)?.kind === "int",
    special: slider.dataset.special ?? "",
  };
}

let underlined = 0;

/** underline puts a tick with words under a slider where a value stands. */
function underline(slider: HTMLInputElement, value: string, words: string): void {
  const mark = Object.assign(document.createElement("p"), { className: "mark", id: `mark${++underlined}` });
  mark.append(document.createElement("i"), Object.assign(document.createElement("span"), { textContent: words }));
  const share = positionOf(value, scaleOf(slider)) / Number(slider.max);
  mark.style.setProperty("--at", `calc(${knob / 2}px + (100% - ${knob}px) * ${share})`);
  slider.closest(".field")?.querySelector(".help")?.before(mark);
  slider.setAttribute("aria-describedby", mark.id);
}

function accuse(control: Control, message: string): void {
  unblame(control);
  const id = `${control.id || control.name}-problem`;
  const text = Object.assign(document.createElement("p"), { className: "problem", id, textContent: message });
  control.closest(".field")?.append(text);
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", `${id} ${control.getAttribute("aria-describedby") ?? ""}`.trim());
}

function unblame(control: Control): void {
  if (!control.hasAttribute("aria-invalid")) return;
  const id = `${control.id || control.name}-problem`;
  control.closest(".field")?.querySelector(".problem")?.remove();
  control.removeAttribute("aria-invalid");
  const rest = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((word) => word !== id);
  control.setAttribute("aria-describedby", rest.join(" "));
}

/** fieldOf makes the control of one parameter, with its label and help; null for an unknown name. */
export function fieldOf(name: string): Element | null {
  const template = document.createElement("template");
  template.innerHTML = trustedHTML(controlsHTML);
  return template.content.querySelector(`[data-param="${CSS.escape(name)}"]`)?.closest(".field") ?? null;
}
