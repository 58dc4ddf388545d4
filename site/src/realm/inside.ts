// What a worker, or a frame of the page, runs before the program comes: a script of its own, which the page carries as a text.

import { boot, early, guard, pace } from "./boot";

const frame = globalThis.document?.body;
if (frame) {
  guard();
  pace();
}
boot();
if (frame?.dataset.part === "stage") setTimeout(early);
