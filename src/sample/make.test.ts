import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeSample } from './make'
import type { SampleTable } from './table'

const made = makeSample()

function fingerprint(tables: readonly SampleTable[]): string {
  const hash = createHash('sha256')
  for (const { file, columns } of tables)
    for (const column of columns) {
      hash.update(`${file} ${column.header} ${column.type}`)
      if (column.type === 'text') hash.update(column.words.join('\0')).update(column.codes)
      else hash.update(column.values)
    }
  return hash.digest('hex')
}

test('the same seed makes the same tables, and another seed others', () => {
  const first = fingerprint(made)
  expect(fingerprint(makeSample(1))).toBe(first)
  expect(fingerprint(makeSample(2))).not.toBe(first)
})

test('every column is as long as its table, and every code has a word', () => {
  for (const { file, rows, columns } of made)
    for (const column of columns) {
      const values = column.type === 'text' ? column.codes : column.values
      expect(`${file} ${column.header} ${values.length}`).toBe(`${file} ${column.header} ${rows}`)
      if (column.type === 'text') expect(column.codes.every((code) => code >= -1 && code < column.words.length)).toBe(true)
    }
})

test('about 20,000 customers make some 110,000 orders, 180,000 lines and 350,000 events', () => {
  const rows = Object.fromEntries(made.map((table) => [table.file.replace('.csv', ''), table.rows]))
  const aims = {
    customers: 20_000,
    orders: 110_000,
    order_lines: 180_000,
    events: 350_000,
    feedback: 8_000,
    tickets: 6_000,
    subscriptions: 5_000,
    leads: 6_000,
    touches: 75_000,
    marketing_spend: 1_700,
  }
  expect(Object.keys(rows)).toEqual(Object.keys(aims))
  for (const [table, aim] of Object.entries(aims)) expect(Math.abs(rows[table]! / aim - 1), `${table} ${rows[table]}`).toBeLessThan(0.1)
})
