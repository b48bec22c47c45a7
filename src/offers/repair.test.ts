import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { literal, query } from '../engine/database'
import { buildCompany } from '../model/company/build'
import { suggestMapping } from '../model/suggest/suggest'
import { applySteps } from '../steps/apply'
import { FORM_PARTS, idFormSql, type IdForm } from '../steps/id-form'
import { parseStep } from '../steps/index'
import { offersFor } from './offers'

const orders = (id: (at: number) => string | number): InlineRows =>
  Array.from({ length: 80 }, (_, at) => ({
    order_id: at,
    customer_id: id(at % 40),
    order_date: `2024-0${1 + (at % 9)}-01`,
    amount: 5.5 + at,
  }))

const tickets = (id: (at: number) => string | number): InlineRows =>
  Array.from({ length: 30 }, (_, at) => ({
    ticket_id: `T-${at}`,
    customer_id: id(at),
    opened_at: `2024-05-${10 + (at % 20)}`,
    priority: ['low', 'high'][at % 2]!,
  }))

async function drop(files: Readonly<Record<string, InlineRows>>) {
  const engine = await openDatabase()
  const tables = []
  for (const [file, rows] of Object.entries(files)) tables.push(await insertInline(engine, `t${tables.length + 1}`, file, rows))
  const { mapping } = await suggestMapping(engine, tables, 'net')
  return { engine, tables, mapping, offers: await offersFor(engine, mapping, tables, 'urgent') }
}

const zeros = (at: number) => String(at + 1).padStart(5, '0')

test.each<[what: string, one: (at: number) => string | number, other: (at: number) => string | number, form: IdForm]>([
  ['leading zeros', (at) => at + 1, zeros, ['zeros']],
  ['small and capital letters', (at) => `ab${at}x`, (at) => `AB${at}X`, ['case']],
  ['blanks', (at) => `K ${100 + at}`, (at) => `K${100 + at}`, ['blanks']],
  ['a decimal point', (at) => at + 100, (at) => `${at + 100}.0`, ['decimals']],
  ['hyphens', (at) => `K-${100 + at}`, (at) => `K${100 + at}`, ['separators']],
  ['a prefix and zeros', (at) => at + 1, (at) => `C-${zeros(at)}`, ['prefix', 'zeros']],
])('ids that differ by %s are found, and brought together when that is accepted', async (_, one, other, form) => {
  const { engine, tables, mapping, offers } = await drop({ 'orders.csv': orders(one), 'tickets.csv': tickets(other) })
  expect(offers).toHaveLength(1)
  const [offer] = offers
  expect(offer).toMatchObject({ isNeeded: true, isLikely: true })
  const steps = offer!.steps.map((step) => parseStep(JSON.parse(JSON.stringify(step)))!)
  expect(steps.every((step) => 'form' in step && JSON.stringify(step.form) === JSON.stringify(form))).toBe(true)
  const before = await buildCompany(engine, mapping, tables)
  expect(before.joins.map(({ matched }) => matched)).toEqual([0, 0])
  const made = await applySteps(engine, tables, steps)
  const after = await buildCompany(engine, mapping, made)
  expect(after.joins.map(({ table, ids, matched }) => [table, ids, matched])).toEqual([
    ['t1', 40, 30],
    ['t2', 30, 30],
  ])
  expect(after.customers).toBe(40)
  const back = await applySteps(engine, tables, [])
  expect((await buildCompany(engine, mapping, back)).joins.map(({ matched }) => matched)).toEqual([0, 0])
})

test('ids that meet as they stand, or in no form, are left alone', async () => {
  expect((await drop({ 'orders.csv': orders((at) => at + 1), 'tickets.csv': tickets((at) => at + 1) })).offers).toEqual([])
  expect((await drop({ 'orders.csv': orders((at) => at + 1), 'tickets.csv': tickets((at) => `x${at * 7919 + 5000}`) })).offers).toEqual([])
})

test('letters that tell two series of ids apart are no form, between two tables and between three', async () => {
  const series = (letter: string) => (at: number) => `${letter}${at + 1}`
  expect((await drop({ 'orders.csv': orders(series('c')), 'tickets.csv': tickets(series('d')) })).offers).toEqual([])
  const { offers } = await drop({
    'orders.csv': orders((at) => at + 1),
    'tickets.csv': tickets(series('c')),
    'calls.csv': tickets(series('d')),
  })
  expect(offers).toEqual([])
  expect((await drop({ 'orders.csv': orders(series('c')), 'tickets.csv': tickets(series('C-')) })).offers).toHaveLength(1)
})

test('ids of one table that would become one are named, and the repair is not chosen by itself', async () => {
  const { offers } = await drop({
    'orders.csv': orders((at) => at + 1),
    'tickets.csv': tickets((at) => (at === 7 ? 'B-0001' : `C-${zeros(at)}`)),
  })
  expect(offers[0]!.isLikely).toBe(false)
  expect(offers[0]!.facts.join(' ')).toContain('B-0001 and C-00001 in tickets.csv')
})

test('the question says which files, what differs, and how many would match instead of how many', async () => {
  const [offer] = (await drop({ 'orders.csv': orders((at) => at + 1), 'tickets.csv': tickets(zeros) })).offers
  expect(offer!.why.replaceAll('\u202f', ' ')).toBe(
    'Customer numbers in tickets.csv look like those in orders.csv but for leading zeros: 100 % would match instead of 0 %.',
  )
  expect(offer!.samples[0]).toBe('00001 · 1')
})

test('the normal form of a normal form is itself, for any id and any parts', async () => {
  const engine = await openDatabase()
  const id = fc.oneof(fc.string({ unit: fc.constantFrom(...'aB0012-._ C/'), maxLength: 12 }), fc.string({ maxLength: 12 }))
  await fc.assert(
    fc.asyncProperty(fc.array(id, { minLength: 1, maxLength: 40 }), fc.subarray([...FORM_PARTS]), async (ids, form) => {
      const values = ids.map((one) => `(${literal(one.replaceAll('\0', ''))})`).join(', ')
      const once = idFormSql(form, 'id')
      const text = `select id, once, ${idFormSql(form, 'once')} as twice from (select id, ${once} as once from (values ${values}) as ids(id))`
      const rows = await engine.rows(query('forms', text, { id: 'text', once: 'text', twice: 'text' }))
      for (const row of rows) expect(row.twice).toBe(row.once)
    }),
    { numRuns: 60 },
  )
})

test('every id of one form and none of another become one: mergers are found as a count by hand finds them', async () => {
  const engine = await openDatabase()
  const values = ['C-1', 'c1', 'C 01', 'D1', '1', '01', '1.0', '10', '1O'].map((one) => `(${literal(one)})`).join(', ')
  const text = `select ${idFormSql(FORM_PARTS, 'id')} as form, count(*) as n from (values ${values}) as ids(id) group by form order by n desc, form`
  expect(await engine.rows(query('forms', text, { form: 'text', n: 'number' }))).toEqual([
    { form: '1', n: 7 },
    { form: '10', n: 1 },
    { form: '1O', n: 1 },
  ])
})
