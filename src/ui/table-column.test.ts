import { expect, test } from 'vitest'
import { kindOf, sortRows, tableText, textIn, type Column } from './table-column'

interface Row {
  name: string
  share: number | null
}

const rows: Row[] = [
  { name: 'row 10', share: 0.25 },
  { name: 'row 2', share: null },
  { name: 'row\t1', share: 0.123456789 },
]
const name: Column<Row> = { key: 'name', label: 'Name' }
const share: Column<Row> = { key: 'share', label: 'Share', unit: '%', format: (value) => (value * 100).toFixed(1) }

test('numbers are told from text by their first value, and missing ones stay blank', () => {
  expect([kindOf(name, rows), kindOf(share, rows), kindOf(share, [])]).toEqual(['text', 'number', 'text'])
  expect(rows.map((row) => textIn(share, row))).toEqual(['25.0', '', '12.3'])
})

test('text sorts by the numbers in it, and missing values stand last in both directions', () => {
  expect(sortRows(rows.slice(0, 2), name, 'ascending').map((row) => row.name)).toEqual(['row 2', 'row 10'])
  expect(sortRows(rows, share, 'ascending').map((row) => row.share)).toEqual([0.123456789, 0.25, null])
  expect(sortRows(rows, share, 'descending').map((row) => row.share)).toEqual([0.25, 0.123456789, null])
})

test('copied text has heads with units, full precision, and no tab from inside a value', () => {
  expect(tableText([name, share], rows)).toBe('Name\tShare (%)\nrow 10\t0.25\nrow 2\t\nrow 1\t0.123456789')
})

test('an interval is copied as it reads', () => {
  const interval: Column<Row> = { key: 'share', label: '95 % interval', kind: 'interval', format: () => '1 to 2' }
  expect(tableText([interval], rows.slice(0, 1))).toBe('95 % interval\n1 to 2')
})

test('a value worked out from the row sorts and copies like any other', () => {
  const length: Column<Row> = { key: 'length', label: 'Letters', value: (row) => row.name.length }
  expect(sortRows(rows, length, 'descending').map((row) => row.name)).toEqual(['row 10', 'row 2', 'row\t1'])
})
