import type { Database } from '../../engine/database'
import type { RawTable } from '../../ingest/table'
import type { Binding, TableMapping } from '../mapping/mapping'
import { isBeyondChance, overlapOf, type Overlap } from './overlap'
import { candidates } from './kind-guess'
import type { Evidence } from './evidence'

/** Tables whose customers must be the same people: a column that cannot hold them gives way to one that does. */
export async function meetCustomers(
  database: Database,
  mappings: readonly TableMapping[],
  tables: readonly RawTable[],
  evidence: ReadonlyMap<string, readonly Evidence[]>,
): Promise<readonly TableMapping[]> {
  const withCustomer = mappings.filter((one) => customerColumn(one) !== null)
  const anchor = withCustomer.find(({ kind }) => kind === 'customers') ?? largest(withCustomer, tables)
  if (!anchor || withCustomer.length < 2) return mappings
  let met = [...mappings]
  for (const one of withCustomer.filter((mapping) => mapping !== anchor)) {
    const rooted = met.find(({ table }) => table === anchor.table)!
    const found = await meeting(database, sideOf(one, evidence), sideOf(rooted, evidence))
    if (!found) continue
    met = met.map((mapping) => {
      if (mapping.table === one.table) return rebind(mapping, found.own, found.confidence)
      return mapping.table === anchor.table ? rebind(mapping, found.other, found.confidence) : mapping
    })
  }
  return met
}

/** The column that holds the customer; null where there is none, or only the row itself, whose number nobody else knows. */
function customerColumn({ bindings }: TableMapping): string | null {
  const from = bindings.find(({ role }) => role === 'customer_id')?.from
  return from && 'column' in from && from.column !== 'line' ? from.column : null
}

function largest(mappings: readonly TableMapping[], tables: readonly RawTable[]): TableMapping | undefined {
  const rows = (one: TableMapping) => tables.find(({ name }) => name === one.table)?.rowsKept ?? 0
  return mappings.toSorted((a, b) => rows(b) - rows(a))[0]
}

/** A table, its customer column as it is bound, and what else could be it. */
interface Side {
  readonly table: string
  readonly bound: string
  readonly possible: readonly string[]
  nameOf(column: string): number
}

const MOST_POSSIBLE = 4

function sideOf(mapping: TableMapping, evidence: ReadonlyMap<string, readonly Evidence[]>): Side {
  const bound = customerColumn(mapping)!
  const named = candidates(evidence.get(mapping.table) ?? [], 'customer_id')
  return {
    table: mapping.table,
    bound,
    possible: [...new Set([bound, ...named.map((one) => one.evidence.column.name)])].slice(0, MOST_POSSIBLE),
    nameOf: (column) => named.find((one) => one.evidence.column.name === column)?.score ?? 0,
  }
}

interface Meeting {
  readonly own: string
  readonly other: string
  readonly confidence: number
}

/** Another pair of columns must share at least this much to be the customers where the named pair shares none. */
const MEETS = 0.5
/** A name that says as much as "customer_id". */
const PLAIN = 0.84
const DISPUTED = 0.5
/** Where the names share nobody, who else is shared are the customers. */
const SURE_ENOUGH = 0.7

/**
 * The pair of columns that hold the same people. A list often knows only some of them, so that the pair of the names stays as soon as
 * it shares more than chance would give; another takes its place only by sharing more than chance and half at least. Where that
 * contradicts a plain name, or what the names share, the review asks.
 */
async function meeting(database: Database, one: Side, anchor: Side): Promise<Meeting | null> {
  const look = (own: string, other: string) =>
    overlapOf(database, { table: one.table, column: own }, { table: anchor.table, column: other })
  const named = { own: one.bound, other: anchor.bound }
  const bound = await look(named.own, named.other)
  const isMet = isBeyondChance(bound)
  if (isMet && bound.share >= MEETS) return { ...named, confidence: sure(bound) }
  let best: (Meeting & { readonly share: number }) | null = null
  for (const own of one.possible)
    for (const other of anchor.possible) {
      if (own === named.own && other === named.other) continue
      const found = await look(own, other)
      if (isBeyondChance(found) && found.share >= Math.max(MEETS, bound.share) && found.share > (best?.share ?? 0))
        best = { own, other, share: found.share, confidence: contradicts(one, own) || contradicts(anchor, other) ? DISPUTED : sure(found) }
    }
  if (isMet) return { ...named, confidence: best ? DISPUTED : sure(bound) }
  return best && { ...best, confidence: bound.matched > 0 ? best.confidence : Math.max(best.confidence, SURE_ENOUGH) }
}

/** A column that another with a plainer name gives way to. */
function contradicts(side: Side, column: string): boolean {
  return side.nameOf(side.bound) >= PLAIN && side.nameOf(column) < side.nameOf(side.bound)
}

function sure({ share }: Overlap): number {
  return 0.7 + 0.3 * share
}

function rebind(mapping: TableMapping, column: string, confidence: number): TableMapping {
  const bindings = mapping.bindings.map((binding): Binding => {
    if (binding.role !== 'customer_id') return binding
    const isKept = 'column' in binding.from && binding.from.column === column
    return { ...binding, from: { column }, confidence: isKept && confidence >= 0.7 ? Math.max(binding.confidence, confidence) : confidence }
  })
  return { ...mapping, bindings }
}
