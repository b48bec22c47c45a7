import { expect, test } from 'vitest'
import type { Dialect } from '../../ingest/table'
import { delimiters, encodings, headers, quotes } from './reading-choices'

const dialect: Dialect = { encoding: 'windows-1252', delimiter: '§', quote: '', escape: '', headerRecord: 14 }

test('an unusual reading stands among the choices as it was recognised', () => {
  expect(delimiters(dialect)[0]).toEqual({ value: '§', label: '§' })
  expect(quotes(dialect)).toHaveLength(3)
  expect(encodings(dialect).some(({ value }) => value === 'windows-1252')).toBe(true)
  expect(headers(dialect).at(-1)).toEqual({ value: '14', label: 'record 15' })
})

test('a file without a header can be said to have none', () => {
  expect(headers({ ...dialect, headerRecord: -1 })[0]!.value).toBe('-1')
})
