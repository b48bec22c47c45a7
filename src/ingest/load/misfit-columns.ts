import { encodeBatch, type ArrowColumn } from '../../engine/arrow'
import { identifier, query, type Database, type Engine } from '../../engine/database'
import type { ColumnTotals } from './columns/column-totals'
import type { ColumnMisfits } from '../table'
import { textColumn } from './columns/text-values'

const MOST_EXAMPLES = 20
const LONGEST_EXAMPLE = 200

/** The column beside c3 in which its values stand that do not read as its type. */
export function misfitColumn(name: string): string {
  return `${name}_odd`
}

/** The table in which misfits come in. */
export function misfitTable(table: string): string {
  return `${table}_odd`
}

/** Puts the misfits of all columns beside them, once all rows are in the table. */
export async function storeMisfits(
  { insertArrow, execute }: Pick<Engine, 'insertArrow' | 'execute'>,
  table: string,
  totals: readonly ColumnTotals[],
): Promise<void> {
  const odd = totals.flatMap(({ misfits }, index) => (misfits.length > 0 ? [{ name: misfitColumn(`c${index}`), misfits }] : []))
  if (odd.length === 0) return
  const lines = [...new Set(odd.flatMap(({ misfits }) => misfits.map(({ line }) => line)))]
  const columns: ArrowColumn[] = odd.map(({ name, misfits }) => {
    const texts = new Map(misfits.map(({ line, text }) => [line, text]))
    return textColumn(
      name,
      lines.map((line) => texts.get(line) ?? null),
    )
  })
  const staged = identifier(misfitTable(table))
  const values: ArrowColumn = { name: 'line', type: 'integer', validity: null, values: Int32Array.from(lines) }
  await insertArrow(misfitTable(table), encodeBatch([...columns, values], lines.length), true)
  for (const { name } of odd) await execute(`alter table ${identifier(table)} add column ${name} varchar`)
  const set = odd.map(({ name }) => `${name} = staged.${name}`).join(', ')
  await execute(`update ${identifier(table)} as own set ${set} from ${staged} as staged where own.line = staged.line`)
  await execute(`drop table ${staged}`)
}

/** What stands in the column of misfits beside a column; null where nothing does. */
export async function describeMisfits(database: Database, relation: string, name: string): Promise<ColumnMisfits | null> {
  const column = misfitColumn(name)
  const text = `
    select left(${column}, ${LONGEST_EXAMPLE}) as value, min(line) as line, count(*) as rows, sum(count(*)) over () as total
    from ${identifier(relation)} where ${column} is not null
    group by value order by rows desc, line limit ${MOST_EXAMPLES}`
  const found = await database.rows(
    query('values that do not fit', text, { value: 'text', line: 'number', rows: 'number', total: 'number' }),
  )
  if (found.length === 0) return null
  return { rows: found[0]!.total!, column, examples: found.map(({ value, line, rows }) => ({ value: value!, line: line!, rows: rows! })) }
}
