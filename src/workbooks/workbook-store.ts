import { finished, outcome } from '../storage/requests'
import { checkpointOf, operationOf, replay, type Checkpoint, type Operation, type Part, type Replayed } from './journal'
import { hashesOf, nameOf, type Recipe } from './recipe'

/** A kept workbook in the list of them. */
export interface WorkbookEntry {
  readonly id: string
  readonly name: string
  readonly files: number
  /** Bytes of its files. */
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly openedAt: number
  /** Deleted by the reader; erased once it can no longer be taken back. */
  readonly deletedAt: number | null
}

/** The entry as it is kept. */
interface Entry extends WorkbookEntry {
  /** The last change written. Whoever writes says which one it has seen. */
  readonly seq: number
  /** Keys of the sources that the workbook needs. */
  readonly hashes: readonly string[]
}

/** Another tab wrote in between: what this one holds is older than what is kept, and is not written over it. */
export class StaleWorkbook extends Error {
  override readonly name = 'StaleWorkbook'
}

const DATABASE = 'clientele-workbooks'
const ENTRIES = 'workbooks'
const OPERATIONS = 'operations'
const CHECKPOINTS = 'checkpoints'
const ALL = [ENTRIES, OPERATIONS, CHECKPOINTS]
/** Checkpoints kept of a workbook. Changes are kept back to the one before the newest, which is read where the newest is damaged. */
const KEPT = 20

/** The workbooks kept on this device: an append-only journal of each, with checkpoints. */
export class WorkbookStore {
  readonly #database: IDBDatabase

  constructor(database: IDBDatabase) {
    this.#database = database
  }

  close(): void {
    this.#database.close()
  }

  /** The newest first, those that were deleted included. */
  async list(): Promise<readonly WorkbookEntry[]> {
    const entries = await this.#entries()
    return entries.sort((one, other) => other.openedAt - one.openedAt)
  }

  /**
   * Keys of all sources that any workbook needs, by its journal and by the list: the list alone may be damaged, and what it does not
   * name would be erased. Null where a journal does not read back as it was written, since it may need more than it says.
   */
  async hashes(): Promise<ReadonlySet<string> | null> {
    const hashes = new Set((await this.#entries()).flatMap((entry) => entry.hashes))
    for (const id of await this.#ids()) {
      const kept = await this.load(id)
      if (!kept) continue
      if (kept.damaged > 0) return null
      hashesOf(kept.recipe).forEach((hash) => hashes.add(hash))
    }
    return hashes
  }

  /** Writes anew what the list says of a workbook where that is gone, or is not what its journal says. */
  async repair(): Promise<void> {
    for (const id of await this.#ids()) {
      const before: unknown = await outcome(this.#database.transaction(ENTRIES).objectStore(ENTRIES).get(id))
      const kept = await this.#replayed(id)
      if (!kept) continue
      const own = isEntry(before) ? before : null
      const right = { ...entryOf(id, kept.recipe, kept.seq), openedAt: own?.openedAt ?? Date.now() }
      const said = (entry: Entry) => JSON.stringify([entry.seq, entry.hashes])
      if (own && said(own) === said(right)) continue
      const transaction = this.#write([ENTRIES])
      const done = finished(transaction)
      const now: unknown = await outcome(transaction.objectStore(ENTRIES).get(id))
      // Another tab may have written since.
      if (JSON.stringify(now) === JSON.stringify(before))
        transaction.objectStore(ENTRIES).put({ ...right, deletedAt: own?.deletedAt ?? null })
      await done
    }
  }

  /** The newest valid state; null where nothing is kept under that id. */
  async load(id: string): Promise<Replayed | null> {
    const entry: unknown = await outcome(this.#database.transaction(ENTRIES).objectStore(ENTRIES).get(id))
    const replayed = await this.#replayed(id)
    if (!replayed) return null
    return { ...replayed, seq: Math.max(replayed.seq, isEntry(entry) ? entry.seq : 0) }
  }

  /**
   * Appends changes after the one numbered `seen` and reads them back. Rejects with StaleWorkbook, and writes nothing, when another tab
   * wrote since. Resolves to the number of the last change.
   */
  async append(id: string, seen: number, recipe: Recipe, parts: readonly Part[]): Promise<number> {
    const operations = await Promise.all(parts.map((part, index) => operationOf(id, seen + 1 + index, part, recipe[part])))
    const seq = seen + operations.length
    const transaction = this.#write([ENTRIES, OPERATIONS])
    const done = finished(transaction)
    done.catch(() => {})
    const entry = await this.#entryAt(transaction, id, seen)
    for (const operation of operations) transaction.objectStore(OPERATIONS).put(operation)
    transaction.objectStore(ENTRIES).put({ ...entryOf(id, recipe, seq), openedAt: entry?.openedAt ?? Date.now() } satisfies Entry)
    await done
    const kept = await outcome(
      this.#database
        .transaction(OPERATIONS)
        .objectStore(OPERATIONS)
        .getAll(within(id, seen + 1, seq)),
    )
    if (JSON.stringify(kept.map(checkable)) !== JSON.stringify(operations.map(checkable)))
      throw new Error('What was written does not read back the same.')
    return seq
  }

  /** Keeps the whole recipe as it is after the change `seq`, and forgets the changes that two checkpoints hold. */
  async checkpoint(id: string, seq: number, recipe: Recipe): Promise<void> {
    const checkpoint = await checkpointOf(id, seq, recipe)
    const writing = this.#write([CHECKPOINTS])
    writing.objectStore(CHECKPOINTS).put(checkpoint)
    await finished(writing)
    const transaction = this.#write([CHECKPOINTS, OPERATIONS])
    const done = finished(transaction)
    done.catch(() => {})
    const checkpoints = transaction.objectStore(CHECKPOINTS)
    const [kept, keys] = await Promise.all([outcome(checkpoints.get([id, seq])), outcome(checkpoints.getAllKeys(within(id)))])
    const isWell = kept !== undefined && (kept as Checkpoint).text === checkpoint.text
    const seqs = keys.map((key) => (key as [string, number])[1])
    const before = seqs.at(-2)
    if (isWell && before !== undefined) transaction.objectStore(OPERATIONS).delete(within(id, 0, before))
    for (const old of isWell ? seqs.slice(0, -KEPT) : []) checkpoints.delete([id, old])
    await done
  }

  /** Says that a workbook is open, or changes what the list says of it. */
  async mark(id: string, change: Partial<Pick<WorkbookEntry, 'openedAt' | 'deletedAt'>>): Promise<void> {
    const transaction = this.#write([ENTRIES])
    const done = finished(transaction)
    const entry = (await outcome(transaction.objectStore(ENTRIES).get(id))) as Entry | undefined
    if (entry) transaction.objectStore(ENTRIES).put({ ...entry, ...change })
    await done
  }

  async erase(id: string): Promise<void> {
    const transaction = this.#write(ALL)
    transaction.objectStore(ENTRIES).delete(id)
    transaction.objectStore(OPERATIONS).delete(within(id))
    transaction.objectStore(CHECKPOINTS).delete(within(id))
    await finished(transaction)
  }

  async eraseAll(): Promise<void> {
    const transaction = this.#write(ALL)
    for (const store of ALL) transaction.objectStore(store).clear()
    await finished(transaction)
  }

  async #replayed(id: string): Promise<Replayed | null> {
    const transaction = this.#database.transaction([CHECKPOINTS, OPERATIONS])
    const [checkpoints, operations] = await Promise.all([
      outcome(transaction.objectStore(CHECKPOINTS).getAll(within(id))),
      outcome(transaction.objectStore(OPERATIONS).getAll(within(id))),
    ])
    return checkpoints.length + operations.length === 0 ? null : replay(checkpoints, operations)
  }

  /** Of every workbook that a journal is there of, whatever the list says. */
  async #ids(): Promise<readonly string[]> {
    const transaction = this.#database.transaction([CHECKPOINTS, OPERATIONS])
    const keys = await Promise.all([CHECKPOINTS, OPERATIONS].map((store) => outcome(transaction.objectStore(store).getAllKeys())))
    return [...new Set(keys.flat().map((key) => (key as [string, number])[0]))]
  }

  async #entries(): Promise<Entry[]> {
    const kept: unknown[] = await outcome(this.#database.transaction(ENTRIES).objectStore(ENTRIES).getAll())
    return kept.filter(isEntry)
  }

  async #entryAt(transaction: IDBTransaction, id: string, seen: number): Promise<Entry | null> {
    const found: unknown = await outcome(transaction.objectStore(ENTRIES).get(id))
    const entry = isEntry(found) ? found : null
    if ((entry?.seq ?? 0) === seen) return entry
    transaction.abort()
    throw new StaleWorkbook('This workbook was changed in another tab.')
  }

  #write(stores: readonly string[]): IDBTransaction {
    return this.#database.transaction(stores, 'readwrite', { durability: 'strict' })
  }
}

/** Null where the browser refuses to keep anything. */
export async function openWorkbookStore(): Promise<WorkbookStore | null> {
  if (typeof indexedDB === 'undefined') return null
  try {
    const opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(ENTRIES, { keyPath: 'id' })
      opening.result.createObjectStore(OPERATIONS, { keyPath: ['workbook', 'seq'] })
      opening.result.createObjectStore(CHECKPOINTS, { keyPath: ['workbook', 'seq'] })
    }
    const shelf = new WorkbookStore(await outcome(opening))
    await shelf.repair().catch(() => undefined)
    return shelf
  } catch {
    return null
  }
}

function entryOf(id: string, recipe: Recipe, seq: number): Omit<Entry, 'openedAt'> {
  const files = new Map(recipe.sources.map((source) => [source.hash || source.table, source.bytes]))
  const bytes = [...files.values()].reduce((sum, one) => sum + one, 0)
  return { id, name: nameOf(recipe), files: files.size, bytes, savedAt: Date.now(), deletedAt: null, seq, hashes: hashesOf(recipe) }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  const { id, name, savedAt, openedAt, hashes, seq } = value as Partial<Entry>
  return (
    Number.isSafeInteger(seq) &&
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof savedAt === 'number' &&
    typeof openedAt === 'number' &&
    Array.isArray(hashes)
  )
}

function within(id: string, from = 0, to = Number.MAX_SAFE_INTEGER): IDBKeyRange {
  return IDBKeyRange.bound([id, from], [id, to])
}

function checkable({ seq, part, text, checksum }: Operation): readonly unknown[] {
  return [seq, part, text, checksum]
}
