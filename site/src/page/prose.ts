// Words that do something: they light up marks of the figure beside them, and are lit by its legend; numbers that are dragged set it.

import type { SaddleFigure } from "../figure/figure";

/** figuresOf returns the figures beside a place of the article. */
function figuresOf(element: Element): SaddleFigure[] {
  const section = element.closest("section");
  return [...(section?.querySelectorAll<SaddleFigure>("saddle-figure") ?? []), ...[...(section?.querySelectorAll("saddle-compare") ?? [])].flatMap((c) => c.figures ?? [])];
}

/** marks binds words to marks of the figure beside them: data-mark="name=value" says what of a list of marks they mean. Who points at one
 * sees it alone, over what data-with names, and the other way round. */
export function marks(): void {
  for (const word of document.querySelectorAll<HTMLElement>("[data-mark]")) {
    const [name, mark] = word.dataset.mark!.split("=") as [string, string];
    const alone = word.dataset.with ? `${word.dataset.with},${mark}` : mark;
    let before: { figure: SaddleFigure; list: string }[] = [];
    const light = () => {
      if (before.length > 0) return;
      before = figuresOf(word).map((figure) => ({ figure, list: figure.get(name) })).filter(({ figure, list }) => list.split(",").includes(mark) && figure.beat < 0);
      for (const { figure } of before) figure.set(name, alone);
    };
    const dark = () => before.splice(0).forEach(({ figure, list }) => figure.set(name, list));
    word.tabIndex = 0;
    word.addEventListener("pointerenter", light);
    word.addEventListener("pointerleave", dark);
    word.addEventListener("focus", light);
    word.addEventListener("blur", dark);
    for (const figure of figuresOf(word)) {
      const bind = () => {
        const entry = figure.shadowRoot?.querySelector(`.key .${word.dataset.key ?? mark}`);
        entry?.addEventListener("pointerenter", () => word.classList.add("lit"));
        entry?.addEventListener("pointerleave", () => word.classList.remove("lit"));
        return Boolean(entry);
      };
      if (!bind()) figure.addEventListener("snapshot", bind, { once: true }); // asking for ready would start it
    }
  }
}

/** scrubs makes numbers with data-scrub sliders of that parameter: by drag across, and by arrow keys. data-times is a factor. */
export function scrubs(): void {
  for (const number of document.querySelectorAll<HTMLElement>("[data-scrub]")) {
    const { scrub, times = "1", least = "1", most = "100" } = number.dataset;
    let value = Number(number.textContent);
    let timer = 0;
    number.tabIndex = 0;
    number.setAttribute("role", "slider");
    number.setAttribute("aria-valuemin", least);
    number.setAttribute("aria-valuemax", most);
    const put = (to: number) => {
      value = Math.max(Number(least), Math.min(Number(most), to));
      const text = String(Number(value.toPrecision(2)));
      number.textContent = text;
      number.setAttribute("aria-valuenow", text);
      clearTimeout(timer);
      timer = setTimeout(() => figuresOf(number).forEach((figure) => figure.set(scrub!, Number((Number(text) * Number(times)).toPrecision(3)))), rest);
    };
    number.setAttribute("aria-valuenow", String(value));
    number.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      number.focus();
      number.setPointerCapture(event.pointerId);
      number.onpointermove = (move) => put(value * 1.02 ** move.movementX);
    });
    for (const end of ["pointerup", "pointercancel"]) number.addEventListener(end, () => (number.onpointermove = null));
    number.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      put(value * 1.15 ** way);
    });
  }
}

const rest = 120; // ms a number rests before it counts

/** guesses asks first: what is true is told once the reader has said a number or chosen an answer, which stays beside it. */
export function guesses(): void {
  for (const box of document.querySelectorAll<HTMLElement>(".guess")) {
    const truth = box.querySelector<HTMLElement>(".truth")!;
    const form = document.createElement("form");
    const answers = box.dataset.answers?.split("|");
    const field = answers
      ? Object.assign(document.createElement("select"), { required: true })
      : Object.assign(document.createElement("input"), { type: "number", required: true, min: "0", step: "any", inputMode: "decimal" });
    if (field instanceof HTMLSelectElement) field.append(new Option("…", ""), ...answers!.map((a) => new Option(a, a)));
    field.setAttribute("aria-label", box.querySelector(".ask")!.textContent!);
    const unit = document.createElement("span");
    unit.textContent = box.dataset.unit ?? "";
    const say = Object.assign(document.createElement("button"), { className: "button", textContent: "Say so" });
    form.append(field, unit, say);
    truth.hidden = true;
    truth.before(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = document.createElement("p");
      said.className = "said";
      said.tabIndex = -1;
      said.textContent = `You said ${field.value}${box.dataset.unit ? ` ${box.dataset.unit}` : ""}.`;
      form.replaceWith(said);
      truth.hidden = false;
      said.focus();
    });
  }
}
