import { deepEqual, equal } from "node:assert/strict";
import test from "node:test";
import { History, parseValues, queryOf } from "../src/query/history";

const values = (text: string) => parseValues(text.replaceAll(" ", "\n"));

test("values are lines of name=text, where a text may have a sign of its own", () => {
  deepEqual([...parseValues("d=2\nwstar=1,0\nnothing\nname=a=b")], [["d", "2"], ["wstar", "1,0"], ["name", "a=b"]]);
  equal(queryOf(parseValues("d=2\nwstar=1,0")), "d=2&wstar=1%2C0");
});

test("undo and redo go there and back", () => {
  const h = new History();
  h.record(values("d=2 seed=1"), 0);
  equal(h.canUndo, false);
  h.record(values("d=3 seed=1"), 5000);
  h.record(values("d=3 seed=2"), 10000);
  deepEqual(h.undo(11000), [["seed", "1"]]);
  h.record(values("d=3 seed=1"), 11100); // what the undo did
  deepEqual(h.undo(12000), [["d", "2"]]);
  h.record(values("d=2 seed=1"), 12100);
  equal(h.canUndo, false);
  deepEqual(h.redo(13000), [["d", "3"]]);
  h.record(values("d=3 seed=1"), 13100);
  equal(h.canRedo, true);
  h.record(values("d=4 seed=1"), 16000); // a change of one's own ends what could be redone
  equal(h.canRedo, false);
});

test("a dragged slider is one change", () => {
  const h = new History();
  h.record(values("eta=1 d=2"), 0);
  for (let i = 2; i <= 9; i++) h.record(values(`eta=${i} d=2`), 5000 + 100 * i);
  deepEqual(h.undo(9000), [["eta", "1"]]);
  equal(h.canUndo, false);
});

test("a change of another parameter soon after is another change", () => {
  const h = new History();
  h.record(values("eta=1 d=2"), 0);
  h.record(values("eta=2 d=2"), 5000);
  h.record(values("eta=2 d=3"), 5100);
  deepEqual(h.undo(6000), [["d", "2"]]);
  deepEqual(h.undo(6100), [["eta", "1"]]);
});

test("nothing to undo is nothing to set", () => {
  const h = new History();
  deepEqual(h.undo(0), []);
  deepEqual(h.redo(0), []);
});
