// A figure that a page puts away as a copy of its elements, as Turbo and htmx do, and shows again later: where it was travels in an
// attribute, because a copy has nothing else.

const name = "data-saddle-left";
const events = ["turbo:before-cache", "turbolinks:before-cache", "htmx:beforeHistorySave"];

/** Where a figure was. */
export interface Place {
  query: string;
  playing: boolean;
}

/** onCopy writes down where a figure is whenever the page is about to be copied. It returns a way to end that. */
export function onCopy(host: HTMLElement, place: () => Place | undefined): () => void {
  const write = () => {
    const now = place();
    if (now) host.setAttribute(name, `${now.playing ? "playing" : "standing"} ${now.query}`);
  };
  for (const event of events) document.addEventListener(event, write);
  return () => events.forEach((event) => document.removeEventListener(event, write));
}

/** returned takes out of a copy where its original was. */
export function returned(host: HTMLElement): Place | undefined {
  const text = host.getAttribute(name);
  if (text === null) return undefined;
  host.removeAttribute(name);
  const [how, query = ""] = text.split(" ");
  return { query, playing: how === "playing" };
}
