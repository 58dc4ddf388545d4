// What the page does around its figures: experiments, the comparison, the opening by scroll. The figures know nothing of it.

import { experiments } from "./experiments";
import { opening } from "./opening";
import { versus } from "../compare/versus";
import { idle } from "../dom/watch";

const figure = document.querySelector("saddle-figure");
const panel = document.querySelector<HTMLElement>("#compare");
const patience = 4000; // ms until what nobody sees yet may come
const tag = document.currentScript as HTMLScriptElement | null;

// The first picture comes before what nobody sees yet: see the style sheet.
const unlaid = [...document.querySelectorAll("article > section")];
const lay = () => {
  unlaid.shift()?.classList.add("laid");
  if (unlaid.length > 0) idle(lay);
};
setTimeout(() => idle(lay), patience);

if (figure) {
  void customElements.whenDefined("saddle-figure").then(() => {
    const beside = panel && versus(panel, figure);
    const box = document.querySelector<HTMLElement>(".opening");
    if (box) opening(box, figure);
    experiments(figure, beside);
  });
}

// What the article does comes when the reader comes near it, or when the first figure has run for a while: whoever prints the page
// without having read it has its pictures, too. In a page that is one file it is there.
const article = document.querySelector("#article");
if (article && tag?.src) {
  let come = false;
  const bring = () => {
    if (come) return;
    come = true;
    near.disconnect();
    document.head.append(Object.assign(document.createElement("script"), { src: new URL("article.js", tag.src).href }));
  };
  const near = new IntersectionObserver((entries) => entries.at(-1)!.isIntersecting && bring(), { rootMargin: "100% 0px" });
  near.observe(article);
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (!connection?.saveData) figure?.addEventListener("snapshot", () => setTimeout(() => idle(bring), patience), { once: true });
}
