import { deepEqual, equal, ok } from "node:assert/strict";
import test from "node:test";
import { draw, frameOf, place, placed, type Drawing } from "../src/chart/plot";

const axis = (log: boolean, lo: number, hi: number) => ({ label: "x", log, domain: [lo, hi] as [number, number] });
const drawing = (more: Partial<Drawing> = {}): Drawing => ({ x: axis(true, 1, 1000), y: axis(false, 0, 1), lines: [], bands: [], notes: [], dots: [], ...more });

test("place and placed are inverse, on either axis", () => {
  const d = drawing();
  const f = frameOf(d, 400, 300);
  deepEqual(place(d, f, [1, 0]), [f.left, f.height - f.bottom]);
  deepEqual(place(d, f, [1000, 1]), [f.width - f.right, f.top]);
  const [x, y] = placed(d, f, place(d, f, [31.6, 0.25]));
  ok(Math.abs(x - 31.6) < 1e-9 && Math.abs(y - 0.25) < 1e-12, `${x}, ${y}`);
});

test("what is far outside stays finite", () => {
  const d = drawing();
  ok(place(d, frameOf(d, 400, 300), [0, 1e300]).every(Number.isFinite));
});

test("an axis that runs down places and shows alike", () => {
  const d = drawing({ y: axis(false, 3, 1), dots: [{ at: [10, 2], colour: "red", open: false }] });
  ok(draw(d, frameOf(d, 400, 300)).includes("<circle"));
});

test("labels at ends of lines do not stand on one another", () => {
  const lines = [0.5, 0.5, 0.51].map((y, i) => ({ points: [[1, y], [1000, y]] as [number, number][], colour: "red", width: 1, label: `line ${i}` }));
  const d = drawing({ lines });
  const at = [...draw(d, frameOf(d, 400, 300)).matchAll(/y="([\d.]+)"[^>]*>line \d/g)].map((m) => Number(m[1])).sort((a, b) => a - b);
  equal(at.length, 3);
  ok(at[1]! - at[0]! >= 14 && at[2]! - at[1]! >= 14, String(at));
});

test("words are escaped, and what is outside is left out", () => {
  const d = drawing({ notes: [{ at: [10, 0.5], text: "a < b & c", colour: "red", anchor: "start" }, { at: [10, 7], text: "outside", colour: "red", anchor: "start" }] });
  const svg = draw(d, frameOf(d, 400, 300));
  ok(svg.includes("a &lt; b &amp; c"));
  ok(!svg.includes("outside"));
});

test("a range within a decade has ticks at 1, 2 and 5", () => {
  const d = drawing({ x: axis(true, 2, 6) });
  const svg = draw(d, frameOf(d, 400, 300));
  ok(svg.includes(">2</text>") && svg.includes(">5</text>"));
});

test("a note goes where no line runs through it, nor another note", () => {
  const line = { points: [[10, 0.5], [1000, 0.53]] as [number, number][], colour: "red", width: 1 };
  const note = (text: string) => ({ at: [10, 0.5] as [number, number], text, colour: "red", anchor: "start" as const, dx: 8, dy: -2 });
  const svg = draw(drawing({ lines: [line], notes: [note("here"), note("there")] }), { width: 400, height: 300, left: 40, right: 14, top: 26, bottom: 36 });
  const at = [...svg.matchAll(/x="([\d.]+)" y="([\d.]+)"[^>]*>t?here</g)].map((m) => m.slice(1).map(Number) as [number, number]);
  equal(at.length, 2);
  const [, y] = place(drawing(), { width: 400, height: 300, left: 40, right: 14, top: 26, bottom: 36 }, [10, 0.5]);
  for (const [x, down] of at) ok(x < 155 || down - 11 > y || down + 3 < y - 1, `${x}, ${down}`);
  ok(Math.abs(at[0]![1] - at[1]![1]) >= 14 || at[0]![0] !== at[1]![0], String(at));
});

test("long names stand beside the plane where there is room, and above their lines where there is none", () => {
  const d = drawing({ y: { ...axis(false, 0, 1), ticks: [[0, "a name of a row that takes its room"], [1, "another"]] } });
  ok(frameOf(d, 1000, 300).left > 200);
  const f = frameOf(d, 390, 300);
  equal(f.left, 4);
  ok(draw(d, f).includes('x="4"'));
});
