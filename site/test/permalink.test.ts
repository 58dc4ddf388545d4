import { deepEqual, equal } from "node:assert/strict";
import test from "node:test";
import { addressed, complete, link, merged, onAddress, split, unwrite, write, writeOwn } from "../src/query/permalink";

// A page without a browser: the address, and what changes it.
let url = new URL("https://example.org/page?d=3&utm=x");
const listeners = new Map<string, Set<() => void>>();
Object.assign(globalThis, {
  location: {
    get href() { return url.href; }, get search() { return url.search; }, get hash() { return url.hash; }, get origin() { return url.origin; }, get pathname() { return url.pathname; },
  },
  history: { state: null, replaceState: (_: unknown, __: string, to: string) => void (url = new URL(to, url)) },
  addEventListener: (name: string, f: () => void) => void (listeners.get(name) ?? listeners.set(name, new Set()).get(name)!).add(f),
  removeEventListener: (name: string, f: () => void) => void listeners.get(name)?.delete(f),
});
const go = (to: string) => {
  url = new URL(to, url);
  listeners.get("popstate")?.forEach((f) => f());
};
const soon = () => listeners.get("pagehide")?.forEach((f) => f()); // what waits is written when the page goes

test("an address is laid over an attribute", () => {
  equal(merged("?d=2&phi=relu", "d=3"), "d=3&phi=relu");
  equal(merged("wstar=1,0", ""), "wstar=1,0");
});

test("the page's own word is not the figure's", () => {
  deepEqual(split("?d=2&compare=grad,score"), { query: "d=2", own: "grad,score" });
  deepEqual(split("#d=2"), { query: "d=2", own: null });
});

test("what is no parameter stays the page's", () => {
  go("https://example.org/page?d=3&utm=x");
  equal(addressed(false), "d=3");
  equal(addressed(true), "d=3&utm=x");
  write("d=4", false);
  soon();
  equal(url.search, "?d=4&utm=x");
});

test("a hash is an address on a disk, and an anchor is none", () => {
  go("file:///page.html#d=5");
  equal(addressed(false), "d=5");
  equal(link("d=6"), "file:///page.html#d=6");
  go("https://example.org/page#section");
  equal(addressed(true), "");
  equal(link("d=6"), "https://example.org/page?d=6#section");
});

test("a late write is dropped with its page", () => {
  go("https://example.org/page");
  write("d=7", true);
  url = new URL("https://example.org/other");
  soon();
  equal(url.href, "https://example.org/other");
  write("d=8", true);
  unwrite();
  soon();
  equal(url.href, "https://example.org/other");
});

test("a value that is a default is written where an attribute sets another", () => {
  equal(complete("seed=2", "d=4&seed=1", new Map([["d", "2"], ["seed", "2"]])), "seed=2&d=2");
});

test("Back is followed, and what is written here is not", () => {
  go("https://example.org/page?d=2");
  let heard = 0;
  const end = onAddress(() => heard++);
  writeOwn("grad,score");
  equal(url.search, "?d=2&compare=grad,score");
  go("?d=3");
  equal(heard, 1);
  listeners.get("popstate")?.forEach((f) => f()); // to where it is already
  equal(heard, 1);
  end();
  go("?d=4");
  equal(heard, 1);
});
