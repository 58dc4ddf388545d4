// What the page does around its figures: experiments, the comparison, snippets, the tour. The figures know nothing of it.

import { experiments } from "./experiments";
import { snippets } from "./snippets";
import { tour } from "./tour";
import { versus } from "../compare/versus";

const figure = document.querySelector("saddle-figure");
const panel = document.querySelector<HTMLElement>("#compare");

snippets();
if (figure) {
  void customElements.whenDefined("saddle-figure").then(() => {
    const beside = panel && versus(panel, figure);
    const list = document.querySelector<HTMLElement>("#tour");
    const button = document.querySelector<HTMLElement>("[data-tour]");
    if (list && button) tour(list, button, figure);
    experiments(figure, beside);
  });
}
