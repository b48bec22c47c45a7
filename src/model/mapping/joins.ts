import { query, type Session } from '../../engine/database'
import { tableSql, type MappedTable } from './mapped-table'

/** How many of one table's customers another table knows too. */
export interface Join {
  /** RawTable.name */
  readonly table: string
  readonly other: string
  /** Distinct customers of `table`, and those of them that `other` has. */
  readonly ids: number
  readonly matched: number
  /** Rows of `table` that name a customer, and those whose customer `other` has. */
  readonly rows: number
  readonly rowsMatched: number
}

/** Every table that names customers against every other, both ways. */
export async function joinsOf(session: Session, sources: readonly MappedTable[]): Promise<readonly Join[]> {
  // A row that is its own customer has no number that another table could know.
  const named = sources.filter((one) => {
    const from = one.expression('customer_id')
    return from && !('column' in from && from.column === 'line')
  })
  if (named.length < 2) return []
  const ids = named.map(
    (one, at) =>
      `select ${at} as place, ${one.sql('customer_id')} as id, count(*) as rows from ${tableSql(one)} where ${one.sql('customer_id')} is not null group by id`,
  )
  const text = `
    with
    ids as materialized (${ids.join('\nunion all\n')}),
    met as (
      select own.place, other.place as other, count(*) as matched, sum(own.rows) as rows_matched
      from ids as own join ids as other on other.id = own.id and other.place <> own.place
      group by own.place, other.place
    ),
    totals as (select place, count(*) as ids, sum(rows) as rows from ids group by place)
    select own.place, other.place as other, own.ids, own.rows, coalesce(met.matched, 0) as matched, coalesce(met.rows_matched, 0) as rows_matched
    from totals as own join totals as other on other.place <> own.place
    left join met on met.place = own.place and met.other = other.place
    order by own.place, other.place`
  const columns = { place: 'number', other: 'number', ids: 'number', rows: 'number', matched: 'number', rows_matched: 'number' } as const
  const rows = await session.rows(query('customers that tables share', text, columns))
  return rows.map((row) => ({
    table: named[row.place!]!.raw.name,
    other: named[row.other!]!.raw.name,
    ids: row.ids!,
    matched: row.matched!,
    rows: row.rows!,
    rowsMatched: row.rows_matched!,
  }))
}

/** Of each table the join that tells most: with the list of customers, else with the table of most customers. */
export function mainJoins(joins: readonly Join[], lists: readonly string[]): readonly Join[] {
  const idsOf = (table: string) => joins.find((one) => one.table === table)?.ids ?? 0
  const tables = [...new Set(joins.map(({ table }) => table))]
  const known = tables.filter((table) => lists.includes(table))
  const anchor = (known.length > 0 ? known : tables).toSorted((a, b) => idsOf(b) - idsOf(a))[0]
  return joins.filter(({ table, other }) => other === anchor && table !== anchor)
}
