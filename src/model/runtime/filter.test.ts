import { beforeAll, describe, expect, test } from 'vitest'
import { openCompany, type OpenCompany } from '../../../test/support/open-company'
import { query } from '../../engine/database'
import type { Clause, Filter, Predicate } from './clause'
import { chipWords, filterWords } from './clause-words'
import { countLeft, filterBy } from './filter'
import { filterFields } from './filter-fields'
import { findValues, lookAtField } from './look-at-field'

const HOSTILE = `x'); drop schema company cascade; --`
const COUNTRIES = ['France', 'Spain', HOSTILE]

let open: OpenCompany

beforeAll(async () => {
  open = await openCompany(
    {
      customers: Array.from({ length: 30 }, (_, at) => ({
        customer_id: `c${at}`,
        country: at === 29 ? null : COUNTRIES[at % 3]!,
        visits: at,
        newsletter: at % 2 === 0,
        joined_on: `2023-0${1 + (at % 9)}-15`,
      })),
      order_lines: Array.from({ length: 60 }, (_, at) => ({
        order_id: `o${at}`,
        customer_id: `c${at % 20}`,
        ordered_at: `2024-0${1 + (at % 6)}-10`,
        product: at % 5 === 0 ? 'Tea' : 'Coffee',
        quantity: 1,
        unit_price: 10 + (at % 20),
        revenue: 10 + (at % 20),
      })),
    },
    { asOf: '2024-07-01' },
  )
})

const is = (source: string, predicate: Predicate, isNot = false): Clause => ({ source, predicate, isNot })
const values = (...list: (string | null)[]): Predicate => ({ kind: 'values', values: list })
const numbers = (from: number | null, to: number | null): Predicate => ({ kind: 'numbers', from, to })
const dates = (from: string | null, to: string | null): Predicate => ({ kind: 'dates', from, to })
const left = async (...filter: Filter) => (await countLeft(open.engine, open.company, filter)).counts
const wording = () => ({ fields: filterFields(open.company, [{ id: 's1', name: 'At risk' }]), currency: null })

describe('clauses narrow from left to right, and each says how many are left', () => {
  test('values, unknown ones too, and their opposite, which takes in who is not known', async () => {
    expect(await left(is('country', values('France')))).toEqual([10])
    expect(await left(is('country', values('France', null)))).toEqual([11])
    expect(await left(is('country', values('France'), true))).toEqual([20])
    expect(await left(is('newsletter', values('Yes')))).toEqual([15])
  })

  test('numbers and dates have both their ends in them', async () => {
    expect(await left(is('visits', numbers(3, 7)))).toEqual([5])
    expect(await left(is('visits', numbers(3, 7), true))).toEqual([25])
    expect(await left(is('joined_on', dates('2023-02-15', '2023-03-15')))).toEqual([8])
  })

  test('what was ordered: how often, when, how long ago, and what', async () => {
    expect(await left(is('fact.orders', numbers(3, null)))).toEqual([20])
    expect(await left(is('fact.orders', numbers(null, 0)))).toEqual([10])
    // c0, c2, … ordered in odd months, c1, c3, … in even ones.
    expect(await left(is('fact.ordered', dates('2024-06-01', '2024-06-30')))).toEqual([10])
    expect(await left(is('fact.last', dates('2024-06-10', null)))).toEqual([10])
    expect(await left(is('fact.silent', numbers(null, 21)))).toEqual([10])
    expect(await left(is('fact.product', values('Tea')))).toEqual([4])
  })

  test('all of them together', async () => {
    expect(await left(is('country', values('France', 'Spain')), is('fact.orders', numbers(3, null)), is('visits', numbers(0, 3)))).toEqual([
      20, 14, 3,
    ])
  })
})

test('a hostile value is a value', async () => {
  expect(await left(is('country', values(HOSTILE)))).toEqual([9])
  expect(await left(is(HOSTILE, values('x')), is('segment.' + HOSTILE, { kind: 'members' }))).toEqual([0, 0])
  expect(await left(is('joined_on', dates(HOSTILE, null)))).toEqual([0])
  expect(await lookAtField(open.engine, open.company, HOSTILE, [], HOSTILE)).toEqual({ kind: 'nothing' })
  expect(await findValues(open.engine, open.company, HOSTILE)).toEqual([{ source: 'country', value: HOSTILE, customers: 9 }])
})

test('every view follows the filter, and the counts of the chips are those of the pages', async () => {
  const filter = [is('country', values('Spain')), is('fact.orders', numbers(1, null))]
  const { customers, revenue } = await filterBy(open.engine, open.company, filter)
  const text = 'select (select count(*) from customers) as customers, (select sum(revenue) from orders) as revenue'
  expect(await open.engine.rows(query('in view', text, { customers: 'number', revenue: 'number' }))).toEqual([{ customers, revenue }])
  expect((await filterBy(open.engine, open.company, [])).customers).toBe(30)
})

test('values come with the customers that the clauses before leave, the most first', async () => {
  const look = await lookAtField(open.engine, open.company, 'country', [is('visits', numbers(0, 3))], '')
  expect(look).toEqual({
    kind: 'values',
    values: [
      { value: 'France', customers: 2 },
      { value: 'Spain', customers: 1 },
      { value: HOSTILE, customers: 1 },
    ],
    distinct: 3,
  })
  expect(await lookAtField(open.engine, open.company, 'country', [], 'spa')).toMatchObject({ values: [{ value: 'Spain', customers: 10 }] })
})

test('numbers and dates come as bins that hold everyone', async () => {
  for (const source of ['visits', 'fact.silent', 'fact.first', 'fact.order', 'joined_on']) {
    const look = await lookAtField(open.engine, open.company, source, [], '')
    if (look.kind !== 'range') throw new Error(source)
    const known = source.startsWith('fact') ? 20 : 30
    expect(
      look.bins.reduce((sum, customers) => sum + customers, 0),
      source,
    ).toBe(known)
    expect(look.least + look.width * look.bins.length, source).toBeGreaterThanOrEqual(look.most)
  }
})

test('a filter is said as a person would say it', () => {
  const filter = [
    is('country', values('France')),
    is('fact.orders', numbers(3, null)),
    is('fact.silent', numbers(60, 179)),
    is('segment.s1', { kind: 'members' }, true),
    is('visits', numbers(2, 2)),
  ]
  expect(filterWords(filter, wording())).toBe(
    'in France, with at least 3 orders, silent for 60 to 179 days, not in “At risk”, with visits 2',
  )
  expect(chipWords(filter[0]!, wording())).toEqual({ label: 'country', words: 'is France' })
  expect(chipWords(is('fact.first', dates('2024-01-01', '2024-03-31')), wording())).toEqual({
    label: 'First order',
    words: 'between 1 Jan 2024 and 31 Mar 2024',
  })
  expect(chipWords(is('country', values('A', 'B', 'C', null), true), wording()).words).toBe('is not A, B or 2 more')
})
