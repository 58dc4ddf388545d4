// What the page does around the figures of its article, which comes when the reader comes near: live words, guesses, the map, snippets,
// and runs that links show beside their words.

import css from "./article.css";
import { map } from "./map";
import { guesses, marks, scrubs } from "./prose";
import { snippets } from "./snippets";
import { terms } from "./terms";
import { tries } from "./tries";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

guesses();
snippets();
tries();
terms();
for (const lab of document.querySelectorAll("saddle-lab")) lab.addEventListener("progress", () => lab.classList.add("opened"), { once: true });
document.querySelectorAll<HTMLElement>("figure:has(> .map)").forEach(map);
void customElements.whenDefined("saddle-figure").then(() => {
  marks();
  scrubs();
});
