import { dsvFormat } from 'd3'
import { query, type Engine } from '../../engine/database'

/** Customers by a list that somebody pasted: their ids in the order of the list, each once, and what stands for nobody. */
export interface MatchedList {
  readonly ids: readonly string[]
  readonly unmatched: readonly string[]
}

/** More are not read. */
export const LONGEST_LIST = 100_000

/**
 * Ids or e-mail addresses, one a line or with commas, semicolons or tabs between them, or a table with a column of them; capitals in
 * addresses do not count.
 */
export async function matchList(engine: Engine, typed: string): Promise<MatchedList> {
  const entries = entriesOf(typed)
  if (entries.length === 0) return { ids: [], unmatched: [] }
  const session = await engine.open({ entries })
  try {
    const text = `
      with entries as (
        select unnest(cast(getvariable('entries') as varchar[])) as entry, unnest(range(len(cast(getvariable('entries') as varchar[])))) as place
      )
      select place, min(customer_id) as customer_id
      from entries
      left join company.customers on customers.customer_id = entry or lower(customers.email) = lower(entry)
      group by place
      order by place`
    const rows = await session.rows(query('customers of a list', text, { place: 'number', customer_id: 'text' }))
    const ids = rows.flatMap(({ customer_id: id }) => (id === null ? [] : [id]))
    return { ids: [...new Set(ids)], unmatched: rows.filter(({ customer_id: id }) => id === null).map(({ place }) => entries[place!]!) }
  } finally {
    await session.close()
  }
}

function entriesOf(typed: string): readonly string[] {
  const text = typed.replace(/^\uFEFF/, '')
  const each = columnOf(text) ?? text.split(/[\r\n,;\t]+/).map((entry) => entry.trim().replace(/^["']|["']$/g, ''))
  const plain = each.map((entry) => entry.trim().replaceAll('\0', ''))
  return [...new Set(plain.filter((entry) => entry !== ''))].slice(0, LONGEST_LIST)
}

/** Of a table with a head, such as an exported list of customers: its column of ids, else of addresses. Null where there is no head. */
function columnOf(text: string): readonly string[] | null {
  const head = text.slice(0, text.search(/[\r\n]|$/))
  const rows = dsvFormat([';', '\t'].find((sign) => head.includes(sign)) ?? ',').parseRows(text)
  const names = rows[0]?.map((name) => name.trim().toLowerCase()) ?? []
  const place = ['customer_id', 'email', 'e-mail'].map((name) => names.indexOf(name)).find((at) => at >= 0)
  return place === undefined ? null : rows.slice(1).map((row) => row[place] ?? '')
}
