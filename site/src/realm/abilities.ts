// What this browser, on this page, can do. Each answer is found once.

function once<T>(find: () => T): () => T {
  let found: { value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}

/** canCompile says whether WebAssembly exists, a policy allows it, and its packing can be undone. */
export const canCompile = once(() => {
  try {
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); // the empty module
    return typeof DecompressionStream === "function";
  } catch {
    return false;
  }
});

/** canSIMD says whether the browser takes 128-bit vectors in WebAssembly. */
export const canSIMD = once(() => {
  // (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)
  const vector = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
  return WebAssembly.validate(new Uint8Array(vector));
});
