import { deepEqual, equal, throws } from "node:assert/strict";
import test from "node:test";
import { decode, has, revisionOf, snapshotOf } from "../src/realm/wire";

const padded = (n: number) => (n + 7) & ~7;

/** snapshot writes sections as core/snapshot/wire.go does: see realm/wire.ts. */
function snapshot(sections: [name: string, type: number, columns: number, data: Uint8Array][], version = 1, magic = "SADL"): ArrayBuffer {
  const size = sections.reduce((sum, [name, , , data]) => sum + 16 + padded(name.length) + padded(data.length), 8);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint16(4, version, true);
  view.setUint16(6, sections.length, true);
  let at = 8;
  for (const [name, type, columns, data] of sections) {
    bytes.set([type, name.length], at);
    view.setUint32(at + 4, columns, true);
    view.setUint32(at + 8, data.length, true);
    bytes.set(new TextEncoder().encode(name), at + 16);
    at += 16 + padded(name.length);
    bytes.set(data, at);
    at += padded(data.length);
  }
  return bytes.buffer;
}

const doubles = (...v: number[]) => new Uint8Array(new Float64Array(v).buffer);
const singles = (...v: number[]) => new Uint8Array(new Float32Array(v).buffer);
const words = (v: string) => new TextEncoder().encode(v);

test("every type of section comes as what it is", () => {
  const report = decode(snapshot([
    ["revision", 1, 0, doubles(7)], ["step", 1, 0, doubles(12)], ["sentence", 3, 0, words("φ cuts off")], ["curve", 1, 2, doubles(1, 2, 3, 4)],
    ["generated", 2, 0, singles(0.5, 0.25, 1)], ["zoomed", 4, 0, new Uint8Array([1])],
  ]));
  equal(report.step, 12);
  equal(report.sentence, "φ cuts off");
  deepEqual(report.curve, [[1, 2], [3, 4]]);
  equal(report.zoomed, true);
  equal(report.dataTaken, -1, "what does not come keeps its blank");
});

test("a list of one number is a list", () => {
  deepEqual(decode(snapshot([["floor", 1, 0, doubles(3)]])).floor, [3]);
});

test("the revision is read alone, and sections are found by whole names", () => {
  const bytes = snapshot([["revision", 1, 0, doubles(41)], ["curveNow", 1, 0, doubles(1)]]);
  equal(revisionOf(bytes), 41);
  equal(has(bytes, "curveNow"), true);
  equal(has(bytes, "curve"), false);
});

test("what is no snapshot, or one of another version, is refused", () => {
  throws(() => decode(new ArrayBuffer(4)), /not a snapshot/);
  throws(() => decode(snapshot([], 1, "SADD")), /not a snapshot/);
  throws(() => decode(snapshot([], 2)), /version 2; this page reads 1/);
});

test("a plain object has lists of problems and names", () => {
  const plain = snapshotOf(decode(snapshot([["problems", 3, 0, words("one\ntwo")], ["names", 3, 0, words("")]])));
  deepEqual(plain.problems, ["one", "two"]);
  deepEqual(plain.names, []);
  equal("known" in plain, false);
});
