import { identifier, query, type Database } from '../engine/database'
import type { RawTable } from '../ingest/table'
import type { Binding, TableMapping } from './mapping'
import { candidates, type Evidence } from './reading'

interface Meeting {
  readonly own: string
  readonly other: string
  readonly share: number
}

/** Tables whose customers must be the same people: rebinds customer columns that do not meet to those that do. */
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
    const found = await meeting(database, one, rooted, evidence)
    if (!found) continue
    met = met.map((mapping) => {
      if (mapping.table === one.table) return rebind(mapping, found.own, found.share)
      return mapping.table === anchor.table ? rebind(mapping, found.other, found.share) : mapping
    })
  }
  return met
}

function customerColumn({ bindings }: TableMapping): string | null {
  const from = bindings.find(({ role }) => role === 'customer_id')?.from
  return from && 'column' in from ? from.column : null
}

function largest(mappings: readonly TableMapping[], tables: readonly RawTable[]): TableMapping | undefined {
  const rows = (one: TableMapping) => tables.find(({ name }) => name === one.table)?.rowsKept ?? 0
  return mappings.toSorted((a, b) => rows(b) - rows(a))[0]
}

const MEETS = 0.5

/** The pair of columns in which two tables have the most customers in common, beginning with the pair bound now. */
async function meeting(
  database: Database,
  one: TableMapping,
  anchor: TableMapping,
  evidence: ReadonlyMap<string, readonly Evidence[]>,
): Promise<Meeting | null> {
  const bound = { own: customerColumn(one)!, other: customerColumn(anchor)! }
  const share = await overlap(database, one.table, bound.own, anchor.table, bound.other)
  if (share >= MEETS) return { ...bound, share }
  let best: Meeting | null = null
  for (const own of possible(one, evidence, bound.own))
    for (const other of possible(anchor, evidence, bound.other)) {
      const found = await overlap(database, one.table, own, anchor.table, other)
      if (found >= MEETS && found > (best?.share ?? share)) best = { own, other, share: found }
    }
  return best
}

function possible(mapping: TableMapping, evidence: ReadonlyMap<string, readonly Evidence[]>, bound: string): readonly string[] {
  const named = candidates(evidence.get(mapping.table) ?? [], 'customer_id').map((one) => one.evidence.column.name)
  return [...new Set([bound, ...named])].slice(0, 4)
}

/** Share of some of a table's values that are also in another's column, compared as text. The larger table is only looked through. */
async function overlap(database: Database, table: string, column: string, other: string, otherColumn: string): Promise<number> {
  const id = `${identifier(otherColumn)}::varchar`
  const text = `
    with
    first_rows as (select ${identifier(column)}::varchar as id from ${identifier(table)} where ${identifier(column)} is not null limit 20000),
    looked_for as (select distinct id from first_rows limit 2000)
    select
      (select count(*) from looked_for) as wanted,
      (select count(distinct ${id}) from ${identifier(other)} where ${id} in (select id from looked_for)) as found`
  const [row] = await database.rows(query('customers in common', text, { wanted: 'number', found: 'number' }))
  return row!.wanted! > 0 ? row!.found! / row!.wanted! : 0
}

function rebind(mapping: TableMapping, column: string, share: number): TableMapping {
  // Meeting another table's customers is better proof than any header.
  const bindings = mapping.bindings.map((binding): Binding =>
    binding.role === 'customer_id'
      ? { ...binding, from: { column }, confidence: Math.max(binding.confidence, 0.7 + 0.3 * share) }
      : binding,
  )
  return { ...mapping, bindings }
}
