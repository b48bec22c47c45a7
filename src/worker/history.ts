import { COMPARED } from '../analyses/changes/sides'
import { CUT_COLUMNS, cutsOf, segmentsOfScores } from '../analyses/rfm/cuts'
import cutsText from '../analyses/rfm/cuts.sql?raw'
import { withCte } from '../analyses/queries/with-cte'
import { literal, query, setVariables, type Engine, type Session } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { tableName } from '../ingest/table-name'
import type { Company } from '../model/company/company'
import { openStates } from '../model/company/states'
import { PSEUDONYM, pseudonymSql } from '../quality/mask'
import { hashFile } from '../storage/sources'
import type { KeptLoad } from '../workbench'
import type { Snapshot } from '../workbooks/recipe'
import headlinesText from './snapshot-headlines.sql?raw'
import measuresText from './snapshot-measures.sql?raw'
import rowsText from './snapshot-rows.sql?raw'
import statesText from './snapshot-states.sql?raw'
import { packStates, unpackStates, type StateRow } from './state-file'

/** Loads that are kept, and the customers of all of them together: the engine holds them in memory. */
const MOST_LOADS = 24
const MOST_CUSTOMERS = 2_000_000
const PAGE = 50_000

const headlines = query('headline numbers', headlinesText, {
  customers: 'number',
  active_customers: 'number',
  orders: 'number',
  revenue: 'number',
})

const cutPoints = query('cut points', withCte('measured', measuresText, cutsText), CUT_COLUMNS)

const stateRows = query('customers of a load', rowsText, {
  customer_id: 'text',
  first_at: 'timestamp',
  last_at: 'timestamp',
  orders: 'number',
  revenue: 'number',
  segment: 'text',
})

/** A load before the one in force. Without bytes it has its numbers only. */
interface Kept {
  readonly snapshot: Snapshot
  readonly bytes: Blob | null
  readonly customers: number
}

/** What the data of a company are made of: tells one load from the next. */
interface Loaded {
  readonly signature: string
  readonly files: readonly string[]
  readonly isSample: boolean
}

/**
 * The loads of a workbook. The one in force is the company itself; its customers are written down when other data take its place.
 * A load that changes no headline number is none.
 */
export class History {
  readonly #keepBytes: (label: string, bytes: Blob, hash: string) => void
  readonly #now: () => Date
  #kept: readonly Kept[] = []
  #current: Snapshot | null = null
  #loaded: Loaded | null = null
  /** How ids of earlier loads are written in the engine. */
  #ids: { readonly isMasked: boolean; readonly salt: string } = { isMasked: false, salt: '' }
  #lastDropped: { readonly kept: Kept; readonly at: number } | null = null

  constructor(keepBytes: (label: string, bytes: Blob, hash: string) => void, now = () => new Date()) {
    this.#keepBytes = keepBytes
    this.#now = now
  }

  /** As a recipe keeps it: the oldest first, the one in force last, with no bytes of its own. */
  get recipe(): readonly Snapshot[] {
    return [...this.#kept.map(({ snapshot }) => snapshot), ...(this.#current ? [this.#current] : [])]
  }

  /** For the list of loads, the newest first. */
  get loads(): readonly KeptLoad[] {
    const entry = (snapshot: Snapshot, isCurrent: boolean): KeptLoad => ({
      id: snapshot.id,
      label: snapshot.label,
      takenAt: snapshot.takenAt,
      asOf: snapshot.asOf,
      customers: valueOf(snapshot, 'customers'),
      orders: valueOf(snapshot, 'orders'),
      revenue: valueOf(snapshot, 'revenue'),
      isCurrent,
    })
    const before = this.#kept.map(({ snapshot }) => entry(snapshot, false)).reverse()
    return this.#current ? [entry(this.#current, true), ...before] : before
  }

  /** The kept bytes of a load's customers. */
  bytes(hash: string): Blob | null {
    return this.#kept.find(({ snapshot }) => snapshot.hash === hash)?.bytes ?? null
  }

  /** All of them once more to the device: after memory only was switched off. */
  keepAll(): void {
    for (const { snapshot, bytes } of this.#kept) if (bytes) this.#keepBytes(snapshot.label, bytes, snapshot.hash)
  }

  forget(): void {
    this.#kept = []
    this.#current = this.#loaded = this.#lastDropped = null
  }

  /** Another workbook's history. What cannot be read of it has its numbers only. */
  async restore(engine: Engine, history: readonly Snapshot[], bytesOf: (hash: string) => Promise<Blob | null>): Promise<void> {
    const held = this.#kept
    this.forget()
    const last = history.at(-1)
    this.#current = last?.hash === '' ? last : null
    const kept: Kept[] = []
    for (const snapshot of this.#current ? history.slice(0, -1) : history) {
      const own = held.find((one) => one.snapshot.hash === snapshot.hash)?.bytes ?? null
      const bytes = snapshot.hash === '' ? null : (own ?? (await bytesOf(snapshot.hash).catch(() => null)))
      kept.push({ snapshot, bytes, customers: valueOf(snapshot, 'customers') })
    }
    this.#kept = kept
    await this.refill(engine)
  }

  /** Fills an engine that knows nothing of the loads before. */
  async refill(engine: Engine): Promise<void> {
    await openStates(engine)
    await engine.execute('delete from snapshots.customer_states')
    const filled: Kept[] = []
    for (const kept of this.#kept)
      filled.push({ ...kept, bytes: kept.bytes && (await fill(engine, kept.snapshot.id, kept.bytes)) ? kept.bytes : null })
    this.#kept = filled
    await this.#rewriteIds(engine)
    await this.#list(engine)
  }

  /** Ids of earlier loads as those of the company just built: pseudonyms where its are, else as they were written, as far as they are known. */
  async setIdMasking(engine: Engine, ids: { readonly isMasked: boolean; readonly salt: string }): Promise<void> {
    const isOther = ids.isMasked !== this.#ids.isMasked || ids.salt !== this.#ids.salt
    this.#ids = ids
    if (isOther && this.#kept.length > 0) await this.refill(engine)
  }

  /** Before other data take the place of the company's: its customers are written down. Does nothing while the data are the same. */
  async snapshotBefore(engine: Engine, tables: readonly RawTable[]): Promise<void> {
    const current = this.#current
    if (!current || !this.#loaded || this.#loaded.isSample || this.#loaded.signature === loadedOf(tables).signature) return
    if (valueOf(current, 'customers') === 0) return
    await this.#writeDown(engine, current)
    this.#current = null
  }

  /** After the company was built of these tables. */
  async recordLoad(engine: Engine, company: Company, tables: readonly RawTable[]): Promise<void> {
    await openStates(engine)
    const loaded = loadedOf(tables)
    const numbers = await numbersOf(engine, company)
    const before = this.#current ?? this.#kept.findLast(({ snapshot }) => !snapshot.id.startsWith(COMPARED))?.snapshot ?? null
    const isSame = this.#loaded === null ? this.#current !== null : this.#loaded.signature === loaded.signature
    const isNoNews = before !== null && !loaded.isSample && !this.#loaded?.isSample && areSame(before.headlines, numbers)
    if (before && (isSame || isNoNews)) {
      await this.#removeFrom(engine, before.id)
      this.#current = { ...before, hash: '', asOf: company.asOf, headlines: numbers }
    } else {
      const label = labelOf(loaded, this.#loaded)
      this.#current = { id: newId(), takenAt: this.#now().toISOString(), asOf: company.asOf, label, headlines: numbers, hash: '' }
    }
    this.#loaded = loaded
    await this.#prune(engine)
    await this.#list(engine)
  }

  /** The company as it is just now, built of data that were only compared, as a load beside the others. Returns its id. */
  async compare(engine: Engine, company: Company, label: string): Promise<string> {
    const id = `${COMPARED}${newId()}`
    const snapshot = {
      id,
      takenAt: this.#now().toISOString(),
      asOf: company.asOf,
      label,
      headlines: await numbersOf(engine, company),
      hash: '',
    }
    await this.#writeDown(engine, snapshot)
    return id
  }

  async drop(engine: Engine, id: string): Promise<void> {
    const kept = this.#kept.find(({ snapshot }) => snapshot.id === id)
    if (!kept) return
    this.#lastDropped = { kept, at: this.#kept.indexOf(kept) }
    await this.#removeFrom(engine, id)
    await this.#list(engine)
  }

  /** The load dropped last, at its place. */
  async bringBack(engine: Engine): Promise<void> {
    const dropped = this.#lastDropped
    if (!dropped) return
    this.#lastDropped = null
    this.#kept = this.#kept.toSpliced(dropped.at, 0, dropped.kept)
    if (dropped.kept.bytes) await fill(engine, dropped.kept.snapshot.id, dropped.kept.bytes)
    await this.#rewriteIds(engine)
    await this.#list(engine)
  }

  async #writeDown(engine: Engine, snapshot: Snapshot): Promise<void> {
    const session = await engine.open({ as_of: snapshot.asOf, load_id: snapshot.id })
    try {
      const cuts = cutsOf(await session.rows(cutPoints))
      if (!cuts) return
      const scoring = {
        r_cuts: cuts.recency.cuts,
        f_cuts: cuts.frequency.cuts,
        r_levels: cuts.recency.levels,
        f_levels: cuts.frequency.levels,
        segments: segmentsOfScores(cuts),
      }
      await session.execute(setVariables(scoring))
      await session.execute(`insert into snapshots.customer_states ${statesText}`)
      const bytes = await packStates(pagesOf(session, snapshot.id))
      const kept = { snapshot: { ...snapshot, hash: await hashFile(bytes) }, bytes, customers: valueOf(snapshot, 'customers') }
      this.#kept = [...this.#kept, kept]
      this.#keepBytes(snapshot.label, bytes, kept.snapshot.hash)
    } finally {
      await session.close()
    }
  }

  async #rewriteIds(engine: Engine): Promise<void> {
    const { isMasked, salt } = this.#ids
    if (salt === '' || this.#kept.length === 0) return
    const isPseudonym = `starts_with(customer_id, ${literal(PSEUDONYM)})`
    if (isMasked) {
      await engine.execute(
        `update snapshots.customer_states set customer_id = ${pseudonymSql('customer_id', salt)} where not ${isPseudonym}`,
      )
      return
    }
    const there = `select 1 from information_schema.tables where table_schema = 'company' and table_name = 'customer_facts'`
    const [found] = await engine.rows(query('a company there', `select count(*) as found from (${there})`, { found: 'number' }))
    if (found!.found === 0) return
    await engine.execute(`
      update snapshots.customer_states set customer_id = known.customer_id
      from (select customer_id, ${pseudonymSql('customer_id', salt)} as pseudonym from company.customer_facts) as known
      where snapshots.customer_states.customer_id = known.pseudonym`)
  }

  async #removeFrom(engine: Engine, id: string): Promise<void> {
    this.#kept = this.#kept.filter(({ snapshot }) => snapshot.id !== id)
    await engine.execute(`delete from snapshots.customer_states where load_id = ${literal(id)}`)
  }

  /** The oldest go first: too many loads altogether, or of too many customers their customers. */
  async #prune(engine: Engine): Promise<void> {
    for (const { snapshot } of this.#kept.slice(0, Math.max(0, this.#kept.length - MOST_LOADS + 1)))
      await this.#removeFrom(engine, snapshot.id)
    let room = MOST_CUSTOMERS
    const kept: Kept[] = []
    for (const one of this.#kept.toReversed()) {
      if (one.bytes) room -= one.customers
      if (one.bytes === null || room >= 0) kept.push(one)
      else {
        await engine.execute(`delete from snapshots.customer_states where load_id = ${literal(one.snapshot.id)}`)
        kept.push({ ...one, bytes: null, snapshot: { ...one.snapshot, hash: '' } })
      }
    }
    this.#kept = kept.reverse()
  }

  /** The table of loads, as it is now. */
  async #list(engine: Engine): Promise<void> {
    const rows = [
      ...this.#kept.map(({ snapshot, bytes }) => rowOf(snapshot, bytes !== null, false)),
      ...(this.#current ? [rowOf(this.#current, false, true)] : []),
    ]
    await engine.execute('delete from snapshots.loads')
    if (rows.length > 0) await engine.execute(`insert into snapshots.loads values ${rows.join(', ')}`)
  }
}

function rowOf(snapshot: Snapshot, isKept: boolean, isCurrent: boolean): string {
  const { id, takenAt, asOf, label } = snapshot
  const number = (name: string) => literal(valueOf(snapshot, name))
  const numbers = ['customers', 'active_customers', 'orders', 'revenue'].map(number)
  return `(${[literal(id), literal(takenAt.slice(0, 19)), literal(asOf), literal(label), ...numbers, isKept, isCurrent].join(', ')})`
}

/** False where the bytes are not those of a load: then nothing of them is in. */
async function fill(engine: Engine, id: string, bytes: Blob): Promise<boolean> {
  const batches = unpackStates(bytes, id)
  for (;;) {
    const next = await batches.next().catch(() => null)
    if (next === null) {
      await engine.execute(`delete from snapshots.customer_states where load_id = ${literal(id)}`)
      return false
    }
    if (next.done) return true
    await engine.insertArrow('snapshot_states', next.value, true)
    await engine.execute('insert into snapshots.customer_states select * from snapshot_states')
    await engine.execute('drop table snapshot_states')
  }
}

async function* pagesOf(session: Session, id: string): AsyncGenerator<StateRow[]> {
  for (let from = 0; ; from += PAGE) {
    const rows = await session.rows(stateRows, { load_id: id, from_place: from, most: PAGE })
    yield rows.map((row) => [row.customer_id ?? '', row.first_at, row.last_at, row.orders ?? 0, row.revenue ?? 0, row.segment])
    if (rows.length < PAGE) return
  }
}

async function numbersOf(engine: Engine, { asOf }: Company): Promise<Snapshot['headlines']> {
  const session = await engine.open({ as_of: asOf })
  try {
    const [row] = await session.rows(headlines)
    return Object.entries(row!).map(([name, value]) => ({ name, value: value ?? 0 }))
  } finally {
    await session.close()
  }
}

/** Large files are hashed only after the answers: until then, and so always, their name and size tell them. */
const HASHED_AT_ONCE = 64 * 1024 * 1024

function loadedOf(tables: readonly RawTable[]): Loaded {
  const read = tables.filter(({ format }) => format !== 'reshaped')
  const told = read.map(({ file, part, bytes, rowsRead, hash }) => [file, part, bytes, rowsRead, bytes <= HASHED_AT_ONCE ? hash : ''])
  return {
    signature: JSON.stringify(told.map((one) => JSON.stringify(one)).toSorted()),
    files: [...new Set(read.map(tableName))],
    isSample: read.some(({ format }) => format === 'sample'),
  }
}

/** "orders-april.csv in place of orders-march.csv". */
function labelOf(now: Loaded, before: Loaded | null): string {
  if (now.isSample) return 'Sample company'
  const known = before && !before.isSample ? before.files : []
  const added = now.files.filter((file) => !known.includes(file))
  const gone = known.filter((file) => !now.files.includes(file))
  if (added.length === 0 && gone.length === 0) return listed(now.files)
  if (added.length === 0) return `without ${listed(gone)}`
  return gone.length === 0 ? listed(added) : `${listed(added)} in place of ${listed(gone)}`
}

const SHOWN = 3

function listed(files: readonly string[]): string {
  const rest = files.length - SHOWN
  return rest > 1 ? `${files.slice(0, SHOWN).join(', ')} and ${rest} more` : files.join(', ')
}

function valueOf({ headlines: numbers }: Snapshot, name: string): number {
  return numbers.find((one) => one.name === name)?.value ?? 0
}

function areSame(one: Snapshot['headlines'], other: Snapshot['headlines']): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function newId(): string {
  return `l${crypto.getRandomValues(new Uint32Array(2)).reduce((text, part) => text + part.toString(36), '')}`
}
