// The page's address as the state of one figure. Of the address only what has the name of a parameter is the figure's; the
// rest is the page's and stays, unless the page says that all of it is the figure's.

import version from "saddle:version";
import { params } from "./config.gen";

/** merged lays the parameters of an address over those of an attribute. */
export function merged(attribute: string, address: string): string {
  const query = new URLSearchParams(attribute.replace(/^[?#]/, ""));
  for (const [name, value] of new URLSearchParams(address.replace(/^[?#]/, ""))) query.set(name, value);
  return plain(query);
}

/** What the page itself, and no figure, reads in its address: which settings stand side by side. */
const ownWord = "compare";

/** The name under which a link carries the version that made it; the program says whether its numbers are those of this one. */
export const made = "saddle";

/** split takes the page's own word out of a query. */
export function split(text: string): { query: string; own: string | null } {
  const query = new URLSearchParams(text.replace(/^[?#]/, ""));
  const own = query.get(ownWord);
  query.delete(ownWord);
  return { query: plain(query), own };
}

/** addressed returns the query in the page's address, of which a file:// page can only change the hash; whole takes in names that are no parameter's, too. */
export function addressed(whole: boolean): string {
  const query = new URLSearchParams(split(address()).query);
  if (!whole) for (const name of [...query.keys()]) if (!known(name)) query.delete(name);
  return plain(query);
}

function known(name: string): boolean {
  return name === made || params.some((p) => p.name === name);
}

/** foreign is what of the address is the page's own. */
function foreign(): URLSearchParams {
  const query = new URLSearchParams(address().replace(/^[?#]/, ""));
  for (const name of [...query.keys()]) if (known(name) || name === ownWord) query.delete(name);
  return query;
}

/** onAddress calls f when the reader goes to another address of this page, by a link or by Back. It returns a way to end that. */
export function onAddress(f: () => void): () => void {
  let seen = address();
  const look = () => {
    if (address() === seen) return;
    seen = address();
    f();
  };
  const events = ["hashchange", "popstate"] as const;
  for (const event of events) addEventListener(event, look);
  moved = () => (seen = address());
  return () => events.forEach((event) => removeEventListener(event, look));
}

let moved: () => void = () => {}; // the address was written here

/** addressedOwn returns the page's own word in its address, null if it is not there. */
export function addressedOwn(): string | null {
  return split(address()).own;
}

/** writeOwn puts the page's own word into its address, or takes it out. It knows no parameters, so that the page's script needs no table of them. */
export function writeOwn(own: string | null): void {
  put([split(address()).query, own === null ? "" : `${ownWord}=${own}`].filter(Boolean).join("&"));
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

/** signed is a query with the version that makes it, for others. */
export const signed = (query: string): string => [query, `${made}=${version}`].filter(Boolean).join("&");

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
let timer: ReturnType<typeof setTimeout> | undefined;
let latest: { query: string; whole: boolean; page: string } | undefined;

/** write puts a query into the page's address, as far as the page may, and leaves what is not the figure's there: at once, or soon after the last time. */
export function write(query: string, whole: boolean): void {
  if (timer === undefined) {
    timer = setTimeout(flush, Math.max(0, written + pause - performance.now()));
    addEventListener("pagehide", flush, { once: true });
  }
  latest = { query, whole, page: pageOf() };
}

/** unwrite drops what has not been written yet: its figure has gone. */
export function unwrite(): void {
  clearTimeout(timer);
  timer = latest = undefined;
}

/** pageOf is what another address has to have in common with this one to be the same page. */
function pageOf(): string {
  return location.origin + location.pathname;
}

function flush(): void {
  const wanted = latest;
  unwrite();
  if (!wanted || wanted.page !== pageOf()) return; // it was meant for another address
  written = performance.now();
  const own = addressedOwn();
  put([wanted.query, wanted.whole ? "" : plain(foreign()), own === null ? "" : `${ownWord}=${own}`].filter(Boolean).join("&"));
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
  moved();
}

/** plain prints a query with the commas that its lists are written with. */
function plain(query: URLSearchParams): string {
  return query.toString().replaceAll("%2C", ",");
}
