import { deepEqual } from "node:assert/strict";
import test from "node:test";
import { parseValues } from "../src/query/values";

test("values are lines of name=text, where a text may have a sign of its own", () => {
  deepEqual([...parseValues("d=2\nwstar=1,0\nnothing\nname=a=b")], [["d", "2"], ["wstar", "1,0"], ["name", "a=b"]]);
});
