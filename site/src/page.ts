// What the page does around its figures: experiments, the comparison, snippets, the tour. The figures know nothing of it.

import { experiments } from "./experiments";
import { snippets } from "./snippets";
import { versus } from "./versus";

const figure = document.querySelector("saddle-figure");
const panel = document.querySelector<HTMLElement>("#compare");

snippets();
if (figure) {
  void customElements.whenDefined("saddle-figure").then(() => {
    const beside = panel && versus(panel, figure);
    experiments(figure, (query, own) => beside?.open(query, own));
  });
}
