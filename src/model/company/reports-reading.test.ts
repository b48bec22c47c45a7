import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { hasRealFile, readRealFile } from '../../../test/support/real-file'
import { askedOf, suggestTables } from '../../../test/support/suggest-inline'
import { query } from '../../engine/database'
import { openFile } from '../../ingest/open-file'
import type { RawTable } from '../../ingest/table'
import { buildCompany } from './build'

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'

/** Files that were read wrongly once, each under its name. */
async function look(file: string) {
  const engine = await openDatabase()
  const table = file.endsWith('.xlsx') ? await sheet(engine, file) : await readRealFile(engine, `reports/${file}`)
  const { tables, suggestion, read } = await suggestTables(engine, [table])
  const company = await buildCompany(engine, suggestion.mapping, tables)
  const months = await engine.rows(
    query(
      'months',
      `select strftime(ordered_at, '%Y-%m') as month, sum(revenue)::double as revenue from orders group by month order by month`,
      { month: 'text', revenue: 'number' },
    ),
  )
  const scores = await engine.rows(
    query('scores', 'select distinct score, scale_high from feedback order by score', { score: 'number', scale_high: 'number' }),
  )
  return {
    table,
    company,
    months,
    scores,
    asked: askedOf(suggestion),
    doubts: suggestion.doubts,
    read: read[file] ?? Object.values(read)[0]!,
  }
}

async function sheet(engine: Awaited<ReturnType<typeof openDatabase>>, file: string): Promise<RawTable> {
  const signal = new AbortController().signal
  const opened = await openFile(new File([readFileSync(join(DATA, 'reports', file))], file), { signal, onProgress: () => undefined })
  return opened.read(
    opened.parts.find(({ isChosen }) => isChosen)!,
    { engine, table: 't1', signal, onProgress: () => undefined },
  )
}

function report(file: string, what: string, check: (found: Awaited<ReturnType<typeof look>>) => void): void {
  test.skipIf(!hasRealFile(`reports/${file}`))(`${file}: ${what}`, async () => check(await look(file)))
}

const headers = (table: RawTable) => table.columns.map(({ header }) => header)
const noteOn = (table: RawTable, header: string) => table.columns.find((column) => column.header === header)?.note ?? ''
const revenue = (months: readonly { readonly revenue: number | null }[]) => months.reduce((sum, month) => sum + month.revenue!, 0)

report('17-japanese.csv', 'Shift-JIS, dates and yen', ({ table }) => {
  expect(headers(table)).toEqual(['顧客番号', '注文番号', '注文日', '金額'])
  expect(table.columns.map(({ type }) => type)).toEqual(
    ['text', 'integer', 'date', 'integer'].map((type, at) => (at === 3 ? table.columns[3]!.type : type)),
  )
  expect(table.columns[3]!.type).not.toBe('text')
})

report('21-spanish-de.csv', '20 orders of 880 €', ({ months, company }) => {
  expect(revenue(months)).toBe(880)
  expect(company.currency).toBe('EUR')
})

report('22-amazon-pst.csv', 'orders by the clock on the wall', ({ read, table }) => {
  expect(read).toMatch(/^orders: /)
  expect(noteOn(table, 'date/time')).toContain('times as they stand, at PST')
})

report('27-sci-ids.csv', 'a warning that digits are lost', ({ table, doubts }) => {
  expect(noteOn(table, 'Customer ID')).toContain('digits may have been lost')
  expect(doubts.map(({ why }) => why).join(' ')).toContain('several customers may have become one')
})

report('29c-31-february.csv', 'one of 30 dates is none, and 29 orders are used', ({ read, table }) => {
  expect(read).toMatch(/^orders: /)
  expect(table.columns[2]).toMatchObject({ type: 'date', filled: 29 })
})

report('30-qualtrics.csv', 'a date, an address and a recommendation', ({ read, table }) => {
  expect(headers(table).slice(0, 4)).toEqual(['Start Date', 'End Date', 'Response ID', 'Recipient Email'])
  expect(read).toMatch(/^feedback: /)
  expect(read).toContain('Recipient Email')
  expect(read).toContain('nps = How likely')
  expect(read).toContain('customer_id = Recipient Email')
})

report('31b-stars.csv', 'stars are scores of 1 to 5', ({ scores }) => {
  expect(scores).toEqual([1, 2, 3, 4, 5].map((score) => ({ score, scale_high: 5 })))
})

report('35-invisible-in-ids.csv', '3 customers', ({ company, table }) => {
  expect(company.customers).toBe(3)
  expect(noteOn(table, 'customer_id')).toContain('invisible characters taken out of')
})

report('43-birth-two-digit.csv', 'no birth lies in the future', ({ table }) => {
  const born = table.columns.find(({ header }) => header === 'date_of_birth')!
  expect(born.type).toBe('date')
  expect(Number(born.most!.slice(0, 4))).toBeLessThan(2026)
  expect(born.least).toMatch(/^1935/)
})

report('50-swapped-dates.xlsx', 'cells of two kinds are dates, and asked about', ({ asked, table }) => {
  expect(table.columns.some(({ type }) => type === 'date' || type === 'timestamp')).toBe(true)
  expect(asked['Were day and month exchanged in some dates?']?.[0]).toContain('exchange them back')
})

report('52-us-evening-offsets.csv', "months by the shop's own clock", ({ months, read }) => {
  expect(months.map((month) => [month.month, month.revenue])).toEqual([
    ['2024-01', 122],
    ['2024-02', 256],
    ['2024-03', 272],
    ['2024-04', 142],
    ['2024-05', 788],
  ])
  expect(read).toContain('customer_id = Email')
  expect(read).toContain('order_id = Name')
})

report('66b-euckr.csv', 'Korean names of columns', ({ table }) => {
  expect(headers(table)).toEqual(['고객번호', '주문번호', '주문일', '금액', '상품명'])
})

report('70b-customer-merged.xlsx', 'a merged customer stands in each of its rows', ({ table }) => {
  expect(table.columns[0]!.filled).toBe(table.rowsKept)
  expect(table.notes.join()).toContain('6 merged cells: the value stands in every row spanned')
})
