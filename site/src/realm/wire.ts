// The wire format of a snapshot, little-endian, every part padded with zeros to a multiple of 8 bytes:
//
//   header   "SADL", version uint16, number of sections uint16
//   section  type uint8 (1 float64, 2 float32, 3 UTF-8, 4 a byte that is 0 or 1), length of the name uint8, zero uint16,
//            columns uint32, length of the data in bytes uint32, zero uint32; the name; the data
//
// A number is a section of one float64. Numbers in columns are a matrix, row-major; columns = 0 is a
// plain list. The same words stand in core/snapshot/wire.go, which writes it.

import { blank, inner, lists, type Sections } from "./wire.gen";

export { curveColumns, plateauColumns, trailColumns, type Status } from "./wire.gen";

const magic = "SADL";
const version = 1;
const headerSize = 8;
const sectionSize = 16;

/** What a section holds. */
type Value = number | boolean | string | number[] | number[][];

/** One report of the trainer. */
export interface Report extends Sections {
  /** All rows of the curve that the page has, those after this moment included. */
  known: number[][];
}

const nothing: Report = { ...blank, progress: 1, dataTaken: -1, known: [] };

/** decode reads one snapshot. It throws if the bytes are none, or of another version. */
export function decode(buffer: ArrayBuffer): Report {
  const view = new DataView(buffer);
  const text = (at: number, length: number) => new TextDecoder().decode(new Uint8Array(buffer, at, length));
  if (buffer.byteLength < headerSize || text(0, 4) !== magic) throw new Error(`not a snapshot: it does not begin with ${magic}`);
  const written = view.getUint16(4, true);
  if (written !== version) throw new Error(`a snapshot of version ${written}; this page reads ${version}`);

  const report = { ...nothing };
  const sections = report as unknown as Record<string, Value>;
  let at = headerSize;
  for (let n = view.getUint16(6, true); n > 0; n--) {
    const type = view.getUint8(at);
    const nameLength = view.getUint8(at + 1);
    const columns = view.getUint32(at + 4, true);
    const size = view.getUint32(at + 8, true);
    const name = text(at + sectionSize, nameLength);
    at += sectionSize + padded(nameLength);
    if (type === 3) sections[name] = text(at, size);
    if (type === 4) sections[name] = view.getUint8(at) === 1;
    if (type === 1) sections[name] = shape(new Float64Array(buffer, at, size / 8), columns, lists.includes(name));
    if (type === 2) sections[name] = shape(new Float32Array(buffer.slice(at, at + size)), columns, true);
    at += padded(size);
  }
  return report;
}

/** revisionOf reads the revision, which comes first, of a snapshot and nothing else. */
export function revisionOf(buffer: ArrayBuffer): number {
  return new DataView(buffer).getFloat64(headerSize + sectionSize + "revision".length, true);
}

/** The section of a snapshot that leaves out what the stage has. */
export const held = "held";

/** has says whether a snapshot has a section. */
export function has(buffer: ArrayBuffer, section: string): boolean {
  const bytes = new DataView(buffer);
  const want = new TextEncoder().encode(section);
  let at = headerSize;
  for (let left = bytes.getUint16(6, true); left > 0; left--) {
    const length = bytes.getUint8(at + 1);
    const name = at + sectionSize;
    if (length === want.length && want.every((c, i) => bytes.getUint8(name + i) === c)) return true;
    at = name + padded(length) + padded(bytes.getUint32(at + 8, true));
  }
  return false;
}

function padded(n: number): number {
  return (n + 7) & ~7;
}

function shape(numbers: Float64Array | Float32Array, columns: number, list: boolean): Value {
  if (columns === 0) return list || numbers.length !== 1 ? Array.from(numbers) : numbers[0]!;
  const rows: number[][] = [];
  for (let i = 0; i < numbers.length; i += columns) rows.push(Array.from(numbers.subarray(i, i + columns)));
  return rows;
}

/** A report as a plain object for the page's own scripts: the same moment of a run gives the same object. */
export interface Snapshot extends Omit<Report, (typeof inner)[number] | "known" | "problems" | "names"> {
  problems: string[];
  /** Of the coordinates, some of them empty; empty if there are none. */
  names: string[];
}

export function snapshotOf(report: Report): Snapshot {
  const { known: _, problems, names, ...rest } = report;
  for (const name of inner) delete (rest as Partial<Report>)[name];
  return { ...rest, problems: problems ? problems.split("\n") : [], names: names ? names.split("\n") : [] };
}
