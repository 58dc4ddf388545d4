// What an experiment has found, kept in the browser, so that a reload goes on where it was: rows are added as they come.
// A page that may keep nothing, or whose storage does not answer, works without.

import { digests } from "../realm/beside";

const database = "saddle-lab";
const tables = "tables";
const cells = "rows";
const most = 20; // tables
const patience = 1500; // ms that the storage has to answer

interface Table {
  key: string;
  running: boolean; // it was, when it was kept
  at: number;
}

interface Row {
  key: string;
  row: string;
}

/** Rows of other programs are other numbers. */
const keyOf = (query: string) => `${digests("build")[0]} ${query}`;

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("the storage does not answer")), patience);
    const request = indexedDB.open(database, 2);
    request.onupgradeneeded = () => {
      const db = request.result;
      for (const name of db.objectStoreNames) db.deleteObjectStore(name); // of older versions, whose keys are others too
      db.createObjectStore(tables, { keyPath: "key" });
      db.createObjectStore(cells, { autoIncrement: true }).createIndex("key", "key");
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another page holds the storage"));
  });
  return opened;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function on<T>(mode: IDBTransactionMode, act: (tables: IDBObjectStore, cells: IDBObjectStore) => Promise<T>): Promise<T | undefined> {
  try {
    const transaction = (await open()).transaction([tables, cells], mode);
    return await act(transaction.objectStore(tables), transaction.objectStore(cells));
  } catch {
    return undefined; // a private window, a frame without an origin, a full disk
  }
}

/** recall returns the rows kept for a grid, and whether it was running. */
export async function recall(query: string): Promise<{ rows: string[]; running: boolean }> {
  const kept = await on("readonly", async (tables, cells) => {
    const table = await done<Table | undefined>(tables.get(keyOf(query)));
    const rows = await done<Row[]>(cells.index("key").getAll(keyOf(query)));
    return { rows: rows.map(({ row }) => row), running: table?.running ?? false };
  });
  return kept ?? { rows: [], running: false };
}

/** keep adds rows to those of a grid, and forgets the oldest tables. */
export async function keep(query: string, fresh: string[], running: boolean): Promise<void> {
  await on("readwrite", async (tables, cells) => {
    const key = keyOf(query);
    for (const row of fresh) cells.add({ key, row } satisfies Row);
    await done(tables.put({ key, running, at: Date.now() } satisfies Table));
    const all = await done<Table[]>(tables.getAll());
    for (const old of all.sort((a, b) => b.at - a.at).slice(most)) await forget(tables, cells, old.key);
  });
}

/** drop forgets a grid's rows. */
export async function drop(query: string): Promise<void> {
  await on("readwrite", (tables, cells) => forget(tables, cells, keyOf(query)));
}

async function forget(tables: IDBObjectStore, cells: IDBObjectStore, key: string): Promise<void> {
  for (const at of await done(cells.index("key").getAllKeys(key))) cells.delete(at);
  await done(tables.delete(key));
}
