// The page's comparison: the figure's run beside the same run with one setting different.

import type { SaddleCompare } from "./compare";
import type { SaddleFigure } from "../figure/figure";
import { addressedOwn, writeOwn } from "../query/permalink";

export interface Versus {
  /** open shows a run side by side; own names the setting and its values, separated by commas. */
  open(query: string, own: string): void;
  /** expect says, before the figure takes up another run, what is to differ in it: as own above, null for what usually does. */
  expect(own: string | null): void;
}

/** versus makes the panel work. What stands side by side stays in the page's address. */
export function versus(panel: HTMLElement, figure: SaddleFigure): Versus {
  const sides = panel.querySelector<SaddleCompare>("saddle-compare")!;
  const remember = () => writeOwn([sides.difference.name, ...sides.difference.values].join(","));
  let opener: HTMLElement | null = null;

  const reveal = () => {
    opener = document.activeElement as HTMLElement | null;
    figure.pause();
    panel.hidden = false;
    remember();
    panel.querySelector<HTMLElement>("h2")!.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "start" });
  };
  const close = () => {
    panel.hidden = true;
    sides.pause();
    writeOwn(null);
    opener?.focus();
  };

  offer(() => {
    const { name } = sides.difference;
    sides.setAttribute("query", figure.query);
    sides.choose(name, figure.get(name));
    reveal();
  });
  panel.querySelector(".close")!.addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  }, true); // before a field keeps it
  sides.addEventListener("differencechange", remember);

  // What stands side by side is the figure's run, as the address says.
  const usual = sides.difference.name;
  let run: string | undefined;
  let expected = "";
  figure.addEventListener("snapshot", () => {
    const now = sides.computes(figure.query);
    if (now === run) return;
    const first = run === undefined;
    run = now;
    if (!first && !panel.hidden) sides.follow(figure.query, (name) => figure.get(name), expected);
    expected = "";
  });

  const own = addressedOwn();
  if (own) {
    fill(sides, figure.query, own);
    panel.hidden = false;
  }
  return {
    open(query, own) {
      fill(sides, query, own);
      reveal();
    },
    expect(own) {
      expected = own ?? usual;
    },
  };
}

/** offer shows the page's buttons that ask for the comparison. */
function offer(asked: () => void): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-compare]")) {
    button.hidden = false;
    button.addEventListener("click", asked);
  }
}

function fill(sides: SaddleCompare, query: string, own: string): void {
  const [name = "", ...values] = own.split(",");
  sides.setAttribute("query", query);
  sides.setAttribute("vary", name);
  sides.setAttribute("values", values.join(","));
}
