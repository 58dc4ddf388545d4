// The page's address as the state of one figure.

/** merged lays the parameters of an address over those of an attribute. */
export function merged(attribute: string, address: string): string {
  const query = new URLSearchParams(attribute.replace(/^[?#]/, ""));
  for (const [name, value] of new URLSearchParams(address.replace(/^[?#]/, ""))) query.set(name, value);
  return plain(query);
}

/** addressed returns the query in the page's address, of which a file:// page can only change the hash. */
export function addressed(): string {
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

/** write puts a query into the page's address, as far as the page may. */
export function write(query: string): void {
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
