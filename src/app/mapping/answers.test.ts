import { expect, test } from 'vitest'
import type { Doubt, Mapping, TableMapping } from '../../model/mapping/mapping'
import { answered } from './answers'

const table = (customer: string, date: string, kind: TableMapping['kind'] = 'orders', confidence = 0.4): TableMapping => ({
  table: 't1',
  kind,
  confidence: 1,
  bindings: [
    { role: 'customer_id', from: { column: customer }, confidence: customer === 'c0' ? confidence : 1 },
    { role: 'ordered_at', from: { column: date }, confidence: date === 'c1' ? confidence : 1 },
  ],
})

const suggested: Mapping = { version: 1, tables: [table('c0', 'c1')], returns: 'net', asOf: null, currency: null }

const doubt = (...choices: TableMapping[]): Doubt => ({
  table: 't1',
  column: 'c0',
  header: '',
  file: 'a.csv',
  question: '',
  why: '',
  samples: [],
  choices: choices.map((mapping) => ({ label: '', consequence: null, mapping })),
})

const columns = (mapping: Mapping) =>
  Object.fromEntries(mapping.tables[0]!.bindings.map(({ role, from }) => [role, 'column' in from ? from.column : '']))

test('two answers about one table are both kept', () => {
  const doubts = [doubt(table('c0', 'c1'), table('c5', 'c1')), doubt(table('c0', 'c1'), table('c0', 'c7'))]
  expect(columns(answered(suggested, doubts, [1, 1]))).toEqual({ customer_id: 'c5', ordered_at: 'c7' })
})

test('an answer that makes the table something else takes it whole', () => {
  const other: TableMapping = { table: 't1', kind: 'other', confidence: 1, bindings: [] }
  expect(answered(suggested, [doubt(table('c0', 'c1'), other)], [1]).tables).toEqual([other])
})

test('accepting the suggestion makes it certain and changes no column', () => {
  const sure: TableMapping = {
    ...table('c0', 'c1'),
    bindings: table('c0', 'c1').bindings.map((binding) => ({ ...binding, confidence: 1 })),
  }
  const mapping = answered(suggested, [doubt(sure)], [0])
  expect(columns(mapping)).toEqual({ customer_id: 'c0', ordered_at: 'c1' })
  expect(mapping.tables[0]!.bindings.every(({ confidence }) => confidence === 1)).toBe(true)
})

test('an answer may choose the currency whose amounts count', () => {
  const one = table('c0', 'c1')
  const asked: Doubt = {
    ...doubt(),
    choices: ['EUR', 'USD'].map((currency) => ({ label: currency, consequence: null, mapping: one, currency })),
  }
  expect(answered(suggested, [asked], [1]).currency).toBe('USD')
  expect(answered({ ...suggested, currency: 'GBP' }, [doubt(one)], [0]).currency).toBe('GBP')
})

test('states that are read anew are left out, taken back or counted as they say', () => {
  const one = table('c0', 'c1')
  const state = (value: string, reading: 'sale' | 'return' | 'left out') => ({ value, rows: 1, money: 1, reading })
  const said = answered(
    suggested,
    [{ ...doubt(one), column: 'c4' }],
    [0],
    [[state('paid', 'sale'), state('on hold', 'left out'), state('credit', 'return')]],
  )
  const roles = Object.fromEntries(said.tables[0]!.bindings.map(({ role, from }) => [role, from]))
  expect(roles.is_cancelled).toEqual({ column: 'c4', isOneOf: ['on hold'] })
  expect(roles.is_return).toEqual({ column: 'c4', isOneOf: ['credit'] })
})
