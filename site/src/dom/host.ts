// What a browser has and a server, which may import this script to render a page, has not; and what a page may refuse.

import { canWrite } from "../realm/trusted";

/** The class of elements; on a server nothing is ever made of it. */
export const Element = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/** media follows a media query; on a server nothing matches and nothing changes. */
export const media = (query: string): Pick<MediaQueryList, "matches" | "addEventListener" | "removeEventListener"> =>
  globalThis.matchMedia?.(query) ?? { matches: false, addEventListener: () => {}, removeEventListener: () => {} };

const untrusted = "This page's Trusted Types do not name Saddle's policy. If this page is yours: trusted-types saddle.";

/** untrusting says why a page lets an element show no more than its poster, and shows that; undefined where it lets it show all. */
export function untrusting(element: HTMLElement): string | undefined {
  if (canWrite()) return undefined;
  const poster = Object.assign(document.createElement("slot"), { name: "poster" });
  const words = Object.assign(document.createElement("p"), { className: "status", textContent: untrusted });
  (element.shadowRoot ?? element.attachShadow({ mode: "open" })).replaceChildren(poster, words);
  return untrusted;
}

let alone: CSSStyleSheet | undefined;

/** outline shows an element's poster alone, until it is built. It asks nothing of the page, which would lay out what can wait. */
export function outline(element: HTMLElement): void {
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  if (!alone) {
    alone = new CSSStyleSheet();
    alone.replaceSync(":host, slot, ::slotted(*) { display: block; } ::slotted(*) { width: 100%; height: auto; max-height: 39rem; object-fit: contain; object-position: left; }");
  }
  root.adoptedStyleSheets = [alone];
  root.replaceChildren(Object.assign(document.createElement("slot"), { name: "poster", className: "alone" }));
}

/** given reads an attribute that is there or not: some frameworks write "false" for one that isn't. */
export function given(element: HTMLElement, name: string): string | null {
  const value = element.getAttribute(name);
  return value === "false" ? null : value;
}

/** upgrade hands a property that was set before the element was defined to the element's own accessor. */
export function upgrade(element: object, name: string): void {
  if (!Object.hasOwn(element, name)) return;
  const own = element as Record<string, unknown>;
  const value = own[name];
  delete own[name];
  own[name] = value;
}
