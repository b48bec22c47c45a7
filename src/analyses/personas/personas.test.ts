import { beforeAll, describe, expect, test } from 'vitest'
import { lookAt } from '../../../test/support/environment'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openReal, openSampleCompany, type Opened } from '../../../test/support/open-whole'
import { hasRealFile } from '../../../test/support/real-file'
import { TRUTHS } from '../../sample/truths'
import { random } from '../../stats/random'
import { selectCustomers } from '../customer-sets/customers'
import { environmentOf } from '../../../test/support/environment'
import { analysisById } from '..'
import { analysis } from './analysis'
import { cutsOf } from './features'
import { isClear } from './traits'
import { havingOf, likelyOf, pointedOf, portrayedOf, traitsOf } from './words'

const look = (opened: Opened, raw: Record<string, string> = {}) => lookAt(opened, analysis, raw)
type Looked = Awaited<ReturnType<typeof look>>

/** "industry: Coworking" of what is listed as over-represented. */
const more = ({ tables }: Looked, persona: string) =>
  tables
    .traits!.filter((row) => row.persona === persona && Number(row.lift) > 1)
    .map(({ trait, value }) => `${String(trait)}: ${String(value)}`)

describe('the sample company', () => {
  let opened: Opened
  let first: Looked

  beforeAll(async () => {
    opened = await openSampleCompany()
    first = await look(opened)
  })

  test('the best customers are the planted ones: offices, won by the sales team, in the two industries, of 20 people or more', () => {
    const listed = more(first, 'Best customers')
    for (const industry of TRUTHS.lookalike.planted.industries) expect(listed).toContain(`industry: ${industry}`)
    expect(listed).toEqual(
      expect.arrayContaining(['customer_type: Office', 'employees: 20 or more', 'source: Sales team', 'first bought: Office']),
    )
    expect(first.result.shown).toBe('Best customers')
  })

  test('gift buyers, lost favourites, late parcels and deal hunters are named where they are', () => {
    for (const persona of ['New', 'Promising', 'Potential loyalist']) expect(more(first, persona)).toContain('first bought: Gifts')
    expect(more(first, 'At risk')).toContain(`first bought: ${TRUTHS.lostFavourite.planted.product}`)
    expect(more(first, 'At risk')).toContain('first ticket about: Late delivery')
    expect(more(first, 'Hibernating')).toEqual(
      expect.arrayContaining([
        `source: ${TRUTHS.oneTimeChannel.planted.channel}`,
        'first order at a discount: yes',
        'first ticket about: Late delivery',
      ]),
    )
    expect(more(first, 'Champions')).toContain(`source: ${TRUTHS.loyalChannel.planted.channel}`)
  })

  test('of persons nothing that was planted to mean nothing is listed; of places only the country whose offices went silent', () => {
    const { attributes } = TRUTHS.genderNull.planted
    const compared = first.tables.compared!.filter(({ trait }) => (attributes as readonly unknown[]).includes(trait))
    expect(compared.length).toBeGreaterThan(50)
    const listed = first.tables.traits!.filter(({ trait }) => [...attributes, 'country'].includes(String(trait)))
    expect(listed.map(({ persona, trait, value }) => `${String(persona)} ${String(trait)} ${String(value)}`)).toEqual([
      `Loyal country ${TRUTHS.quietOffices.planted.country}`,
    ])
  })

  test('groups are as large as on the segments page', async () => {
    const { tables } = await lookAt(opened, analysisById('segments')!)
    const sizes = new Map(tables.segments!.map(({ segment, customers }) => [segment, customers]))
    const own = first.tables.personas!.filter(({ persona }) => persona !== 'Best customers')
    expect(own).toHaveLength(10)
    for (const { persona, customers } of own) expect([persona, customers]).toEqual([persona, sizes.get(persona)])
  })

  test('every set has as many customers as it says', async () => {
    const { result, settings } = first
    const trait = traitsOf(result, 'EUR').find((one) => isClear(one) && one.label === 'employees')!
    const [row] = result.checklist!.rows.slice(-1)
    for (const who of [
      portrayedOf(result),
      havingOf(result, trait),
      likelyOf(result)!,
      pointedOf(result, row!.from, row!.to, row!.customers),
    ]) {
      const { total } = await selectCustomers(environmentOf(opened), { analysis: 'personas', settings, who }, 0, 1)
      expect([who.name, total]).toEqual([who.name, who.count])
    }
  })

  test('the checklist tells on customers whom it had not seen, and more points mean more of the best', () => {
    const { lines, rows, auc } = first.result.checklist!
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.map(({ label }) => label)).toEqual(expect.arrayContaining(['customer_type: Office', 'employees 20 or more']))
    expect(auc.low).toBeGreaterThan(0.75)
    expect(rows.at(-1)!.members / rows.at(-1)!.customers).toBeGreaterThan(0.5)
    expect(rows.reduce((sum, { customers }) => sum + customers, 0)).toBe(first.result.customers)
    expect(rows.reduce((sum, { members }) => sum + members, 0)).toBe(first.result.personas[0]!.customers)
  })

  test('a group made by an attribute is portrayed by what it does: deal hunters come for the discount and hardly come back', async () => {
    const looked = await look(opened, { by: 'source', persona: TRUTHS.oneTimeChannel.planted.channel })
    expect(looked.result.shown).toBe(TRUTHS.oneTimeChannel.planted.channel)
    expect(more(looked, looked.result.shown!)).toEqual(expect.arrayContaining(['first order at a discount: yes', 'segment: Hibernating']))
    expect(looked.result.features.map(({ id }) => id)).not.toContain('source')
  })

  test('a kept segment is portrayed: offices of Austria', async () => {
    await opened.engine.execute(
      `insert into company.segment_members select 's-personas', customer_id from company.customers where country = 'Austria' and a1 = 'Office'`,
    )
    const looked = await look({ ...opened, segments: [{ id: 's-personas' }] } as never, {
      by: 'segment:s-personas',
      persona: 'In the segment',
    })
    await opened.engine.execute(`delete from company.segment_members where segment_id = 's-personas'`)
    expect(more(looked, 'In the segment')).toEqual(expect.arrayContaining(['country: Austria', 'customer_type: Office']))
  })
})

/** People who buy alike, with a trait that has nothing to do with it and one that only those have who came late. */
function alike(seed: number): InlineRows {
  const next = random(seed)
  return Array.from({ length: 300 }, (_, index) => {
    const came = Date.UTC(2023, 0, 1) + Math.floor(next() * 600) * 86_400_000
    const kind = next() < 0.4 ? 'blue' : 'red'
    const isLate = came > Date.UTC(2023, 11, 1)
    const orders = 1 + Math.floor((-Math.log(next()) * (Date.UTC(2024, 11, 1) - came)) / 86_400_000 / 200)
    return Array.from({ length: orders }, (_, order) => ({
      customer_id: `C${index}`,
      ordered_at: new Date(came + order * 40 * 86_400_000).toISOString().slice(0, 10),
      revenue: 10 + Math.round(40 * next()),
      channel: isLate ? 'new shop' : next() < 0.5 ? 'web' : 'phone',
      gender: kind,
    }))
  }).flat()
}

test('of five companies in which nothing goes with anything but time, none has a trait listed', async () => {
  let listed = 0
  for (let seed = 1; seed <= 5; seed++) {
    const { tables } = await look(await openCompany({ orders: alike(seed) }))
    if (tables.traits!.length > 0) listed++
  }
  expect(listed).toBe(0)
})

test('the typical member is the one in the middle', async () => {
  const orders = ['a', 'b', 'c', 'd', 'e'].flatMap((customer_id, at) =>
    Array.from({ length: at + 1 }, (_, order) => ({ customer_id, ordered_at: `2024-01-0${order + 1}`, revenue: 10 })),
  )
  const { result } = await look(await openCompany({ orders }), { best: '25', persona: 'Champions' })
  expect(result.typical).not.toBeNull()
  const all = await look(
    await openCompany({
      customers: ['p', 'q', 'r', 's', 't'].map((customer_id, at) => ({
        customer_id,
        plan: at < 4 ? 'A' : 'B',
        mrr: [1, 8, 10, 12, 99][at]!,
      })),
    }),
  )
  expect(all.result.shown).toBe('A')
  expect(all.result.typical!.id).toBe('q')
})

test('cut points: fifths of plain numbers, steps of 1, 2 and 5 of skewed ones, none of a constant', () => {
  const plain = { different: 60, least: 18, most: 80, is_whole: true, fifth_1: 29.6, fifth_2: 38, fifth_3: 47, fifth_4: 61 }
  expect(cutsOf(plain)).toEqual([30, 38, 47, 61])
  expect(cutsOf({ ...plain, least: 2, most: 900, fifth_1: 9, fifth_2: 16, fifth_3: 28, fifth_4: 52 })).toEqual([4, 9, 19, 49, 99])
  expect(cutsOf({ ...plain, different: 1 })).toEqual([])
})

test.skipIf(!hasRetail)(
  'Online Retail: the best tenth are 434; Germany 5.1 % against 1.8 %, 2.75 times as often, France 2.35 times (LOOK.md)',
  async () => {
    const { result, tables } = await look(await openRetail())
    expect(result.personas[0]).toMatchObject({ name: 'Best customers', customers: 434 })
    const row = (value: string) => tables.traits!.find((one) => one.persona === 'Best customers' && one.value === value)!
    expect(row('Germany')).toMatchObject({ lift: expect.closeTo(2.75, 2), share: expect.closeTo(0.0507, 3) })
    expect(row('France').lift).toBeCloseTo(2.35, 2)
    const medians = new Map(result.measures.map(({ id, own }) => [id, own]))
    expect(medians.get('revenue')!.median).toBeCloseTo(5_853, 0)
    expect(medians.get('orders')).toMatchObject({ median: 12, low: 12, high: 13 })
  },
)

const TELCO = 'customers/telco_customer_churn.csv'

test.skipIf(!hasRealFile(TELCO))(
  'telco list: those who stayed and who left, by contract; what grows with the stay is left out',
  async () => {
    const looked = await look(await openReal(TELCO))
    const { result } = looked
    expect(result.personas.map(({ name, customers }) => [name, customers])).toEqual([
      ['Stayed', 5174],
      ['Left', 1869],
    ])
    expect(more(looked, 'Left')).toEqual(
      expect.arrayContaining(['Contract: Month-to-month', 'InternetService: Fiber optic', 'PaymentMethod: Electronic check']),
    )
    expect(result.leftOut.map(({ label }) => label)).toEqual(['tenure', 'TotalCharges'])
    expect(looked.tables.traits!.filter(({ trait }) => trait === 'gender')).toEqual([])
  },
)

test.skipIf(!hasRealFile('events/helpdesk.csv'))('a log of cases: the slowest and the quickest, as cases', async () => {
  const { result } = await look(await openReal('events/helpdesk.csv'))
  expect(result.personas.map(({ name }) => name)).toEqual(['Slowest quarter', 'Quickest quarter', 'Middle half'])
})
