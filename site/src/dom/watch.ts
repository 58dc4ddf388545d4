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

let awaited = 0; // pictures that the reader waits for
const later = new Set<() => void>();

/** awaiting says that the reader waits for a picture, until what it returns is called, or for some seconds. */
export function awaiting(): () => void {
  awaited++;
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    if (--awaited === 0) for (const go of later) idle(go); // one by one: the picture has yet to be painted
  };
  setTimeout(end, 4000);
  return end;
}

/** isAwaited says whether the reader waits for a picture. */
export const isAwaited = (): boolean => awaited > 0;

/**
 * inTurn calls f when no picture is awaited any longer, or before, as soon as the reader is near the element, and the browser lays out
 * what it is in. What it returns calls that off. It measures nothing: that would lay out what the browser has left for later.
 */
export function inTurn(element: Element, f: () => void): () => void {
  let over = false;
  const end = () => {
    over = true;
    later.delete(go);
    near.disconnect();
  };
  const go = () => {
    if (over) return;
    end();
    f();
  };
  const near = new IntersectionObserver((entries) => entries.at(-1)!.isIntersecting && go(), { rootMargin: "200% 0px" });
  if (!isAwaited()) go();
  else {
    later.add(go);
    near.observe(element);
  }
  return end;
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
