// The programs. Each is fetched once per page, whatever the number of figures, and read twice on its way: compiled for the workers, and
// kept as it is for the frames, which run in processes of their own, to which no module can be sent.

import { canCompile, canSIMD } from "./abilities";
import { digests, inside } from "./beside";
import { scalar } from "./scalar";
import { AssetError, fromBase64, sources, Trouble, type Got, type Progress, type Source } from "./sources";

export { AssetError, type Progress };

export interface Asset {
  /** For workers. */
  module: WebAssembly.Module;
  /** The packed code, for frames, and for a worker that refuses a module. */
  packed: Promise<Blob>;
}

interface Load {
  asset: Promise<Asset>;
  packed: Promise<Blob>;
  listeners: Set<(p: Progress) => void>;
  last?: Progress;
}

/** What there is to load: the program of a first visit, which has the first laboratory, that of all laboratories, and that which reads tables. */
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

/** inPage finds a program that the build put into the page. What else has such an id is the page's own. */
function inPage(name: string): string | undefined {
  return document.querySelector(`script[type="text/plain"]#saddle-${name}`)?.textContent?.trim();
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
  const got = obtain(name, (p) => {
    fresh.last = p;
    listeners.forEach((f) => f(p));
  });
  const packed = got.then(({ packed }) => packed);
  const asset = got.then(({ module }) => module).then((module) => ({ module, packed }));
  const fresh: Load = { asset, packed, listeners };
  return fresh;
}

/** Taken is a program that is what was asked for; it may still be compiled. */
interface Taken {
  packed: Blob;
  module: Promise<WebAssembly.Module>;
}

/** obtain takes the program from the first source that has it whole and of this build: the page, the host, a script. */
async function obtain(name: string, onProgress: (p: Progress) => void): Promise<Taken> {
  // A page that carries everything carries it at its end: it must have been read.
  if (inside && document.readyState === "loading") await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  const inline = inPage(name);
  const own: Source = async () => ({ stream: new Blob([fromBase64(inline!)]).stream(), from: "The page's own copy" });
  let trouble: Trouble | undefined;
  for (const source of inline ? [own] : sources(name)) {
    try {
      return await take(name, await source(onProgress, trouble));
    } catch (why) {
      trouble ??= why instanceof Trouble ? why : new Trouble(`${name} could not be read (${why})`); // the first, of the usual way, says most
    }
  }
  throw new AssetError(trouble!);
}

/** take compiles what comes while it comes, and lets nobody have it before it is known to be what was asked for. */
async function take(name: string, got: Got): Promise<Taken> {
  const [first, second] = got.stream.tee();
  const compiling = canSIMD() ? compile(first) : undefined;
  compiling?.catch(() => {}); // the bytes say why
  if (!compiling) void first.cancel();
  const packed = await new Response(second).blob().catch((why) => {
    throw got.broken ?? why;
  });
  const strange = await stranger(name, packed, got);
  if (strange) {
    const whole = await (compiling ?? compile(packed.stream())).then(() => true, () => false);
    const what = whole ? "is of another build than this page's saddle.js" : `arrived damaged, ${packed.size.toLocaleString("en")} bytes`;
    throw new Trouble(`${got.from} ${what}`, "upload saddle.js and all *.wasm.* again, from one build, and empty the caches on the way", true);
  }
  const code = compiling ? packed : scalar(new Uint8Array(await new Response(await unpacked(packed.stream())).arrayBuffer()));
  const module = (compiling ?? compile(code.stream())).catch((why: Error) => {
    throw new AssetError(new Trouble(`This browser could not compile ${name} (${why.message})`));
  });
  return { packed: code, module };
}

/** stranger says whether bytes are not those that this script was built with, as far as that can be told here. */
async function stranger(name: string, packed: Blob, { digest }: Got): Promise<boolean> {
  const ours = digests(name);
  if (digest) return !ours.includes(digest);
  if (ours.length === 0 || !globalThis.crypto?.subtle) return await compile(packed.stream()).then(() => false, () => true);
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await packed.arrayBuffer()));
  return !ours.includes(`sha256-${btoa(String.fromCharCode(...sum))}`);
}

async function compile(stream: ReadableStream<Uint8Array>): Promise<WebAssembly.Module> {
  const code = new Response(await unpacked(stream), { headers: { "Content-Type": "application/wasm" } });
  if (WebAssembly.compileStreaming) return WebAssembly.compileStreaming(code);
  return WebAssembly.compile(await code.arrayBuffer());
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
