// A figure in a box whose height is given: the picture gives way, so that what stands around it stays in the box.

const least = 160; // px of the picture's side

/** fit keeps what is in the figure within its element's height, where that is not the content's own. It returns a way to end that. */
export function fit(host: HTMLElement, figure: HTMLElement, square: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    square.style.maxWidth = "";
    const over = figure.offsetHeight - host.clientHeight;
    if (over > 1) square.style.maxWidth = `${Math.max(least, square.offsetWidth - over)}px`;
  });
  observer.observe(host);
  return () => observer.disconnect();
}
