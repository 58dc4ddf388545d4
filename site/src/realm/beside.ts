// Where the programs are, for the script that a page loads by a tag, by import() or in whatever way. In the package for
// bundlers, beside.esm.ts stands in place of this module.

import build from "saddle:build";

const { document } = globalThis;
const page = (document?.baseURI ?? "").replace(/#.*/, "");
const tag = (document?.currentScript ?? null) as HTMLScriptElement | null;

/** own is this script's address as errors tell it, which modules and injected scripts have, too; empty if it is the page's. */
function own(): string {
  const found = /(?:https?|file):\/\/[^\s)]+?(?=:\d+:\d+)/.exec(new Error().stack ?? "")?.[0] ?? "";
  return found.replace(/#.*/, "") === location.href.replace(/#.*/, "") ? "" : found;
}

/** named is the address in a tag whose loading another script has taken over. */
function named(): string {
  for (const script of document.scripts) {
    for (const { value } of script.attributes) if (/(^|\/)saddle\.js([?#]|$)/.test(value)) return new URL(value, page).href;
  }
  return "";
}

const whole = (url: string) => (/^(https?|file):/.test(url) ? url : "");
const address = document ? whole(tag ? tag.src : own()) || named() : "";
const base = address || page;

/** Where other pages find this script: by its name alone if it has no address that they could reach. */
export const scriptAddress = address.startsWith("http") ? address : "saddle.js";

/** The nonce with which a strict page let this script run; the frames' scripts need the same. */
export const nonce = (tag ?? document?.querySelector<HTMLScriptElement>("script[nonce]"))?.nonce ?? "";

/** Whether the programs may come in the page itself, further down. */
export const inside = !address;

/** digests are those of a program: packed, and as it is. */
export function digests(name: string): string[] {
  return build.split("\n").map((line) => line.split(" ")).find(([n]) => n === name)?.slice(1) ?? [];
}

/**
 * addressOf is where a program lies, as it is or as a script. It is asked for by its digest, so that no cache between here and the host
 * takes one of another build for it. A page from a disk may fetch nothing.
 */
export function addressOf(name: string, ending: ".gz" | ".js"): string | undefined {
  const url = new URL(`${name}.wasm${ending}`, base);
  const remote = url.protocol !== "file:";
  if (remote) url.search = `v=${encodeURIComponent((digests(name)[0] ?? "").slice(7, 19))}`;
  return remote || ending === ".js" ? url.href : undefined;
}
