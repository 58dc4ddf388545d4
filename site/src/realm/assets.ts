// The programs. Each is fetched once per page, whatever the number of figures, and read twice on its way: compiled for the workers, and
// kept as it is for the frames, which run in processes of their own, to which no module can be sent.

import { canCompile, canSIMD } from "./abilities";
import { scalar } from "./scalar";

/** How much of an asset has come; total is 0 as long as it is unknown. */
export interface Progress {
  loaded: number;
  total: number;
}

/** A program that could not be loaded; the message is a sentence that says what to do. */
export class AssetError extends Error {}

export interface Asset {
  /** For workers. */
  module: WebAssembly.Module;
  /** The packed code, for frames, and for a worker that refuses a module. */
  packed: Promise<Blob>;
}

// An inline script has no address: then the files are looked for beside the page.
const script = (globalThis.document?.currentScript ?? null) as HTMLScriptElement | null;
const base = script?.src || (globalThis.document?.baseURI ?? "");
/** Where other pages find this script: by its name alone if it has no address that they could reach. */
export const scriptAddress = script?.src.startsWith("http") ? script.src : "saddle.js";
/** The nonce with which a strict page let this script run; the frames' scripts need the same. */
export const nonce = script?.nonce ?? "";

interface Load {
  asset: Promise<Asset>;
  packed: Promise<Blob>;
  listeners: Set<(p: Progress) => void>;
  last?: Progress;
}

/** What there is to load: the program of a first visit, that of all laboratories, and that which reads tables. */
export type Name = "saddle" | "saddle-labs" | "saddle-tables";

const whole = "saddle-whole"; // in the place of each, in a page that is a single file
const loads = new Map<string, Load>();

/** load returns a program, which may be here already. */
export function load(name: Name, onProgress: (p: Progress) => void = () => {}): Promise<Asset> {
  const { asset, listeners, last } = begun(name);
  listeners.add(onProgress);
  if (last) onProgress(last);
  return asset.finally(() => listeners.delete(onProgress));
}

/** packed returns the program of a first visit as it comes, without waiting for it to be compiled. */
export function packed(): Promise<Blob> {
  return begun("saddle").packed;
}

/** prefetch asks for the program of a first visit, which takes longest of all that a start needs. */
export function prefetch(): void {
  if (canCompile()) begun("saddle");
}

/** discard makes the next load of the program of a first visit ask anew. */
export function discard(): void {
  loads.delete(file("saddle"));
}

function file(name: Name): string {
  return inPage(whole) ? whole : name;
}

function inPage(name: string): string | undefined {
  return document.getElementById(`saddle-${name}`)?.textContent?.trim();
}

function begun(name: Name): Load {
  const key = file(name);
  const before = loads.get(key);
  if (before) return before;
  const fresh = begin(key);
  const again = () => {
    if (loads.get(key) === fresh) loads.delete(key); // so that a retry tries again
  };
  fresh.packed.catch(again);
  fresh.asset.catch(again);
  loads.set(key, fresh);
  return fresh;
}

function begin(name: string): Load {
  const listeners = new Set<(p: Progress) => void>();
  const both = find(name, (p) => {
    fresh.last = p;
    listeners.forEach((f) => f(p));
  })
    .then((response) => (canSIMD() ? response.body! : withoutVectors(name, response.body!)))
    .then((stream) => stream.tee());
  const packed = both.then(([, second]) => new Response(second).blob());
  const asset = both.then(([first]) => compile(name, first)).then((module) => ({ module, packed }));
  const fresh: Load = { asset, packed, listeners };
  return fresh;
}

async function withoutVectors(name: string, stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  try {
    return scalar(new Uint8Array(await new Response(await unpacked(stream)).arrayBuffer())).stream();
  } catch (error) {
    throw damaged(name, error);
  }
}

async function compile(name: string, stream: ReadableStream<Uint8Array>): Promise<WebAssembly.Module> {
  try {
    const code = new Response(await unpacked(stream), { headers: { "Content-Type": "application/wasm" } });
    if (WebAssembly.compileStreaming) return await WebAssembly.compileStreaming(code);
    return await WebAssembly.compile(await code.arrayBuffer());
  } catch (error) {
    throw damaged(name, error);
  }
}

function damaged(name: string, why: unknown): AssetError {
  return new AssetError(`${name}.wasm.gz arrived damaged (${(why as Error).message}). Upload it again, then press Retry.`);
}

/**
 * find returns the program: inline in the page, over the network, or through a script tag, which file:// allows.
 */
async function find(name: string, onProgress: (p: Progress) => void): Promise<Response> {
  // A page that carries everything carries it at its end: it must have been read.
  if (!script?.src && document.readyState === "loading") {
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  }
  const inline = inPage(name);
  if (inline) return new Response(fromBase64(inline));
  let why = "";
  // A page without an origin, as in a sandboxed frame, may not fetch; scripts it may load.
  if (/^https?:/.test(base) && self.origin !== "null") {
    try {
      const response = await fetch(new URL(`${name}.wasm.gz`, base));
      if (response.ok && response.body) return new Response(counted(response, onProgress));
      why = ` (HTTP ${response.status})`;
    } catch {
      why = " (the network or the host refused it)";
    }
  }
  const text = await viaScript(name).catch(() => "");
  if (text) return new Response(fromBase64(text));
  const file = why ? `${name}.wasm.gz` : `${name}.wasm.js`;
  throw new AssetError(`${file} could not be loaded${why}. Put it beside saddle.js, then press Retry.`);
}

function viaScript(name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = new URL(`${name}.wasm.js`, base).href;
    tag.nonce = nonce;
    tag.onload = () => resolve((globalThis as { saddleAssets?: Record<string, string> }).saddleAssets?.[name] ?? "");
    tag.onerror = reject;
    document.head.append(tag);
    tag.remove();
  });
}

/** counted passes a response's bytes on and says how many have come. */
function counted(response: Response, onProgress: (p: Progress) => void): ReadableStream<Uint8Array> {
  // A server that unpacks on the way states the packed length: then the total is unknown.
  const total = response.headers.get("Content-Encoding") ? 0 : Number(response.headers.get("Content-Length") ?? 0);
  let loaded = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      loaded += chunk.length;
      onProgress({ loaded, total });
      out.enqueue(chunk);
    },
  });
  return (response.body as ReadableStream<Uint8Array>).pipeThrough(count);
}

/** unpacked undoes gzip if the bytes are gzip: some servers have already done it. */
async function unpacked(stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const reader = stream.getReader();
  const first = await reader.read();
  const whole = new ReadableStream<Uint8Array>({
    start: (out) => (first.done ? out.close() : out.enqueue(first.value)),
    async pull(out) {
      const next = await reader.read();
      if (next.done) out.close();
      else out.enqueue(next.value);
    },
    cancel: (why) => reader.cancel(why),
  });
  const gzip = first.value?.[0] === 0x1f && first.value[1] === 0x8b;
  return gzip ? whole.pipeThrough(new DecompressionStream("gzip") as unknown as TransformStream<Uint8Array, Uint8Array>) : whole;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = Uint8Array as unknown as { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  if (native.fromBase64) return native.fromBase64(text);
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
