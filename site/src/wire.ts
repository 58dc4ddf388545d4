// The wire format of a snapshot, little-endian, every part padded with zeros to a multiple of 8 bytes:
//
//   header   "SADL", version uint16, number of sections uint16
//   section  type uint8 (1 float64, 2 float32, 3 UTF-8), length of the name uint8, zero uint16,
//            columns uint32, length of the data in bytes uint32, zero uint32; the name; the data
//
// A number is a section of one float64. Numbers in columns are a matrix, row-major; columns = 0 is a
// plain list. The same words stand in core/snapshot/wire.go, which writes it.

const magic = "SADL";
const version = 1;
const headerSize = 8;
const sectionSize = 16;

/** The columns of the section `curve`, in order. */
export const curveColumns = ["step", "samples", "tv", "tvFloor", "tvLast", "js", "kl", "hellinger",
  "tvError", "tvBound", "tvLow", "tvHigh", "tvPinsker",
  "jsFloor", "jsLast", "klFloor", "klLast", "best", "tvTruncated", "tvWGAN",
  "floor", "floorLow68", "floorHigh68", "floorLow95", "floorHigh95", "jsExpected", "klExpected",
  "jsError", "klError", "hellingerError", "tvFloorError", "jsFloorError", "klFloorError", "tvLastError", "jsLastError", "klLastError",
  "tvTruncatedError", "tvWGANError"] as const;

/** The first columns of the section `trail`, in order; singular values follow. */
export const trailColumns = ["step", "samples", "value", "generatorLoss", "gap", "a", "w", "v"] as const;

/** What a section holds: a number, a text, a list of numbers or a matrix as an array of rows. */
export type Value = number | string | number[] | number[][];

export type Status = "loading" | "running" | "paused" | "converged" | "finished" | "diverged" | "error";

/** One report of the trainer. It has every section that came, also those that this page does not use. */
export interface Report {
  /** Grows with everything that happens to the run or its view; the frames that the stage draws have it too. */
  revision: number;
  query: string;
  status: Status;
  error: string;
  sentence: string;
  permalink: string;
  problems: string;
  /** The reader's own samples in words, if they are the target. */
  data: string;
  /** The law that stands for them in distances. */
  dataLaw: string;
  /** How far they themselves are from everything that the generator can make: at least, as shown by a test, at most as shown, rows looked at; empty while not known. */
  misfit: number[][];
  /** The number of the last text of samples that was begun, and the bytes of it taken in: −1 once it is done with, −2 if it was refused. */
  dataLoad: number;
  dataTaken: number;
  engine: string;
  svg: string;
  values: string;
  narration: string;
  turn: string;
  step: number;
  samples: number;
  progress: number;
  ahead: number;
  pending: number;
  slow: number;
  byHand: number;
  tv: number;
  /** Standard errors of tv and the others, 0 where they are exact. */
  tvError: number;
  jsError: number;
  klError: number;
  hellingerError: number;
  tvLastError: number;
  /** The total variation before the activation: at least tv, and equal to it where the activation is one-to-one. */
  tvBound: number;
  /** tv lies between these two; tvLow is 0 where nothing is known. */
  tvLow: number;
  tvHigh: number;
  /** tv is at most this. */
  tvPinsker: number;
  tvFloor: number;
  /** Of the last iterate, which is the law shown unless averaged is 1. */
  tvLast: number;
  /** What the best method reaches on average with as many samples, and its bands: lower and upper end of 68 and of 95 in 100; empty if it is not known. */
  floor: number[];
  floorKnown: number;
  /** The floor in words. */
  bestMethod: string;
  eps: number;
  averaged: number;
  /** The samples after which tv is predicted to be eps on average, in the long run; 0 if nothing is predicted. */
  reach: number;
  js: number;
  kl: number;
  hellinger: number;
  extent: number[];
  axes: number | number[];
  /** The generator's second law, of which the picture has a dashed ring; empty if there is none. */
  otherName: string;
  /** 1 if the window is not the one that shows all. */
  zoomed: number;
  /** Rows of player, column, left, top, x, y: the tips of the columns of W_* (player 0) and W; places are shares of the side. */
  handles: number[][];
  /** Rows of kind, left, top, mass of the target, of the generator; kind 0 is a point, 1 a horizontal line, 2 a vertical one. */
  masses: number[][];
  /** What is at the place that is looked at: law, left, top, x, y, D, ∇D up and to the right, log-ratio; and in words. */
  probe: number[];
  probeWords: string;
  value: number;
  generatorLoss: number;
  blind: number;
  branch: number;
  /** Up to the present; in what the trainer sends they begin with row curveFrom, trailFrom: see rows.ts. */
  curve: number[][];
  curveFrom: number;
  curveNow: number[][];
  trail: number[][];
  trailFrom: number;
  trailNow: number[][];
  /** All rows of the curve that the page has, those after this moment included. */
  known: number[][];
  bilevel: number[][];
  response: number[][];
  /** Lines of name=value words: values of parameters that theory knows something of. */
  marks: string;
  /** What constant steps leave: in one dimension Var w, Cov(w, v), Var v, otherwise root mean squares of both axes of the phase chart; empty if not known. */
  cloud: number[];
  /** A row of temperatures of both players, each as predicted, as measured and its standard error; 0 while not measured, empty if not known. */
  heat: number[][];
}

const blank: Report = {
  revision: 0, query: "", status: "loading", error: "", sentence: "", permalink: "", problems: "", data: "", dataLaw: "", misfit: [], dataLoad: 0, dataTaken: -1, engine: "", svg: "", values: "", narration: "", turn: "",
  step: 0, samples: 0, progress: 1, ahead: 0, pending: 0, slow: 0, byHand: 0, tv: 0, tvError: 0, jsError: 0, klError: 0, hellingerError: 0, tvLastError: 0, tvBound: 0, tvLow: 0, tvHigh: 0, tvPinsker: 0, tvFloor: 0, tvLast: 0, floor: [], floorKnown: 0, bestMethod: "", eps: 0, averaged: 0, reach: 0, js: 0, kl: 0, hellinger: 0,
  value: 0, generatorLoss: 0, blind: 0, branch: 0,
  extent: [], axes: [], otherName: "", zoomed: 0, handles: [], masses: [], probe: [], probeWords: "", curve: [], curveFrom: 0, curveNow: [], trail: [], trailFrom: 0, trailNow: [], known: [], bilevel: [], response: [], marks: "", cloud: [], heat: [],
};

/** decode reads one snapshot. It throws if the bytes are none, or of another version. */
export function decode(buffer: ArrayBuffer): Report {
  const view = new DataView(buffer);
  const text = (at: number, length: number) => new TextDecoder().decode(new Uint8Array(buffer, at, length));
  if (buffer.byteLength < headerSize || text(0, 4) !== magic) throw new Error(`not a snapshot: it does not begin with ${magic}`);
  const written = view.getUint16(4, true);
  if (written !== version) throw new Error(`a snapshot of version ${written}; this page reads ${version}`);

  const report = { ...blank };
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
    if (type === 1) sections[name] = shape(new Float64Array(buffer, at, size / 8), columns);
    if (type === 2) sections[name] = shape(new Float32Array(buffer.slice(at, at + size)), columns);
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

function shape(numbers: Float64Array | Float32Array, columns: number): Value {
  if (columns === 0) return numbers.length === 1 ? numbers[0]! : Array.from(numbers);
  const rows: number[][] = [];
  for (let i = 0; i < numbers.length; i += columns) rows.push(Array.from(numbers.subarray(i, i + columns)));
  return rows;
}

/** list undoes the one ambiguity of the format: a list of one number reads as that number. */
export function list(value: Value | undefined): number[] {
  if (typeof value === "number") return [value];
  return Array.isArray(value) ? (value as number[]) : [];
}

/** What only this page's own display needs. */
type Private = "revision" | "zoomed" | "svg" | "values" | "problems" | "axes" | "ahead" | "slow" | "byHand" | "known" | "branch" | "curveFrom" | "curveNow" | "trailFrom" | "trailNow" | "narration" | "turn" | "handles" | "masses" | "probe" | "probeWords" | "marks" | "cloud" | "heat";

/** A report as a plain object for the page's own scripts: the same moment of a run gives the same object. */
export interface Snapshot extends Omit<Report, Private> {
  problems: string[];
  axes: number[];
}

export function snapshotOf(report: Report): Snapshot {
  const {
    revision: _0, svg: _1, values: _2, problems, ahead: _3, slow: _15, byHand: _17, known: _16, branch: _4, curveFrom: _5, curveNow: _6, trailFrom: _7, trailNow: _8, narration: _9, turn: _10,
    zoomed: _z, handles: _11, masses: _12, probe: _13, probeWords: _14, marks: _18, cloud: _19, heat: _20, ...rest
  } = report;
  return { ...rest, axes: list(report.axes), problems: problems ? problems.split("\n") : [] };
}
