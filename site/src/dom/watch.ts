// Whether a figure can be seen, and whether it is far from being seen.

/**
 * watch calls seen and far when they change, until the returned function is called. inView is what is known so far: the
 * observers first speak after a frame, which on a long page takes a while.
 */
export function watch(element: Element, inView: boolean, seen: (is: boolean) => void, far: (is: boolean) => void): () => void {
  let again = 0;
  let was: boolean | undefined;
  const tell = () => {
    clearTimeout(again);
    const there = inView && document.visibilityState === "visible";
    const is = there && shows(element);
    if (is !== was) seen((was = is));
    if (there) again = setTimeout(tell, patience); // no observer tells when a deck shows another of its pages
  };
  const near = new IntersectionObserver((entries) => {
    inView = entries.at(-1)!.isIntersecting;
    tell();
  });
  const wide = new IntersectionObserver((entries) => far(!entries.at(-1)!.isIntersecting), { rootMargin: "150% 0px" });
  if (inView) tell();
  near.observe(element);
  wide.observe(element);
  document.addEventListener("visibilitychange", tell);
  return () => {
    clearTimeout(again);
    near.disconnect();
    wide.disconnect();
    document.removeEventListener("visibilitychange", tell);
  };
}

const patience = 300; // ms until an element is looked at again

/** shows says whether an element would be seen where it is in view: a deck hides its other pages in the place of this one. */
export function shows(element: Element): boolean {
  return element.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) ?? true;
}

/** idle calls f when the page has nothing better to do. */
export function idle(f: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(f, { timeout: 3000 });
  else setTimeout(f, 500);
}

/** unlaid says whether an element is in something that the browser lays out only when it comes near. */
export function unlaid(element: Element): boolean {
  return !!element.checkVisibility?.() && !element.checkVisibility({ contentVisibilityAuto: true });
}
