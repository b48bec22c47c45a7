import { expect, test } from 'vitest'
import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping/mapping'
import { readAnew } from './read-anew'

const tables = (...names: string[]) => names.map((name) => ({ name })) as unknown as RawTable[]
const mapping = (...names: string[]) => ({ tables: names.map((table) => ({ table })) }) as unknown as Mapping

test('nothing is read anew while the tables are those of the mapping', () => {
  expect(readAnew(mapping('t1', 't1_months', 't2'), tables('t1', 't1_months', 't2'))).toEqual([])
})

test('a table is read anew when what was made of it is gone, and when nobody has read it', () => {
  expect(readAnew(mapping('t1', 't1_months', 't2'), tables('t1', 't2'))).toEqual(['t1'])
  expect(readAnew(mapping('t1', 't2'), tables('t1', 't1_months', 't2'))).toEqual(['t1_months'])
})

test('a table that is gone together with what was made of it leaves nothing to read', () => {
  expect(readAnew(mapping('t1', 't1_months', 't2'), tables('t2'))).toEqual([])
})
