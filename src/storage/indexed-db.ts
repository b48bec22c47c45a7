import { finished, outcome } from './requests'
import type { SourceStore } from './store'

const DATABASE = 'clientele-sources'
const TABLE = 'sources'

/** For browsers without a private file system. Null where storage is refused altogether. */
export async function openIndexedDb(): Promise<SourceStore | null> {
  if (typeof indexedDB === 'undefined') return null
  const opening = indexedDB.open(DATABASE, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE)
  const database = await outcome(opening).catch(() => null)
  return database && storeIn(database)
}

function storeIn(database: IDBDatabase): SourceStore {
  return {
    async put(hash, source) {
      const transaction = database.transaction(TABLE, 'readwrite', { durability: 'strict' })
      transaction.objectStore(TABLE).put(source, hash)
      await finished(transaction)
    },
    async get(hash) {
      const found: unknown = await outcome(database.transaction(TABLE).objectStore(TABLE).get(hash))
      return found instanceof Blob ? found : null
    },
    async list() {
      const table = database.transaction(TABLE).objectStore(TABLE)
      const [keys, values] = await Promise.all([outcome(table.getAllKeys()), outcome(table.getAll())])
      return keys.map((key, index) => ({ hash: String(key), bytes: (values[index] as Blob).size }))
    },
    async erase(hash) {
      const transaction = database.transaction(TABLE, 'readwrite', { durability: 'strict' })
      transaction.objectStore(TABLE).delete(hash)
      await finished(transaction)
    },
  }
}
