// What a browser has and a server, which may import this script to render a page, has not.

/** The class of elements; on a server nothing is ever made of it. */
export const Element = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/** media follows a media query; on a server nothing matches and nothing changes. */
export const media = (query: string): Pick<MediaQueryList, "matches" | "addEventListener" | "removeEventListener"> =>
  globalThis.matchMedia?.(query) ?? { matches: false, addEventListener: () => {}, removeEventListener: () => {} };
