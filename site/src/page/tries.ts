// Runs that the article speaks of. A link to one sets the section's comparison, if that can show it and is in sight; otherwise it shows
// the run beside its own words. Neither moves the reader, and Back returns what was there.

import type { SaddleCompare } from "../compare/compare";
import type { SaddleFigure } from "../figure/figure";
import { split } from "../query/permalink";

interface Try {
  link: HTMLAnchorElement;
  undo(): void;
}

let shown: Try | undefined;

/** tries makes the links work. Without it they lead to the page with that run. */
export function tries(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-experiment]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return; // a tab of its own
    event.preventDefault();
    if (shown?.link === link) return;
    if (!shown) { // Back returns to the page as it was, wherever what stands above has moved it meanwhile
      history.scrollRestoration = "manual";
      history.replaceState({ ...history.state, tried: false }, "");
      history.pushState({ ...history.state, tried: true }, "");
    }
    show(link);
  });
  document.addEventListener("keydown", (event) => {
    if (shown && event.key === "Escape" && !event.defaultPrevented && (event.target as Element).closest("article")) leave();
  });
  addEventListener("popstate", ({ state }) => {
    if (state?.tried !== false) return;
    history.scrollRestoration = "auto";
    const { top = 0, bottom = 0 } = shown?.link.getBoundingClientRect() ?? {};
    if (bottom < 0 || top > innerHeight) shown?.link.scrollIntoView({ block: "center" });
    close();
  });
}

function show(link: HTMLAnchorElement): void {
  close();
  const there = inSight(link);
  shown = { link, undo: there ? set(there, link) : open(link) };
  link.setAttribute("aria-expanded", "true");
}

/** inSight is the comparison that a link can set, as its data-sides says, if the pictures are on the screen. */
function inSight(link: HTMLAnchorElement): SaddleCompare | undefined {
  const there = link.dataset.sides ? link.closest("section")?.querySelector<SaddleCompare>("saddle-compare") : undefined;
  const picture = there?.figures?.[0]?.shadowRoot?.querySelector(".picture")?.getBoundingClientRect();
  const middle = picture && (picture.top + picture.bottom) / 2;
  return middle && middle > 0 && middle < innerHeight ? there! : undefined;
}

/** set makes the comparison show the link's run, with its caption saying so, and returns the way back. */
function set(there: SaddleCompare, link: HTMLAnchorElement): () => void {
  const names = ["query", "vary", "values"] as const;
  const before = names.map((name) => there.getAttribute(name));
  const [vary, ...values] = link.dataset.sides!.split(",");
  const now = [split(link.dataset.beside ?? link.search).query, vary!, values.join(",")];
  names.forEach((name, i) => there.setAttribute(name, now[i]!));
  const caption = there.closest("figure")?.querySelector("figcaption");
  const words = caption && [...caption.childNodes];
  if (caption) {
    caption.style.minHeight = `${caption.offsetHeight}px`; // nothing below it moves
    caption.replaceChildren(Object.assign(document.createElement("b"), { textContent: title(link) }), " ", toTop(link), " ", button("Close", leave));
    caption.classList.add("set");
  }
  queueMicrotask(() => queueMicrotask(() => {
    there.reset();
    there.play();
  })); // after it has read its attributes
  return () => {
    names.forEach((name, i) => there.setAttribute(name, before[i] ?? ""));
    caption?.replaceChildren(...words!);
    caption?.style.removeProperty("min-height");
    caption?.classList.remove("set");
  };
}

/** open shows the link's run below its paragraph, and returns the way back. */
function open(link: HTMLAnchorElement): () => void {
  const figure = document.createElement("saddle-figure");
  figure.setAttribute("query", split(link.search).query);
  figure.setAttribute("chart", "tv");
  figure.setAttribute("aria-label", `A run beside the text: ${link.textContent}`);
  const head = document.createElement("p");
  const go = button("Play", () => (figure.snapshot.status === "running" ? figure.pause() : figure.play()));
  figure.addEventListener("statuschange", () => (go.textContent = figure.snapshot.status === "running" ? "Pause" : "Play"));
  head.append(Object.assign(document.createElement("b"), { textContent: title(link) }), toTop(link), go, button("Close", leave));
  const box = document.createElement("aside");
  box.className = "tried";
  box.setAttribute("aria-label", `The run: ${link.textContent}`);
  box.append(head, figure);
  (link.closest(".guess") ?? link.closest("p")!).after(box);
  give(link, figure);
  return () => box.remove();
}

const title = (link: HTMLAnchorElement) => link.textContent!.replace(/^./, (first) => first.toUpperCase());

function toTop(link: HTMLAnchorElement): HTMLAnchorElement {
  const all = Object.assign(document.createElement("a"), { href: link.href, textContent: "Show it at the top" });
  if (link.dataset.example) all.dataset.example = link.dataset.example;
  return all;
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words });
  made.addEventListener("click", act);
  return made;
}

/** give hands the figure samples that come with the page. */
function give(link: HTMLElement, figure: SaddleFigure): void {
  const samples = link.dataset.example && document.querySelector<HTMLTemplateElement>(`template#${link.dataset.example}`);
  if (samples) void figure.data(samples.content.textContent!, "example.csv").catch(() => {}); // the figure says what is wrong
}

/** leave closes what is shown, and is where the reader has been before. */
function leave(): void {
  const link = shown?.link;
  if (history.state?.tried) history.back();
  close();
  link?.focus({ preventScroll: true });
}

function close(): void {
  shown?.link.removeAttribute("aria-expanded");
  shown?.undo();
  shown = undefined;
}
