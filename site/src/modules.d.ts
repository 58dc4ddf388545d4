// What the build tool supplies instead of a file.

declare module "saddle:wasm_exec" {
  /** The Go toolchain's wasm_exec.js, as text. */
  const text: string;
  export default text;
}

declare module "saddle:version" {
  const version: string;
  export default version;
}

declare module "*.css" {
  const text: string;
  export default text;
}

/** Whether the program is built upon Ebitengine as it is. */
declare const PLAIN: boolean;
