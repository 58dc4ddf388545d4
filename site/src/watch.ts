// Whether a figure can be seen, and whether it is far from being seen.

/** watch calls seen and far when they change, until the returned function is called. */
export function watch(element: Element, seen: (is: boolean) => void, far: (is: boolean) => void): () => void {
  let inView = false;
  const tell = () => seen(inView && document.visibilityState === "visible");
  const near = new IntersectionObserver((entries) => {
    inView = entries.at(-1)!.isIntersecting;
    tell();
  });
  const wide = new IntersectionObserver((entries) => far(!entries.at(-1)!.isIntersecting), { rootMargin: "150% 0px" });
  // An observer first speaks after a frame, which on a long page takes a while. All figures that were made at once look at
  // once, so that the page is laid out one time.
  queueMicrotask(() => {
    const { top, bottom, height } = element.getBoundingClientRect();
    inView = height > 0 && bottom > 0 && top < innerHeight;
    if (inView) tell();
  });
  near.observe(element);
  wide.observe(element);
  document.addEventListener("visibilitychange", tell);
  return () => {
    near.disconnect();
    wide.disconnect();
    document.removeEventListener("visibilitychange", tell);
  };
}
