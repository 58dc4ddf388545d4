// The programs. Each is fetched once per page, whatever the number of figures; what runs in workers is
// compiled once too.

export type AssetName = "trainer" | "trainer-scalar" | "lab" | "lab-scalar" | "stage";

/** How much of an asset has come; total is 0 as long as it is unknown. */
export interface Progress {
  loaded: number;
  total: number;
}

/** An asset that could not be loaded; the message is a sentence that says what to do. */
export class AssetError extends Error {}

export interface Asset {
  /** For workers. The stage's frames run in a process of their own, to which no module can be sent. */
  module: WebAssembly.Module | undefined;
  /** The packed code, for a realm that refuses a module. For a program with one it is fetched again: it is rarely needed. */
  packed(): Promise<Blob>;
}

// An inline script has no address: then the files are looked for beside the page.
const script = document.currentScript as HTMLScriptElement | null;
const base = script?.src || document.baseURI;
/** Where other pages find this script: by its name alone if it has no address that they could reach. */
export const scriptAddress = script?.src.startsWith("http") ? script.src : "saddle.js";
/** The nonce with which a strict page let this script run; the frames' scripts need the same. */
export const nonce = script?.nonce ?? "";

interface Load {
  asset: Promise<Asset>;
  listeners: Set<(p: Progress) => void>;
  last?: Progress;
}

const loads = new Map<AssetName, Load>();

/** load returns the named asset, from the page's cache if it has been asked for before. */
export function load(name: AssetName, onProgress: (p: Progress) => void): Promise<Asset> {
  let entry = loads.get(name);
  if (!entry) {
    const listeners = new Set<(p: Progress) => void>();
    const fresh: Load = { listeners, asset: prepare(name, (p) => { fresh.last = p; listeners.forEach((f) => f(p)); }) };
    fresh.asset.catch(() => loads.delete(name)); // so that a retry tries again
    loads.set(name, (entry = fresh));
  }
  entry.listeners.add(onProgress);
  if (entry.last) onProgress(entry.last);
  return entry.asset.finally(() => entry.listeners.delete(onProgress));
}

/** discard makes the next load of the asset ask for it anew. */
export function discard(name: AssetName): void {
  loads.delete(name);
}

async function prepare(name: AssetName, onProgress: (p: Progress) => void): Promise<Asset> {
  if (name === "stage") {
    const code = await (await packed(name)).blob();
    return { module: undefined, packed: async () => code };
  }
  try {
    return { module: await compile(name, onProgress), packed: async () => (await packed(name)).blob() };
  } catch (error) {
    if (error instanceof AssetError) throw error;
    throw new AssetError(`${name}.wasm.gz arrived damaged (${(error as Error).message}). Upload it again, then press Retry.`);
  }
}

async function compile(name: AssetName, onProgress: (p: Progress) => void): Promise<WebAssembly.Module> {
  const code = new Response(await unpacked((await packed(name, onProgress)).body!), { headers: { "Content-Type": "application/wasm" } });
  if (WebAssembly.compileStreaming) return WebAssembly.compileStreaming(code);
  return WebAssembly.compile(await code.arrayBuffer());
}

/**
 * packed finds the asset: inline in the page, over the network, or through a script tag, which file:// allows. Counting the
 * bytes leads them through the page's thread, which while a page loads has other things to do.
 */
async function packed(name: AssetName, onProgress?: (p: Progress) => void): Promise<Response> {
  // A page that carries everything carries it at its end: it must have been read.
  if (!script?.src && document.readyState === "loading") {
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  }
  const inline = document.getElementById(`saddle-${name}`)?.textContent;
  if (inline) return new Response(fromBase64(inline.trim()));
  let why = "";
  // A page without an origin, as in a sandboxed frame, may not fetch; scripts it may load.
  if (/^https?:/.test(base) && self.origin !== "null") {
    try {
      const response = await fetch(new URL(`${name}.wasm.gz`, base));
      if (response.ok && response.body) return onProgress ? new Response(counted(response, onProgress)) : response;
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

function viaScript(name: AssetName): Promise<string> {
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
