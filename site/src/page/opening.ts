// The opening: the page's first figure tells its story as the reader scrolls, and stays in view until it is told.

import type { SaddleFigure } from "../figure/figure";

const share = 0.6; // of the window's height, for a beat

/** opening lets scrolling go on with the story, until it is over or the reader wants all of the figure. */
export function opening(box: HTMLElement, figure: SaddleFigure): void {
  let beats = 0; // left to be told by scrolling
  let edge = 0; // px between the window's edge and the figure that stays: what is taller stays with its end in view
  const pin = () => {
    edge = Math.min(gap, innerHeight - figure.offsetHeight);
    box.style.setProperty("--pin", `${edge}px`);
  };
  const scrolled = () => {
    const reached = Math.floor(-(box.getBoundingClientRect().top - edge) / (share * innerHeight) + 0.5);
    if (reached > figure.beat) figure.tellBeat(Math.min(reached, beats));
  };
  const told = (event: Event) => {
    const at = (event as CustomEvent<number>).detail;
    if (beats === 0 && at === 0 && figure.beats > 1) {
      beats = figure.beats - 1;
      box.style.setProperty("--runway", `${Math.round(100 * share * (beats + 0.5))}svh`);
      pin();
      addEventListener("resize", pin);
      addEventListener("scroll", scrolled, { passive: true });
    }
    if (at < beats) return;
    removeEventListener("scroll", scrolled);
    removeEventListener("resize", pin);
    const top = figure.getBoundingClientRect().top;
    if (at > beats || top > edge + 1) { // nobody is on the way: the article follows at once
      box.style.removeProperty("--runway");
      scrollBy({ top: figure.getBoundingClientRect().top - top, behavior: "instant" });
    }
  };
  figure.addEventListener("beat", told);
  if (figure.beat === 0) told(new CustomEvent("beat", { detail: 0 }));
}

const gap = 12; // px
