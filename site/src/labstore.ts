// What an experiment has found, kept in the browser, so that a reload goes on where it was. A page that may keep nothing
// works without.

import version from "saddle:version";

const database = "saddle-lab";
const shelf = "tables";
const most = 20; // tables

interface Kept {
  key: string;
  rows: string[];
  running: boolean; // it was, when it was kept
  at: number;
}

/** Rows of other programs are other numbers. */
const keyOf = (query: string) => `${version} ${query}`;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(shelf, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function on<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => Promise<T>): Promise<T | undefined> {
  try {
    const db = await open();
    try {
      return await act(db.transaction(shelf, mode).objectStore(shelf));
    } finally {
      db.close();
    }
  } catch {
    return undefined; // a private window, a frame without an origin, a full disk
  }
}

/** recall returns the rows kept for a grid, and whether it was running. */
export async function recall(query: string): Promise<{ rows: string[]; running: boolean }> {
  const kept = await on("readonly", (store) => done<Kept | undefined>(store.get(keyOf(query))));
  return kept ?? { rows: [], running: false };
}

/** keep keeps the rows of a grid, and forgets the oldest tables. */
export async function keep(query: string, rows: string[], running: boolean): Promise<void> {
  await on("readwrite", async (store) => {
    await done(store.put({ key: keyOf(query), rows, running, at: Date.now() } satisfies Kept));
    const all = await done<Kept[]>(store.getAll());
    const old = all.sort((a, b) => b.at - a.at).slice(most);
    for (const { key } of old) await done(store.delete(key));
  });
}

/** drop forgets a grid's rows. */
export async function drop(query: string): Promise<void> {
  await on("readwrite", (store) => done(store.delete(keyOf(query))));
}
