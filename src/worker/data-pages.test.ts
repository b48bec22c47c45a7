import { expect, test } from 'vitest'
import type { RawTable } from '../ingest/table'
import type { Company } from '../model/company/company'
import type { Mapping } from '../model/mapping/mapping'
import { exportDataPage } from './data-pages'

const column = (name: string, header: string) => ({
  name,
  header,
  type: 'text' as const,
  filled: 2,
  distinct: 2,
  least: null,
  most: null,
  samples: [],
  note: null,
  doubt: null,
})

const table: RawTable = {
  name: 't1',
  file: 'lines.csv',
  part: '',
  format: 'CSV',
  bytes: 120,
  hash: 'ab12',
  dialect: null,
  columns: [column('c0', 'Who'), column('c1', 'Pieces'), column('c2', 'Price'), column('c3', '__proto__')],
  rowsRead: 3,
  rowsKept: 2,
  rowsSetAside: 1,
  setAside: [{ file: 'lines.csv', line: 4, reason: 'five fields, the header has four' }],
  notes: [],
  milliseconds: 1,
}

const mapping: Mapping = {
  version: 1,
  tables: [
    {
      table: 't1',
      kind: 'order_lines',
      confidence: 0.9,
      bindings: [
        { role: 'customer_id', from: { column: 'c0' }, confidence: 1 },
        { role: 'revenue', from: { product: ['c1', 'c2'] }, confidence: 0.8 },
        { role: 'quantity', from: { column: 'c1' }, confidence: 0.7 },
      ],
    },
  ],
  returns: 'ignore',
  asOf: null,
  currency: null,
}

const data = { tables: [table], mapping, company: null }
const setAside = async () => table.setAside

async function exported(page: 'sources' | 'mapping') {
  return JSON.parse(await (await exportDataPage(page, data, setAside, 'json')).text()) as Record<string, unknown>
}

test('sources: every file with the identity rows read = rows kept + rows set aside, and every row set aside', async () => {
  expect(await exported('sources')).toEqual({
    analysis: 'sources',
    settings: {},
    asOf: null,
    findings: [],
    tables: {
      files: [{ file: 'lines.csv', part: '', format: 'CSV', rows_read: 3, rows_kept: 2, rows_set_aside: 1, bytes: 120, sha256: 'ab12' }],
      set_aside: [{ file: 'lines.csv', line: 4, reason: 'five fields, the header has four' }],
    },
  })
})

test('mapping: one row per column and role it plays alone, and one per expression; a column without a role says so', async () => {
  const { settings, tables } = await exported('mapping')
  const about = { table: 'lines.csv', kind: 'order_lines' }
  expect(settings).toEqual({ returns: 'ignore' })
  expect(tables).toEqual({
    columns: [
      { ...about, column: 'Who', role: 'customer_id', confidence: 1 },
      { ...about, column: 'Pieces', role: 'quantity', confidence: 0.7 },
      { ...about, column: 'Price', role: null, confidence: null },
      { ...about, column: '__proto__', role: null, confidence: null },
      { ...about, column: 'Pieces × Price', role: 'revenue', confidence: 0.8 },
    ],
  })
})

test('as CSV, mapping is one file and sources a zip of two', async () => {
  expect((await exportDataPage('mapping', data, setAside, 'csv')).type).toMatch(/^text\/csv/)
  const zip = new Uint8Array(await (await exportDataPage('sources', data, setAside, 'csv')).arrayBuffer())
  expect([...zip.subarray(0, 2)]).toEqual([0x50, 0x4b])
})

test('mapping lists what tables share on the customer, where there are several', async () => {
  const company = { asOf: null, joins: [{ table: 't1', other: 't9', ids: 4, matched: 3, rows: 10, rowsMatched: 7 }] } as unknown as Company
  const { tables } = JSON.parse(await (await exportDataPage('mapping', { ...data, company }, setAside, 'json')).text()) as {
    tables: object
  }
  expect(tables).toMatchObject({ joins: [{ table: 'lines.csv', other: 't9', ids: 4, matched: 3, share: 0.75, rows_matched: 7 }] })
})
