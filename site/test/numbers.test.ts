import { deepEqual, equal, ok } from "node:assert/strict";
import test from "node:test";
import { lowered, one, power, round125, spread, three, ticks, whole } from "../src/query/numbers";

test("counts have thin spaces between thousands", () => {
  equal(whole(12288), "12\u202f288");
  equal(whole(1234567.4), "1\u202f234\u202f567");
  equal(whole(999), "999");
});

test("three significant digits, of the rounded number", () => {
  const cases: [number, string][] = [
    [0, "0"], [0.0183, "0.0183"], [0.9996, "1.00"], [1.83e-5, "1.83 × 10⁻⁵"], [-0.5, "−0.500"], [123456, "123\u202f000"], [Infinity, "∞"], [9.996, "10.0"], [99.96, "100"],
    [9.9999e-5, "0.000100"], [2e15, "2.00 × 10¹⁵"],
  ];
  for (const [x, text] of cases) equal(three(x), text);
});

test("errors have one digit, and are left out where there are none", () => {
  equal(one(0.0123), "0.01");
  equal(one(37), "40");
  equal(one(0.00001), "1 × 10⁻⁵");
  equal(one(0.96), "1");
  equal(spread(0.1234, 0.0056), "0.123 ± 0.006");
  equal(spread(0.1234, 0), "0.123");
});

test("powers as on an axis", () => {
  const cases: [number, string][] = [[0.01, "0.01"], [1, "1"], [1000, "1\u202f000"], [1e5, "10⁵"], [2e5, "2 × 10⁵"], [1e-4, "10⁻⁴"], [-10, "−10"]];
  for (const [x, text] of cases) equal(power(x), text);
  equal(lowered(120), "₁₂₀");
});

test("ticks are multiples of 1, 2 or 5 within the range, and not too many", () => {
  deepEqual(ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  deepEqual(ticks(-5, 9.3, 5), [-5, 0, 5]);
  deepEqual(ticks(1, 1, 5), []);
  deepEqual(ticks(0, Infinity, 5), []);
  for (const [lo, hi] of [[-0.3, 0.7], [1e-9, 3e-9], [-1e6, 4e6], [0.1, 0.1001]] as const) {
    const found = ticks(lo, hi, 5);
    ok(found.length >= 2 && found.length <= 6, `${lo} … ${hi}: ${found}`);
    ok(found.every((v) => v >= lo - 1e-12 * Math.abs(lo) && v <= hi * (1 + 1e-12)), `${lo} … ${hi}: ${found}`);
  }
});

test("1, 2 and 5 times a power of ten, up and down", () => {
  deepEqual([0.0011, 3, 5, 6, 99].map((x) => round125(x, true)), [0.002, 5, 5, 10, 100]);
  deepEqual([0.0011, 3, 5, 6, 99].map((x) => round125(x, false)), [0.001, 2, 5, 5, 50]);
});
