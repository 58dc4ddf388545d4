// What the elements wear: their style sheets, in light colours or in dark ones, as the page around them is.

import { media } from "./host";

const reset = `:host{
  color:var(--ink);letter-spacing:normal;word-spacing:normal;word-break:normal;overflow-wrap:normal;hyphens:manual;white-space:normal;
  text-align:start;text-align-last:auto;text-indent:0;text-transform:none;text-shadow:none;text-wrap:wrap;cursor:auto;
  direction:ltr;writing-mode:horizontal-tb;list-style:none}`;

// Sizes hang on the reader's own type size, whatever the page's root has: a rem of our sheets is this length.
const rem = "--saddle-rem";
let registered: boolean | undefined;

function unit(): string {
  if (registered === undefined) {
    try {
      CSS.registerProperty({ name: rem, syntax: "<length>", inherits: true, initialValue: "16px" });
      registered = true;
    } catch (error) {
      registered = (error as DOMException).name === "InvalidModificationError"; // by another script of this kind
    }
  }
  return `:host{font-size:medium;${rem}:${registered ? "1em" : "16px"}}`;
}

const sheets = new Map<string, CSSStyleSheet>(); // shared by all elements of a kind
const worn = new WeakMap<Element, string>();

/** wear gives an element its sheet; again, it changes the colours where the page has changed them. A constructed sheet needs no style policy. */
export function wear(host: HTMLElement, css = worn.get(host) ?? ""): void {
  worn.set(host, css);
  const dark = isDark(host);
  const key = `${dark} ${css}`;
  let sheet = sheets.get(key);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    const own = css.replace(/@media screen and \(prefers-color-scheme: ?dark\)/g, dark ? "@media screen" : "@media not all");
    sheet.replaceSync(`${reset}\n${own.replace(/(-?[\d.]+)rem\b/g, `calc($1*var(${rem}))`)}\n${unit()}`);
    sheets.set(key, sheet);
  }
  if (host.shadowRoot!.adoptedStyleSheets[0] !== sheet) host.shadowRoot!.adoptedStyleSheets = [sheet];
}

const system = media("(prefers-color-scheme: dark)");

/** isDark says whether an element is to be dark: as its attribute theme says, or the color-scheme of what is around it, or the ground there. */
function isDark(host: HTMLElement): boolean {
  const asked = host.getAttribute("theme");
  if (asked === "light" || asked === "dark") return asked === "dark";
  const around = host.parentElement ?? (host.getRootNode() as ShadowRoot).host ?? document.documentElement;
  const computed = getComputedStyle(around).colorScheme;
  const said = computed && computed !== "normal" ? computed : (document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]')?.content ?? "");
  if (/\bdark\b/.test(said)) return system.matches || !/\blight\b/.test(said);
  if (/\blight\b/.test(said)) return false;
  for (let e: Element | null = around; e; e = e.parentElement ?? ((e.getRootNode() as ShadowRoot).host || null)) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = channels(getComputedStyle(e).backgroundColor);
    if (alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 110;
  }
  return false; // a page that says nothing is white
}

/** channels reads a computed colour: red, green and blue up to 255, and an opacity. */
export function channels(colour: string): number[] {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
  const most = colour.startsWith("color(") ? 255 : 1;
  return [red * most, green * most, blue * most, alpha];
}

const followers = new Set<() => void>();
const tell = () => followers.forEach((f) => f());
let observer: MutationObserver | undefined;

/** onColours calls f when the colours around an element may have changed. It returns a way to end that. */
export function onColours(host: HTMLElement, f: () => void): () => void {
  const follow = () => {
    if (worn.has(host)) wear(host);
    f();
  };
  if (!observer) {
    observer = new MutationObserver(tell);
    for (const element of [document.documentElement, document.body]) if (element) observer.observe(element, { attributes: true });
    addEventListener("load", tell, { once: true }); // with the page's own sheets
    system.addEventListener("change", tell);
  }
  const own = new MutationObserver(tell); // what is inside it has its colours
  own.observe(host, { attributes: true, attributeFilter: ["theme"] });
  followers.add(follow);
  return () => {
    own.disconnect();
    followers.delete(follow);
  };
}
