// The experiments: links that set the page's figure in place. Without this script they are links all the same.

import type { SaddleFigure } from "../figure/figure";
import { split } from "../query/permalink";
import { prefersStillness } from "../dom/theme";
import type { Versus } from "../compare/versus";

/** experiments makes the links work on the figure, and on what stands beside it. */
export function experiments(figure: SaddleFigure, beside: Versus | null): void {
  const chosen = ".presets a, .now a, .tried p a, figcaption.set a";
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(chosen);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return; // a tab of its own
    event.preventDefault();
    const { query, own } = split(link.search);
    if (link.closest("article")) history.pushState(history.state, "", location.href); // Back returns to what was shown, and to where it was read
    const pair = own ?? split(link.closest("li")?.querySelector<HTMLAnchorElement>('[href*="compare="]')?.search ?? "").own;
    beside?.expect(pair);
    figure.query = query;
    give(link);
    if (own !== null) {
      beside?.open(query, own);
      return;
    }
    if (!prefersStillness()) figure.play();
    const box = figure.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight) figure.scrollIntoView({ block: "start" });
  });

  // Samples that stand for the reader's own come with the page; a link to a run on them finds them there.
  const give = (link: HTMLAnchorElement) => {
    const samples = link.dataset.example && document.querySelector<HTMLTemplateElement>(`template#${link.dataset.example}`);
    if (samples) void figure.data(samples.content.textContent!, "example.csv").catch(() => {}); // the figure says what is wrong
  };

  // The link whose run the figure shows is marked, however the run came about.
  const chips = [...document.querySelectorAll<HTMLAnchorElement>(".presets a[data-preset]")];
  const now = figure.querySelector<HTMLElement>(".now");
  let shown: string | undefined;
  const mark = () => {
    const { query } = figure;
    if (query === shown) return;
    shown = query;
    const run = runOf(query);
    let found = false; // of two links to one run the first is meant
    for (const chip of chips) {
      const is: boolean = !found && runOf(split(chip.search).query) === run;
      found ||= is;
      if (is) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
      if (is) now?.replaceChildren(...chip.closest("li")!.querySelector(".look")!.cloneNode(true).childNodes);
    }
    now?.querySelector("[id]")?.removeAttribute("id");
    if (!found) now?.replaceChildren("A run of your own, none of the experiments", ...settings(query), ".");
  };
  figure.addEventListener("snapshot", mark);
  mark();
  // Such a link may say more: another setting, or the moment that its sender saw.
  const pairs = new Set(figure.query.split("&"));
  const needy = chips.find((chip) => chip.dataset.example && split(chip.search).query.split("&").every((pair) => pairs.has(pair)));
  if (needy) give(needy);
}

/** runOf is a query without what makes no other run of it: the moment where it starts, and its speed. */
const runOf = (query: string) => query.split("&").filter((pair) => !/^(at|speed)=/.test(pair)).join("&");

const most = 3; // settings that are named

/** settings are the first settings of a query, as the controls name them. */
function settings(query: string): (Node | string)[] {
  const named = [...new URLSearchParams(query)].flatMap(([name, value]) => {
    const field = document.getElementById(`p-${name}`) as HTMLInputElement | HTMLSelectElement | null;
    const label = document.querySelector(`label[for="p-${CSS.escape(name)}"]`);
    const told = field instanceof HTMLSelectElement ? [...field.options].find((option) => option.value === value)?.text : value.replaceAll("-", "−");
    return label ? [[...label.cloneNode(true).childNodes, ` ${told ?? value}`]] : [];
  });
  return named.slice(0, most).flatMap((one, i) => [i === 0 ? ": " : ", ", ...one]).concat(named.length > most ? " and others" : []);
}
