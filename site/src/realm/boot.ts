// Inside a worker or a frame: what waits there for the program and runs it. The script of inside.ts, of which this is the most, is the
// same text for all of them, so that a page's policy can know it by its digest.

/** What boot is sent first, with a control port and then one port per name: the part that the program plays, and its ports. */
export interface Start {
  part: string;
  names: string[];
  /** The page's pixel ratio: a browser that plays another device plays it to the page alone, not to a frame in another process. */
  ratio: number;
}

/** What comes back on the control port: the program needs its packed code, is up, has nothing to draw with, or has ended. */
export type Word = "packed" | "up" | "blind" | { end: string };

/** boot waits for a Start message, then for the program's code on the control port, and runs it. */
export function boot(): void {
  const scope = globalThis as any;
  const host = scope.document ? scope.parent : null; // a frame listens to its parent alone
  let control: MessagePort | undefined;
  let output = "";
  // A Go panic goes to standard error; its first line says more than what comes of it.
  const end = (why: unknown) => control?.postMessage({ end: /^(panic|fatal error): .*/m.exec(output)?.[0] ?? String(why) });
  // null if there is no graphics context: see early, which says when it knows
  scope.saddleLooked = () => scope.saddleCanvas === null && control?.postMessage("blind");

  const run = async ({ part, names }: Start, code: WebAssembly.Module | Blob) => {
    if (scope.saddleCanvas === null) return;
    const write = scope.fs.writeSync.bind(scope.fs);
    scope.fs.writeSync = (to: number, bytes: Uint8Array) => {
      output = (output + new TextDecoder().decode(bytes)).slice(-4000);
      return write(to, bytes);
    };
    const worker = !scope.document;
    if (PLAIN && worker) pretend(scope);
    try {
      const go = new scope.Go();
      scope.saddleArguments = [part, ...names];
      // What a worker keeps are numbers, over which Go's collector passes: collecting often is cheap, and memory is not.
      if (worker) go.env = { GOGC: "25" };
      const program = await instantiate(code, go.importObject);
      control!.postMessage("up");
      await go.run(program);
      end("the program ended");
    } catch (error) {
      end(error);
    }
  };

  const listen = (event: MessageEvent) => {
    const start = event.data as Start;
    if ((host && event.source !== host) || typeof start?.part !== "string" || start.names?.length !== event.ports.length - 1) return;
    if (host) Object.defineProperty(scope, "devicePixelRatio", { value: start.ratio });
    scope.removeEventListener("message", listen);
    const [first, ...ports] = event.ports;
    control = first;
    scope.saddlePorts ??= {};
    start.names.forEach((name, i) => (scope.saddlePorts[name] = ports[i]));
    // A realm in another process cannot be sent a compiled module: the message then arrives as an error.
    control!.onmessage = (message) => run(start, message.data);
    control!.onmessageerror = () => control!.postMessage("packed");
    scope.saddleLooked();
  };
  scope.addEventListener("message", listen);
  scope.addEventListener("error", (event: ErrorEvent) => {
    if (event.error instanceof WebAssembly.RuntimeError) end(event.message);
  });
  host?.postMessage("saddle: frame is up", "*");
}

/** pretend gives a worker what looks like a document: Ebitengine is initialised there, too, and never run. */
function pretend(scope: object): void {
  const anything: object = new Proxy(function () {}, { get: () => anything, apply: () => anything, construct: () => anything });
  const Document = class {
    get hidden(): boolean {
      return true;
    }
  };
  Object.assign(scope, { Document, window: anything, document: anything, screen: anything });
}

async function instantiate(code: WebAssembly.Module | Blob, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  if (code instanceof WebAssembly.Module) return WebAssembly.instantiate(code, imports);
  const head = new Uint8Array(await code.slice(0, 2).arrayBuffer());
  let stream: ReadableStream = code.stream();
  if (head[0] === 0x1f && head[1] === 0x8b) stream = stream.pipeThrough(new DecompressionStream("gzip")); // some servers have unpacked it
  const response = new Response(stream, { headers: { "Content-Type": "application/wasm" } });
  if (WebAssembly.instantiateStreaming) return (await WebAssembly.instantiateStreaming(response, imports)).instance;
  return (await WebAssembly.instantiate(await response.arrayBuffer(), imports)).instance;
}

/** guard keeps the stage's listeners away from what belongs to the reader's browser. */
export function guard(): void {
  // Ebitengine calls preventDefault on these, which would trap Tab, scrolling and the context menu.
  for (const type of ["wheel", "touchstart", "touchmove", "touchend", "keydown", "keyup", "contextmenu", "dragover", "drop"]) {
    window.addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true, passive: true });
  }
  // By script, because a policy that forbids inline styles would hold for a style element.
  Object.assign(document.documentElement.style, { height: "100%", overflow: "hidden" });
  Object.assign(document.body.style, { height: "100%", margin: "0", overflow: "hidden" });
  // Ebitengine polls the gamepads every frame, and dies where a permissions policy denies them.
  const none = () => [];
  try {
    Object.defineProperty(navigator, "getGamepads", { value: none, configurable: true });
  } catch {
    navigator.getGamepads = none;
  }
}

/**
 * pace lets the stage paint one picture at a time, and rest where that is slow, as where software paints: the page's own
 * painting waits behind pictures that are under way, and a queue of them is how the numbers get ahead of the picture.
 */
export function pace(): void {
  const quick = 20; // ms that a picture may take without a rest
  const most = 400; // ms of rest
  const first = 3; // pictures that take long because their shaders are compiled
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
  let gl: WebGL2RenderingContext;
  let painted = false;
  let pictures = 0;
  let free = Promise.resolve();

  const prototype = HTMLCanvasElement.prototype as any;
  const getContext = prototype.getContext;
  prototype.getContext = function (...args: unknown[]) {
    const made = getContext.apply(this, args);
    if (made && args[0] === "webgl2" && made !== gl) {
      gl = made;
      const draw = made.drawElements;
      made.drawElements = (...args: unknown[]) => {
        painted = true;
        draw.apply(made, args);
      };
    }
    return made;
  };

  const rest = async () => {
    const start = performance.now();
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!fence) return; // the context is lost
    gl.flush();
    do await pause(2);
    while (!gl.isContextLost() && gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.UNSIGNALED);
    gl.deleteSync(fence);
    const took = performance.now() - start;
    if (++pictures > first && took > quick) await pause(Math.min(most, 2 * (took - quick)));
  };

  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => {
    const request = () =>
      ask((time) => {
        painted = false;
        draw(time);
        if (painted) free = rest();
      });
    setTimeout(() => void free.then(request)); // the caller may be painting still
    return 0; // nothing here takes a request back
  };
}

/**
 * early makes the graphics context while the program is on its way, and hands its canvas to Ebitengine, which asks for one with
 * these attributes. Making it can take longer than all the rest: the browser may have to start a process for it.
 */
export function early(): void {
  const make = document.createElement.bind(document);
  const canvas = make("canvas");
  // Of the size that it will have: every change of it waits for the graphics, several times over.
  canvas.width = Math.floor(innerWidth * devicePixelRatio);
  canvas.height = Math.floor(innerHeight * devicePixelRatio);
  // What reaches the canvas is one finished picture, pixel by pixel: there are no edges to smooth and no depth.
  const made = canvas.getContext("webgl2", { alpha: true, premultipliedAlpha: true, stencil: true, antialias: false, depth: false });
  const scope = globalThis as any;
  scope.saddleCanvas = made && canvas;
  scope.saddleLooked();
  document.createElement = (name: string) => {
    if (name !== "canvas") return make(name);
    document.createElement = make;
    return canvas;
  };
}
