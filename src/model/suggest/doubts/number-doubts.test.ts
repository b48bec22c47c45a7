import { expect, test } from 'vitest'
import { openDatabase } from '../../../../test/support/open-database'
import { hasRealFile, readRealFile } from '../../../../test/support/real-file'
import { query } from '../../../engine/database'
import { readFile } from '../../../ingest/load/read-file'
import { parseRecipe } from '../../../workbooks/parse-recipe'
import { EMPTY_RECIPE } from '../../../workbooks/recipe'
import { buildCompany } from '../../company/build'
import type { Mapping } from '../../mapping/mapping'
import { suggestMapping } from '../suggest'

async function open(content: string) {
  const engine = await openDatabase()
  const signal = new AbortController().signal
  const table = await readFile(new File([content], 'orders.csv'), { engine, table: 't1', signal, onProgress: () => undefined })
  return { engine, table }
}

const orders = (amount: (row: number) => string) =>
  `order_id,customer_id,order_date,amount\n${Array.from({ length: 30 }, (_, row) => `${900 + row},C${100 + (row % 6)},2024-01-${String(1 + row).padStart(2, '0')},${amount(row)}`).join('\n')}\n`

test('an amount that may be thousands or decimals is asked about with both totals', async () => {
  const { engine, table } = await open(orders((row) => `${1 + row}.250`))
  const { mapping, doubts } = await suggestMapping(engine, [table], 'net')
  const doubt = doubts.find(({ column }) => column === 'c3')!
  expect(doubt.question).toBe('Does the point in amount stand before decimals, or between thousands?')
  expect(doubt.choices.map(({ label, consequence }) => [label, consequence])).toEqual([
    ['Decimal sign', '472.50 in all'],
    ['Thousands separator', '472,500 in all'],
  ])
  const total = async (answer: Mapping) => {
    await buildCompany(engine, answer, [table])
    const [row] = await engine.rows(query('total', 'select sum(revenue)::double as total from company.orders', { total: 'number' }))
    return row!.total
  }
  expect(await total(mapping)).toBeCloseTo(472.5)
  const answered = { ...mapping, tables: [doubt.choices[1]!.mapping] }
  expect(await total(answered)).toBe(472_500)
  expect(parseRecipe(JSON.parse(JSON.stringify({ ...EMPTY_RECIPE, mapping: answered }))).mapping).toEqual(answered)
})

test('whole amounts beside grouped ones make the separator one of thousands, and the answer can take that back', async () => {
  const { engine, table } = await open(orders((row) => (row % 3 === 0 ? '875' : `${1 + row}.250`)))
  const doubt = (await suggestMapping(engine, [table], 'net')).doubts.find(({ column }) => column === 'c3')!
  expect(doubt.choices.map(({ label, consequence }) => [label, consequence])).toEqual([
    ['Thousands separator', '333,750 in all'],
    ['Decimal sign', '9,075 in all'],
  ])
})

test.each(['€30', '$1', '10 zł', '30.50'])('%s is no question', async (amount) => {
  const { engine, table } = await open(orders(() => amount))
  expect((await suggestMapping(engine, [table], 'net')).doubts.filter(({ column }) => column === 'c3')).toEqual([])
})

test.skipIf(!hasRealFile('reports'))('report 76b: 133,500, or a question that leads there', async () => {
  const engine = await openDatabase()
  const table = await readRealFile(engine, 'reports/76b-point-thousands.csv')
  const { doubts } = await suggestMapping(engine, [table], 'net')
  const doubt = doubts.find(({ column }) => column === 'c3')!
  expect(doubt.choices.map(({ consequence }) => consequence)).toEqual(['133.50 in all', '133,500 in all'])
})
