import type { Database } from '../../engine/database'
import type { Binding, Role, TableMapping } from '../mapping/mapping'
import { isBeyondChance, overlapOf } from './overlap'
import { candidates } from './kind-guess'
import type { Evidence } from './evidence'

const MOST_POSSIBLE = 4
/** A list knows at least this share of the products that were sold, or it is another list. */
const KNOWN = 0.5

/** Lists of products found by what the order lines call a product, which may be its number while the lines also have its name. */
export async function meetProducts(
  database: Database,
  mappings: readonly TableMapping[],
  evidence: ReadonlyMap<string, readonly Evidence[]>,
): Promise<readonly TableMapping[]> {
  let met = [...mappings]
  for (const list of mappings.filter(({ kind }) => kind === 'products'))
    for (const lines of mappings.filter((one) => one.kind === 'order_lines' || one.kind === 'orders')) {
      const found = await keysOf(database, lines, list, evidence)
      if (!found) continue
      met = met.map((one) => {
        if (one.table === list.table) return withRole(one, 'product', found.key)
        if (one.table !== lines.table) return one
        return columnOf(one, 'product') === found.own ? one : withRole(one, columnOf(one, 'product') ? 'product_id' : 'product', found.own)
      })
    }
  return met
}

interface Keys {
  readonly own: string
  readonly key: string
}

async function keysOf(
  database: Database,
  lines: TableMapping,
  list: TableMapping,
  evidence: ReadonlyMap<string, readonly Evidence[]>,
): Promise<Keys | null> {
  let best: (Keys & { readonly share: number }) | null = null
  for (const own of possible(lines, evidence))
    for (const key of possible(list, evidence)) {
      const found = await overlapOf(database, { table: lines.table, column: own }, { table: list.table, column: key })
      if (found.share >= KNOWN && (isBeyondChance(found) || found.share === 1) && found.share > (best?.share ?? 0))
        best = { own, key, share: found.share }
    }
  return best
}

function possible(mapping: TableMapping, evidence: ReadonlyMap<string, readonly Evidence[]>): readonly string[] {
  const bound = columnOf(mapping, 'product')
  const named = candidates(evidence.get(mapping.table) ?? [], 'product').map((one) => one.evidence.column.name)
  return [...new Set([...(bound ? [bound] : []), ...named])].slice(0, MOST_POSSIBLE)
}

function columnOf({ bindings }: TableMapping, role: Role): string | null {
  const from = bindings.find((binding) => binding.role === role)?.from
  return from && 'column' in from ? from.column : null
}

function withRole(mapping: TableMapping, role: Role, column: string): TableMapping {
  const others = mapping.bindings.filter((binding) => binding.role !== role)
  const bound: Binding = { role, from: { column }, confidence: 0.9 }
  return { ...mapping, bindings: [...others, bound] }
}
