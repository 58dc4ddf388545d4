// The program for a browser without WebAssembly's vectors.

const custom = 0;
const code = 10;

/**
 * scalar puts the bodies that a program carries for such browsers in the places of those that have vectors. They lie in a section
 * named saddle.scalar: see build/vectors. A program without it is returned as it is.
 */
export function scalar(program: Uint8Array<ArrayBuffer>): Blob {
  let at = 8;
  const number = (): number => {
    for (let value = 0, place = 1; ; place *= 128) {
      const byte = program[at++]!;
      value += (byte & 127) * place;
      if (!(byte & 128)) return value;
    }
  };
  const bytes = () => {
    const length = number();
    return program.subarray(at, (at += length));
  };
  const sections: { id: number; whole: Uint8Array<ArrayBuffer>; body: Uint8Array<ArrayBuffer> }[] = [];
  while (at < program.length) {
    const from = at;
    const id = program[at++]!;
    const body = bytes();
    sections.push({ id, body, whole: program.subarray(from, at) });
  }
  const go = (body: Uint8Array) => (at = body.byteOffset - program.byteOffset);
  const others = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const { id, body } of sections) {
    if (id !== custom) continue;
    go(body);
    if (new TextDecoder().decode(bytes()) !== "saddle.scalar") continue;
    for (let n = number(); n > 0; n--) others.set(number(), bytes());
  }
  const parts: Uint8Array<ArrayBuffer>[] = [program.subarray(0, 8)];
  for (const { id, whole, body } of sections) {
    if (id !== code || others.size === 0) {
      parts.push(whole);
      continue;
    }
    go(body);
    const n = number();
    const bodies = [packed(n)];
    for (let i = 0; i < n; i++) {
      const own = bytes();
      const other = others.get(i) ?? own;
      bodies.push(packed(other.length), other);
    }
    const length = bodies.reduce((sum, b) => sum + b.length, 0);
    parts.push(Uint8Array.of(code), packed(length), ...bodies);
  }
  return new Blob(parts);
}

/** packed is a number as WebAssembly writes lengths (LEB128). */
function packed(value: number): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Uint8Array.of(...bytes, value);
}
