/**
 * What this browser keeps between pages: unsent drafts and what waits to be sent, in IndexedDB, apart for each account. It is not encrypted
 * there, so it is the second copy: the first is sealed on the node, and both go when the record is sent. Where the browser forbids
 * storage, the page's own memory stands in and the form says so.
 */
export type Shelf = {
  /** False: nothing outlives this page. */
  readonly lasting: boolean
  readonly read: <T>(store: StoreName, key: string) => Promise<T | undefined>
  readonly write: (store: StoreName, key: string, value: unknown) => Promise<void>
  readonly remove: (store: StoreName, key: string) => Promise<void>
  /** Values whose keys begin so. */
  readonly list: <T>(store: StoreName, prefix: string) => Promise<readonly T[]>
}

export type StoreName = 'drafts' | 'outbox'

const name = 'enlace-forms'
let opened: Promise<Shelf> | undefined

/** The browser's shelf; opened once. Never fails: a browser without storage gets one in memory. */
export function openShelf(): Promise<Shelf> {
  opened ??= openDatabase().then(overDatabase, () => inMemory())
  return opened
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('drafts')
      request.result.createObjectStore('outbox')
    }
    request.onsuccess = () => {
      // A newer page in another tab may need to change the shelf: this one lets go rather than block it.
      request.result.onversionchange = () => request.result.close()
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('blocked'))
  })
}

function overDatabase(database: IDBDatabase): Shelf {
  const run = <T>(store: StoreName, mode: IDBTransactionMode, act: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: 'strict' })
      const request = act(transaction.objectStore(store))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  return {
    lasting: true,
    read: async <T>(store: StoreName, key: string) => (await run(store, 'readonly', (objects) => objects.get(key))) as T | undefined,
    write: async (store, key, value) => void (await run(store, 'readwrite', (objects) => objects.put(value, key))),
    remove: async (store, key) => void (await run(store, 'readwrite', (objects) => objects.delete(key))),
    list: async <T>(store: StoreName, prefix: string) =>
      (await run(store, 'readonly', (objects) => objects.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)))) as readonly T[],
  }
}

function inMemory(): Shelf {
  const held = new Map<string, unknown>()
  const place = (store: StoreName, key: string) => `${store}\0${key}`
  return {
    lasting: false,
    read: async <T>(store: StoreName, key: string) => held.get(place(store, key)) as T | undefined,
    write: async (store, key, value) => void held.set(place(store, key), value),
    remove: async (store, key) => void held.delete(place(store, key)),
    list: async <T>(store: StoreName, prefix: string) =>
      [...held].filter(([key]) => key.startsWith(place(store, prefix))).map(([, value]) => value as T),
  }
}
