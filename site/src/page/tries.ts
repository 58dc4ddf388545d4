// Runs that the article speaks of: a link to one shows it beside its own words, and neither moves the reader nor touches another figure.
// Back takes it away again.

import type { SaddleFigure } from "../figure/figure";
import { split } from "../query/permalink";

interface Try {
  link: HTMLAnchorElement;
  box: HTMLElement;
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
  const { query } = split(link.search);
  const figure = document.createElement("saddle-figure");
  figure.setAttribute("query", query);
  figure.setAttribute("chart", "tv");
  figure.setAttribute("aria-label", `A run beside the text: ${link.textContent}`);
  const head = document.createElement("p");
  const all = Object.assign(document.createElement("a"), { href: link.href, textContent: "Show it at the top" });
  if (link.dataset.example) all.dataset.example = link.dataset.example;
  const go = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Play" });
  go.addEventListener("click", () => (figure.snapshot.status === "running" ? figure.pause() : figure.play()));
  figure.addEventListener("statuschange", () => (go.textContent = figure.snapshot.status === "running" ? "Pause" : "Play"));
  const end = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Close" });
  head.append(Object.assign(document.createElement("b"), { textContent: link.textContent!.replace(/^./, (first) => first.toUpperCase()) }), all, go, end);
  const box = document.createElement("aside");
  box.className = "tried";
  box.setAttribute("aria-label", `The run: ${link.textContent}`);
  box.append(head, figure);
  (link.closest(".guess") ?? link.closest("p")!).after(box);
  shown = { link, box };
  link.setAttribute("aria-expanded", "true");
  end.addEventListener("click", leave);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) leave();
  });
  give(link, figure);
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
  shown?.box.remove();
  shown = undefined;
}
