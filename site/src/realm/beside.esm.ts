// Where the programs are, for the package: its bundler sees these addresses, copies the files and may rename them.

import build from "saddle:build";
import version from "saddle:version";

const addresses: Record<string, string> = {
  saddle: new URL("./saddle.wasm.gz", import.meta.url).href,
  "saddle-labs": new URL("./saddle-labs.wasm.gz", import.meta.url).href,
  "saddle-tables": new URL("./saddle-tables.wasm.gz", import.meta.url).href,
};
let base: string | undefined;

/** Says in which folder the programs lie, for a host that has them elsewhere. */
export function setAssets(folder: string | URL): void {
  base = new URL(String(folder).replace(/\/?$/, "/"), document.baseURI).href;
}

/** Where other pages find the script: the package has one for them, too. */
export const scriptAddress = `https://cdn.jsdelivr.net/npm/saddle-gan@${version}/dist/saddle.js`;

/** A strict page's nonce. */
export const nonce = globalThis.document?.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";

export const inside = false;

export function digests(name: string): string[] {
  return build.split("\n").map((line) => line.split(" ")).find(([n]) => n === name)?.slice(1) ?? [];
}

export function addressOf(name: string, ending: ".gz" | ".js"): string | undefined {
  if (base) return new URL(`${name}.wasm${ending}`, base).href;
  return ending === ".gz" ? addresses[name] : undefined;
}
