import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { query } from '../../engine/database'
import { readFile } from './read-file'

const ROWS = 300
/** One in a hundred. */
const SPOILT = 3
const AMOUNT = 4
const ODD = ['tbc', 'gratis', '', 'N/A', '######', '31/02/2024', '00/00/0000', '1.234,56 (?)', 'see note', 'FREE', '2024-13-45']
/** Among whole numbers it is a number. */
const OTHER_CONVENTION = '12.345,6'

const clean = Array.from({ length: ROWS }, (_, row) => [
  `C${100 + (row % 40)}`,
  String(9000 + row),
  `2024-0${1 + (row % 9)}-${String(1 + (row % 28)).padStart(2, '0')}`,
  String(1 + (row % 5)),
  `${20 + (row % 70)}.50`,
])

async function headlines(rows: readonly (readonly string[])[]) {
  const engine = await openDatabase()
  const text = ['customer_id,order_id,order_date,quantity,amount', ...rows.map((row) => row.map((cell) => `"${cell}"`).join(','))].join(
    '\n',
  )
  const signal = new AbortController().signal
  const table = await readFile(new File([text], 'orders.csv'), { engine, table: 't1', signal, onProgress: () => undefined })
  const sums = `select count(*) as rows, count(distinct c0) as customers, count(distinct c1) as orders, sum(c4) as revenue, sum(c3) as pieces,
    count(c2) as dated from t1`
  const promised = { rows: 'number', customers: 'number', orders: 'number', revenue: 'number', pieces: 'number', dated: 'number' } as const
  const [found] = await engine.rows(query('headlines', sums, promised))
  return { table, found: found! }
}

test('one value in a hundred spoilt in any column changes no headline by more than the spoilt rows hold, and never silently', async () => {
  const { table: whole, found: before } = await headlines(clean)
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.uniqueArray(fc.nat(ROWS - 1), { minLength: SPOILT, maxLength: SPOILT }),
      fc.array(fc.constantFrom(...ODD), { minLength: SPOILT, maxLength: SPOILT }),
      async (column, places, words) => {
        const odd = column === AMOUNT ? [OTHER_CONVENTION, ...words.slice(1)] : words
        const rows = clean.map((row, at) => {
          const place = places.indexOf(at)
          return place < 0 ? row : row.map((cell, index) => (index === column ? odd[place]! : cell))
        })
        const { table, found } = await headlines(rows)
        const spoilt = table.columns[column]!
        expect([spoilt.header, spoilt.type]).toEqual([spoilt.header, whole.columns[column]!.type])
        const told = (spoilt.misfits?.rows ?? 0) + (spoilt.blanks ?? []).reduce((sum, one) => sum + one.rows, 0)
        expect(told).toBe(odd.filter((value) => value !== '').length)
        expect(found.rows).toBe(before.rows)
        expect(Math.abs(found.customers! - before.customers!)).toBeLessThanOrEqual(SPOILT)
        expect(Math.abs(found.orders! - before.orders!)).toBeLessThanOrEqual(SPOILT)
        expect(Math.abs(found.revenue! - before.revenue!)).toBeLessThanOrEqual(SPOILT * 90)
        expect(before.dated! - found.dated!).toBeLessThanOrEqual(SPOILT)
      },
    ),
    { numRuns: 12 },
  )
})
