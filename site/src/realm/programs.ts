// Starting a Go program in a realm of its own: a worker, or a frame of the page.

import inside from "saddle:inside";
import wasmExec from "saddle:wasm_exec";
import type { Asset } from "./assets";
import type { Start, Word } from "./boot";
import { nonce } from "./beside";
import { scriptURL, trusted } from "./trusted";

/** The ports that a program finds, by the name it is given. */
export type Ports = Record<string, MessagePort>;

/** A program that has been started. */
export interface Program {
  stop(): void;
}

/** What the starter wants to know. `up` is false where the realm itself could not start. */
export interface Hooks {
  ended(why: string, up: boolean): void;
  /** There is nothing to draw with. */
  blind?(): void;
}

/** What of the program runs in a realm. */
export type Part = "trainer" | "stage" | "desk" | "runner" | "hand" | "tables" | "press";

/**
 * startWorker runs the program in a worker made from a Blob, which every origin allows, file:// too. The worker starts while the
 * program is on its way.
 */
export function startWorker(asset: Promise<Asset>, part: Part, ports: Ports, hooks: Hooks): Program {
  const url = URL.createObjectURL(new Blob([wasmExec, "\n", inside], { type: "text/javascript" }));
  let up = false;
  const worker = new Worker(scriptURL(url)); // throws where a policy forbids workers, or reports an error below
  worker.onerror = (event) => {
    event.preventDefault();
    hooks.ended(event.message ?? "the worker could not start", up);
  };
  const control = hand(asset.then(({ module }) => module), asset.then(({ packed }) => packed), hooks, () => {
    up = true;
    URL.revokeObjectURL(url);
  });
  worker.postMessage({ part, names: Object.keys(ports), ratio: 1 } satisfies Start, [control, ...Object.values(ports)]);
  return {
    stop() {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

/**
 * startFrame runs the program in a frame put into box. The frame is sandboxed: a browser that isolates
 * sites gives it a process of its own, so that painting, and waiting for the graphics, never holds the
 * page's thread. A browser may reload a frame, when a graphics
 * context is lost or the element is moved; the program is then started again with ports made anew.
 */
export function startFrame(box: Element, packed: Promise<Blob>, part: Part, ports: () => Ports, hooks: Hooks): Program {
  const frame = document.createElement("iframe");
  frame.tabIndex = -1;
  frame.title = "Picture";
  frame.setAttribute("sandbox", "allow-scripts");
  frame.srcdoc = trusted(frameHTML(part));
  let greeted = false;
  let stopped = false;
  const greet = (event: MessageEvent) => {
    const realm = frame.contentWindow; // null while the element is out of the document, as is the source of what a frame said before it left
    if (!realm || event.source !== realm || event.data !== "saddle: frame is up") return;
    greeted = true;
    const made = ports();
    const control = hand(packed, packed, { ...hooks, ended: (why, up) => stopped || hooks.ended(why, up) }, () => {});
    const start: Start = { part, names: Object.keys(made), ratio: devicePixelRatio };
    realm.postMessage(start, "*", [control, ...Object.values(made)]);
  };
  addEventListener("message", greet);
  frame.onload = () => setTimeout(() => greeted || stopped || hooks.ended("the page's policy blocks the frame's scripts", false), 2000);
  box.append(frame);
  return {
    stop() {
      stopped = true;
      removeEventListener("message", greet);
      frame.remove();
    },
  };
}

/** hand makes the control port over which a realm gets its code, packed if it cannot take what it is to get, and says how it fares. */
function hand(code: Promise<WebAssembly.Module | Blob>, packed: Promise<Blob>, hooks: Hooks, onUp: () => void): MessagePort {
  const { port1, port2 } = new MessageChannel();
  let up = false;
  const send = (what: Promise<WebAssembly.Module | Blob>) => what.then((code) => port1.postMessage(code), () => {}); // who started it hears of the failure, too
  port1.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data === "packed") void send(packed);
    else if (data === "up") {
      up = true;
      onUp();
    } else if (data === "blind") hooks.blind?.();
    else hooks.ended(data.end, up);
  };
  void send(code);
  packed.catch(() => {}); // as above
  return port2;
}

// Nothing in a frame has any business with the network.
const policy = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'";

function frameHTML(part: Part): string {
  const script = (text: string) => `<script nonce="${nonce}">${text}</script>`;
  return (
    `<!doctype html><meta charset=utf-8><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Picture</title><body data-part=${part}>` +
    script(wasmExec) + script(inside)
  );
}
