import { expect, test } from 'vitest'
import { openDatabase } from '../../test/support/open-database'
import { query } from '../engine/database'
import { loadSample } from './load'

const TYPES: Record<string, string> = {
  text: 'VARCHAR',
  integer: 'INTEGER',
  number: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  flag: 'BOOLEAN',
}

test('the sample is loaded as ten raw tables, whose description agrees with what the engine counts', async () => {
  const engine = await openDatabase()
  let last = 0
  const tables = await loadSample(engine, () => `t${++last}`)
  expect(tables.map((table) => table.file)).toEqual([
    'customers.csv',
    'orders.csv',
    'order_lines.csv',
    'events.csv',
    'feedback.csv',
    'tickets.csv',
    'subscriptions.csv',
    'leads.csv',
    'touches.csv',
    'marketing_spend.csv',
  ])
  for (const table of tables) {
    const types = query(
      'types',
      `select column_name, data_type from duckdb_columns() where table_name = '${table.name}' order by column_index`,
      {
        column_name: 'text',
        data_type: 'text',
      },
    )
    const expected = [...table.columns.map((column) => [column.name, TYPES[column.type]]), ['line', 'INTEGER']]
    expect((await engine.rows(types)).map((row) => [row.column_name, row.data_type])).toEqual(expected)
    const [rows] = await engine.rows(
      query('rows', `select count(*) as n, min(line) as first_line, count(distinct line) as lines from ${table.name}`, {
        n: 'number',
        first_line: 'number',
        lines: 'number',
      }),
    )
    expect(rows).toEqual({ n: table.rowsKept, first_line: 2, lines: table.rowsKept })
    expect(table.rowsRead).toBe(table.rowsKept)
    for (const { name, header, filled, distinct, least, most, type } of table.columns) {
      const shown = (sql: string) => (type === 'timestamp' ? `strftime(${sql}, '%Y-%m-%dT%H:%M:%S')` : `${sql}::varchar`)
      const counts = `select count(${name}) as filled, count(distinct ${name}) as distinct_count, ${shown(`min(${name})`)} as least, ${shown(`max(${name})`)} as most from ${table.name}`
      const [found] = await engine.rows(
        query('counts', counts, { filled: 'number', distinct_count: 'number', least: 'text', most: 'text' }),
      )
      const plain = (text: string | null) => (type === 'number' ? Number(text) : text)
      expect({ header, ...found, least: plain(found!.least), most: plain(found!.most) }).toEqual({
        header,
        filled,
        distinct_count: distinct,
        least: plain(least),
        most: plain(most),
      })
    }
  }
})
