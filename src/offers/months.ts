import { identifier, query, type Database } from '../engine/database'
import { tableName } from '../ingest/table-name'
import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping/mapping'
import { wideMonths } from '../model/wide/months'
import { count, decimal, month, plural } from '../shared/format'
import { columnIn, numberSql } from '../steps/column'
import { MONTHS_MADE, reshapeMonths, type ReshapeMonths } from '../steps/reshape-months'
import type { Offer } from './offer'
import { bindingsOf, headersShown, placeOf, previewOf, restOf, rolesKept } from './reshape'

/** A table of customers × months, offered as rows of orders; null where the table is none. */
export async function monthsOffer(database: Database, table: RawTable, mapping: Mapping, isNeeded: boolean): Promise<Offer | null> {
  const wide = wideMonths(table)
  if (!wide) return null
  const turned = wide.months.map(({ column }) => column)
  const rest = await restOf(database, table, mapping, turned, [])
  if (!rest.who) return null
  const makes = `${table.name}_months`
  const step: ReshapeMonths = {
    id: `reshape months ${makes}`,
    kind: 'reshape months',
    table: table.name,
    makes,
    keep: rest.keep,
    months: wide.months.map(({ column: { name, header }, on }) => ({ name, header, on })),
  }
  const sql = reshapeMonths.sql(step, table, identifier(table.name))
  const found = await countCells(database, table, step)
  const first = wide.months[0]!.on
  const last = wide.months.at(-1)!.on
  return {
    ...placeOf(table),
    id: step.id,
    question: `Is each of ${count(turned.length)} columns of ${tableName(table)} a month?`,
    why: `This looks like one row a customer and one column a month, ${month(first)} to ${month(last)}. Pages read orders as rows: one row for each month in which a customer bought.`,
    samples: headersShown(step.months),
    accept: `Turn ${count(turned.length)} columns into rows of orders`,
    decline: 'Leave the table as it is',
    done: `${tableName(table)}: ${count(turned.length)} columns are now rows of orders`,
    accepted: plural(found.orders, 'order'),
    declined: null,
    isLikely: true,
    isNeeded,
    facts: [
      `Of ${count(found.cells)} cells, ${count(found.orders)} hold an amount and become one order each, dated the first of the month.`,
      ...(found.zeros + found.empty > 0
        ? [
            `Left out: ${[found.zeros > 0 ? plural(found.zeros, 'zero') : '', found.empty > 0 ? plural(found.empty, 'empty cell') : ''].filter(Boolean).join(' and ')}.`,
          ]
        : []),
      `The amounts add up to ${decimal(found.sum, 2)} before and to ${decimal(found.sumAfter, 2)} after.`,
      rest.reading.kind === 'customers'
        ? `${tableName(table)} itself is read as the list of customers.`
        : `The other columns are repeated in each row.`,
    ],
    preview: await previewOf(database, sql, reshapeMonths.headers(step), found.orders),
    sql,
    steps: [step],
    readings: [
      rest.reading,
      { table: makes, kind: 'orders', confidence: 1, bindings: bindingsOf(rolesKept(table, rest, 'orders'), MONTHS_MADE) },
    ],
  }
}

interface Cells {
  readonly cells: number
  readonly orders: number
  readonly zeros: number
  readonly empty: number
  readonly sum: number
  readonly sumAfter: number
}

/** The cells of the months, counted column by column in the table, and the sum of the orders made of them. */
async function countCells(database: Database, table: RawTable, step: ReshapeMonths): Promise<Cells> {
  const parts = step.months.map((one) => {
    const value = numberSql(columnIn(table, one))
    return `select count(*) as cells, count(*) filter (where ${value} <> 0) as filled, count(*) filter (where ${value} = 0) as zeros, coalesce(sum(${value}), 0) as total from ${identifier(table.name)}`
  })
  const after = `c${step.keep.length + 2}`
  const text = `
    select sum(cells) as cells, sum(filled) as orders, sum(zeros) as zeros, sum(total)::double as total,
      (select coalesce(sum(${after}), 0)::double from (${reshapeMonths.sql(step, table, identifier(table.name))})) as total_after
    from (${parts.join('\nunion all\n')})`
  const columns = { cells: 'number', orders: 'number', zeros: 'number', total: 'number', total_after: 'number' } as const
  const [row] = await database.rows(query('cells of the months', text, columns))
  const { cells, orders, zeros, total, total_after } = row!
  return { cells: cells!, orders: orders!, zeros: zeros!, empty: cells! - orders! - zeros!, sum: total!, sumAfter: total_after! }
}
