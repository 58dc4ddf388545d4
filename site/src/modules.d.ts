// What the build tool supplies instead of a file.

declare module "saddle:wasm_exec" {
  /** The Go toolchain's wasm_exec.js, as text. */
  const text: string;
  export default text;
}

declare module "saddle:inside" {
  /** The script of realm/inside.ts, as text. */
  const text: string;
  export default text;
}

declare module "saddle:version" {
  /** That of core/version. */
  const version: string;
  export default version;
}

declare module "saddle:build" {
  /** A line for each program, its name and its digests, packed and as it is, and one with the word build and a digest of all. */
  const text: string;
  export default text;
}

declare module "*.css" {
  const text: string;
  export default text;
}

/** Whether the program is built upon Ebitengine as it is. */
declare const PLAIN: boolean;
