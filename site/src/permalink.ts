// The page's address as the state of one figure.

/** merged lays the parameters of an address over those of an attribute. */
export function merged(attribute: string, address: string): string {
  const query = new URLSearchParams(attribute.replace(/^[?#]/, ""));
  for (const [name, value] of new URLSearchParams(address.replace(/^[?#]/, ""))) query.set(name, value);
  return plain(query);
}

/** What the page itself, and no figure, reads in its address: which settings stand side by side. */
const ownWord = "compare";

/** split takes the page's own word out of a query. */
export function split(text: string): { query: string; own: string | null } {
  const query = new URLSearchParams(text.replace(/^[?#]/, ""));
  const own = query.get(ownWord);
  query.delete(ownWord);
  return { query: plain(query), own };
}

/** addressed returns the query in the page's address, of which a file:// page can only change the hash. */
export function addressed(): string {
  return split(address()).query;
}

/** addressedOwn returns the page's own word in its address, null if it is not there. */
export function addressedOwn(): string | null {
  return split(address()).own;
}

/** writeOwn puts the page's own word into its address, or takes it out. */
export function writeOwn(own: string | null): void {
  put([addressed(), own === null ? "" : `${ownWord}=${own}`].filter(Boolean).join("&"));
}

function address(): string {
  if (location.search.length > 1) return location.search;
  return location.hash.includes("=") ? location.hash : "";
}

/**
 * complete adds to a canonical query what the figure's attribute sets and the query leaves out because
 * it is a default: without it, a reload would take the attribute's value again.
 */
export function complete(query: string, attribute: string, values: Map<string, string>): string {
  const all = new URLSearchParams(query);
  for (const name of new URLSearchParams(attribute).keys()) {
    const value = values.get(name);
    if (!all.has(name) && value !== undefined) all.set(name, value);
  }
  return plain(all);
}

/** link returns the page's address with a query in it. */
export function link(query: string): string {
  const url = new URL(location.href);
  const onDisk = !/^https?:$/.test(url.protocol);
  url.search = onDisk ? "" : query;
  if (onDisk) url.hash = query;
  else if (url.hash.includes("=")) url.hash = "";
  return url.href;
}

const pause = 500; // ms between two changes of the address: browsers refuse more than a few a second
let written = -Infinity;
let timer = 0;
let latest = "";

/** write puts a query into the page's address, as far as the page may, and leaves the page's own word there: at once, or soon after the last time. */
export function write(query: string): void {
  latest = query;
  timer ||= setTimeout(flush, Math.max(0, written + pause - performance.now()));
}

addEventListener("pagehide", () => timer && flush());

function flush(): void {
  clearTimeout(timer);
  timer = 0;
  written = performance.now();
  replace(latest);
}

function replace(query: string): void {
  const own = addressedOwn();
  put([query, own === null ? "" : `${ownWord}=${own}`].filter(Boolean).join("&"));
}

function put(query: string): void {
  try {
    history.replaceState(history.state, "", link(query));
  } catch {
    try {
      history.replaceState(history.state, "", `#${query}`);
    } catch {
      // A frame without an origin has no address of its own; sharing still works by copying.
    }
  }
}

/** plain prints a query with the commas that its lists are written with. */
function plain(query: URLSearchParams): string {
  return query.toString().replaceAll("%2C", ",");
}
