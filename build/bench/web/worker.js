"use strict";
// A Go program in a worker. The first message names its WebAssembly file, later ones are its questions; every answer is a
// text. The first can also be the site's packed program with its two ports. "memory" is answered here: the bytes of the
// program's memory.
importScripts("wasm_exec.js");

const { port1, port2 } = new MessageChannel();
let go;

onmessage = async ({ data }) => {
  if (data === "memory") return postMessage(String(go._inst.exports.mem.buffer.byteLength));
  if (go) return port1.postMessage(new TextEncoder().encode(data).buffer);
  go = new Go();
  let code;
  if (data.packed) {
    globalThis.saddleArguments = ["trainer", "page", "stage"];
    globalThis.saddlePorts = { page: data.page, stage: data.stage };
    go.env = { GOGC: "25" }; // as site/src/realm/boot.ts sets it
    const packed = await fetch(data.packed);
    code = await new Response(packed.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  } else {
    globalThis.saddleArguments = ["questions"];
    globalThis.saddlePorts = { questions: port2 };
    port1.onmessage = (event) => postMessage(new TextDecoder().decode(event.data));
    code = await (await fetch(data)).arrayBuffer();
  }
  const { instance } = await WebAssembly.instantiate(code, go.importObject);
  go.run(instance);
};
