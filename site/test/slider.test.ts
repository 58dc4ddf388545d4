import { equal, ok } from "node:assert/strict";
import test from "node:test";
import { positionOf, textAt, type Scale } from "../src/query/slider";

const linear: Scale = { min: -1, max: 1, log: false, whole: false, special: "" };
const log: Scale = { min: 1, max: 1e6, log: true, whole: true, special: "" };
const open: Scale = { min: 1, max: 1000, log: true, whole: true, special: "off" };

test("ends are the range's ends", () => {
  equal(textAt(0, linear), "-1");
  equal(textAt(1000, linear), "1");
  equal(textAt(500, linear), "0");
  equal(textAt(0, log), "1");
  equal(textAt(500, log), "1000");
  equal(textAt(1000, log), "1000000");
});

test("a special word stands beyond the right end", () => {
  equal(textAt(1000, open), "off");
  equal(textAt(981, open), "off");
  equal(textAt(980, open), "1000");
  equal(positionOf("off", open), 1000);
  equal(positionOf("1000", open), 980);
});

test("a value's position gives the value back, to the digits of the scale", () => {
  for (const scale of [linear, log, open]) {
    for (let position = 0; position <= 1000; position += 7) {
      const text = textAt(position, scale);
      if (text === scale.special) continue;
      const [again, value] = [Number(textAt(positionOf(text, scale), scale)), Number(text)];
      ok(Math.abs(again - value) <= Math.max(0.006 * Math.abs(value), scale.whole ? 1 : 0.002), `${text} comes back as ${again}`);
    }
  }
});

test("what is no number or outside stands at an end", () => {
  equal(positionOf("words", linear), 0);
  equal(positionOf("-7", linear), 0);
  equal(positionOf("7", linear), 1000);
});
