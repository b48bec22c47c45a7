import { expect, test } from 'vitest'
import type { RawColumn } from '../../ingest/table'
import { percent } from '../../shared/format'
import { columnFact } from './column-facts'

const column: RawColumn = {
  name: 'c3',
  header: 'amount',
  type: 'number',
  filled: 38,
  distinct: 38,
  least: '30.5',
  most: '69.5',
  samples: ['30.50'],
  note: null,
  doubt: null,
}

test('a column says what share of it fits, what does not and what was done with it (58)', () => {
  const misfits = { rows: 2, column: 'c3_odd', examples: [{ value: 'FREE', line: 11, rows: 2 }] }
  expect(columnFact({ ...column, misfits }, 3)).toEqual({
    column: 'amount',
    type: 'number',
    filled: 38,
    fits: percent(0.95),
    odd: '“FREE” (line 11, 2 rows)',
    done: '2 values read as missing, kept as they stood',
  })
  expect(columnFact(column, 3)).toMatchObject({ fits: percent(1, 0), odd: '', done: '' })
})

test('one odd value in a million is not rounded away', () => {
  const misfits = { rows: 1, column: 'c3_odd', examples: [{ value: 'tbc', line: 9, rows: 1 }] }
  expect(columnFact({ ...column, filled: 999_999, misfits }, 3).fits).toBe(`over ${percent(0.999)}`)
})

test('text that is nearly something else says so', () => {
  const nearly = { choice: 'number .' as const, share: 0.87, examples: [{ value: 'frei', line: 4, rows: 1 }] }
  expect(columnFact({ ...column, type: 'text', nearly }, 3)).toMatchObject({
    fits: '',
    odd: '“frei” (line 4)',
    done: `kept as text, though ${percent(0.87, 0)} would read as another type`,
  })
})
