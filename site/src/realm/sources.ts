// The ways on which a program comes: over the network, or through a script tag, which a page from a disk may use, and what went
// wrong on each, as it was seen.

import { addressOf, digests, nonce } from "./beside";
import { scriptURL } from "./trusted";

/** How much of an asset has come; total is 0 as long as it is unknown. */
export interface Progress {
  loaded: number;
  total: number;
}

/** What went wrong: what was seen, and what the page's author can do. */
export class Trouble {
  constructor(
    readonly seen: string,
    readonly advice = "",
    readonly wrong = false, // bytes came, and were not the program's
    readonly lasting = false, // another try changes nothing
  ) {}
}

/** A program that could not be loaded. */
export class AssetError extends Error {
  constructor(readonly trouble: Trouble) {
    super("");
    this.message = this.say("Press Retry");
  }

  /** say tells readers what to do, and then authors. */
  say(act: string): string {
    const { seen, advice, lasting } = this.trouble;
    return `${seen}.${lasting ? "" : ` ${act}.`}${advice && ` If this page is yours: ${advice}.`}`;
  }
}

/** What comes. */
export interface Got {
  stream: ReadableStream<Uint8Array>;
  from: string;
  /** That it says it has, if it came in a script. */
  digest?: string;
  /** Why it ended early, if it did. */
  broken?: Trouble;
}

/** A way to get a program; before is what went wrong on those before. */
export type Source = (onProgress: (p: Progress) => void, before?: Trouble) => Promise<Got>;

/** sources lists the ways in the order of trying. */
export function sources(name: string): Source[] {
  return [
    (onProgress) => fetched(name, "default", onProgress),
    // A cache on the way may have had other bytes.
    (onProgress, before) => (before?.wrong ? fetched(name, "reload", onProgress) : Promise.reject(before)),
    () => scripted(name),
  ];
}

const beside = (name: string) => `the file belongs beside saddle.js, as ${name}`;

async function fetched(name: string, cache: RequestCache, onProgress: (p: Progress) => void): Promise<Got> {
  const address = addressOf(name, ".gz");
  // A page without an origin, as in a sandboxed frame, may not fetch; scripts it may load.
  if (!address || self.origin === "null") throw new Trouble(`${addressOf(name, ".js")} could not be loaded`, beside(`${name}.wasm.js`));
  let forbidden = ""; // the rule of the page's policy that stood in the way
  const violated = (event: SecurityPolicyViolationEvent) => {
    if (address.startsWith(event.blockedURI) || event.blockedURI.startsWith(address)) forbidden = event.effectiveDirective;
  };
  document.addEventListener("securitypolicyviolation", violated);
  try {
    // Without a digest of ours the browser compares, and holds the bytes back until it has.
    const integrity = globalThis.crypto?.subtle ? "" : digests(name).join(" ");
    const response = await fetch(address, { cache, integrity });
    const { status, headers } = response;
    const about = [`HTTP ${status}`, headers.get("Content-Type"), headers.get("Content-Length") && `${headers.get("Content-Length")} bytes`].filter(Boolean).join(", ");
    if (!response.ok || !response.body) throw new Trouble(`${address} could not be loaded (${about})`, beside(`${name}.wasm.gz`));
    return counted(response, address, about, onProgress);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    await new Promise((resolve) => setTimeout(resolve, 20)); // what a policy forbids is told a little later
    if (forbidden) throw new Trouble(`${address} could not be loaded: this page's policy forbids it (${forbidden})`, `allow ${new URL(address).origin} there`, false, true);
    throw await unreachable(address);
  } finally {
    document.removeEventListener("securitypolicyviolation", violated);
  }
}

/** unreachable finds out why an address gave nothing. */
async function unreachable(address: string): Promise<Trouble> {
  if (!navigator.onLine) return new Trouble(`${address} could not be loaded: this device is offline`);
  const { origin, host } = new URL(address);
  const answers = origin !== location.origin && (await fetch(address, { mode: "no-cors", method: "HEAD" }).then(() => true, () => false));
  if (!answers) return new Trouble(`${address} could not be loaded: ${host} did not answer`);
  return new Trouble(`${address} could not be loaded: ${host} lets no other site read it`, "have that host send Access-Control-Allow-Origin, or put the files on your own", false, true);
}

/** counted passes a response's bytes on and says how many have come. */
function counted(response: Response, address: string, about: string, onProgress: (p: Progress) => void): Got {
  // A server that unpacks on the way states the packed length: then the total is unknown.
  const total = response.headers.get("Content-Encoding") ? 0 : Number(response.headers.get("Content-Length") ?? 0);
  let loaded = 0;
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const stream = new ReadableStream<Uint8Array>({
    async pull(out) {
      const part = await reader.read().catch((why) => {
        const all = total ? ` of ${total.toLocaleString("en")}` : "";
        got.broken = new Trouble(`${address} broke off after ${loaded.toLocaleString("en")}${all} bytes`, "", true);
        throw why;
      });
      if (part.done) return out.close();
      loaded += part.value.length;
      onProgress({ loaded, total });
      out.enqueue(part.value);
    },
    cancel: (why) => reader.cancel(why),
  });
  const got: Got = { stream, from: `${address} (${about})` };
  return got;
}

async function scripted(name: string): Promise<Got> {
  const address = addressOf(name, ".js");
  if (!address) throw new Trouble(`There is no script of ${name}`);
  const text = await new Promise<string>((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = scriptURL(address);
    tag.nonce = nonce;
    tag.onload = () => resolve((globalThis as { saddleAssets?: Record<string, string> }).saddleAssets?.[name] ?? "");
    tag.onerror = () => reject(new Trouble(`${address} could not be loaded`, beside(`${name}.wasm.js`)));
    document.head.append(tag);
    tag.remove();
  });
  const [digest, code] = text.split(" ");
  if (!digest || !code) throw new Trouble(`${address} is not what it should be`, "upload it again");
  return { stream: new Blob([fromBase64(code)]).stream(), from: address, digest };
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = Uint8Array as unknown as { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  if (native.fromBase64) return native.fromBase64(text);
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
