// What the page does around its figures: experiments, the comparison, snippets, the opening by scroll. The figures know nothing of it.

import { experiments } from "./experiments";
import { snippets } from "./snippets";
import { opening } from "./opening";
import { fold, guesses, marks, scrubs } from "./prose";
import { versus } from "../compare/versus";

const figure = document.querySelector("saddle-figure");
const panel = document.querySelector<HTMLElement>("#compare");

snippets();
guesses();
if (figure) {
  void customElements.whenDefined("saddle-figure").then(() => {
    const beside = panel && versus(panel, figure);
    const box = document.querySelector<HTMLElement>(".opening");
    if (box) opening(box, figure);
    experiments(figure, beside);
    marks();
    scrubs();
    fold();
  });
}
