// What the page keeps on the device: its key, the keys it has pinned, the highest call it has seen. Storage may be denied.

let opened: Promise<IDBDatabase | null> | undefined;
let denied = false;

function open(): Promise<IDBDatabase | null> {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open("klich", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("kept");
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opened;
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  const database = await open();
  try {
    if (!database) throw 0;
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction("kept", mode);
      const request = act(transaction.objectStore("kept"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = reject;
    });
  } catch {
    denied = true;
    return undefined;
  }
}

/** Tells whether nothing can be kept here. */
export const isDenied = () => denied;

export const get = (key: string): Promise<any> => run("readonly", (store) => store.get(key));

/** Lists the names of what is kept. */
export const names = async (): Promise<string[]> => (await run("readonly", (store) => store.getAllKeys()) ?? []) as string[];

/** Keeps a value; false where it was not kept. */
export const put = async (key: string, value: unknown): Promise<boolean> =>
  (await run("readwrite", (store) => store.put(value, key))) !== undefined;

export const clear = () => run("readwrite", (store) => store.clear());
