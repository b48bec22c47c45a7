import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { hasRealFile, readRealFile, reference } from '../../test/support/real-file'
import { query, type Engine } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { buildCompany } from '../model/company/build'
import type { Mapping } from '../model/mapping/mapping'
import { suggestMapping } from '../model/suggest/suggest'
import { applySteps } from '../steps/apply'
import { parseStep } from '../steps/index'
import type { Offer } from './offer'
import { offersFor } from './offers'

async function offered(engine: Engine, tables: readonly RawTable[]): Promise<{ mapping: Mapping; offers: readonly Offer[] }> {
  const { mapping } = await suggestMapping(engine, tables, 'net')
  return { mapping, offers: await offersFor(engine, mapping, tables, 'all') }
}

/** The tables and the mapping after an offer was taken, as the page does it. */
async function take(engine: Engine, tables: readonly RawTable[], mapping: Mapping, offer: Offer) {
  const made = await applySteps(
    engine,
    tables,
    offer.steps.map((step) => parseStep(JSON.parse(JSON.stringify(step)))!),
  )
  const others = mapping.tables.filter(({ table }) => !offer.readings.some((one) => one.table === table))
  const after = { ...mapping, tables: [...others, ...offer.readings] }
  return { made, after, company: await buildCompany(engine, after, made) }
}

async function one(file: string, rows: InlineRows) {
  const engine = await openDatabase()
  const tables = [await insertInline(engine, 't1', file, rows)]
  return { engine, tables, ...(await offered(engine, tables)) }
}

const MONTHS = ['2024-01', '2024-02', '2024-03', '2024-04']

const matrix = (header: (month: string, at: number) => string): InlineRows =>
  Array.from({ length: 30 }, (_, row) => ({
    customer_id: `K${row}`,
    country: ['RO', 'DE'][row % 2]!,
    ...Object.fromEntries(
      MONTHS.map((month, at) => [header(month, at), (row + at) % 4 === 0 ? null : (row + at) % 4 === 1 ? 0 : 10 * row + at + 0.5]),
    ),
  }))

describe('a table of customers × months', () => {
  const SPELLINGS: Record<string, (month: string, at: number) => string> = {
    '2024-01': (month) => month,
    '01/2024': (month) => `${month.slice(5)}/2024`,
    'Jan 24': (_, at) => `${['Jan', 'Feb', 'Mar', 'Apr'][at]} 24`,
    'Umsatz Jan 2024': (_, at) => `Umsatz ${['Jan', 'Feb', 'Mär', 'Apr'][at]} 2024`,
    'M1 2024': (_, at) => `M${at + 1} 2024`,
    '2024-01-01 00:00:00': (month) => `${month}-01 00:00:00`,
    'ianuarie 2024': (_, at) => `${['ianuarie', 'februarie', 'martie', 'aprilie'][at]} 2024`,
    '202401': (month) => month.replace('-', ''),
  }
  test.each(Object.entries(SPELLINGS))('is recognised where months are written %s', async (_, header) => {
    const { offers } = await one('umsatz.csv', matrix(header))
    expect(offers.map(({ steps }) => steps[0]!.kind)).toEqual(['reshape months'])
    expect(offers[0]!.isNeeded).toBe(true)
    expect(offers[0]!.preview!.headers).toEqual(['customer_id', 'order_id', 'ordered_at', 'revenue'])
  })

  test('as rows of orders has as many orders as filled cells and the same sum, and the table stays as the list of customers', async () => {
    const { engine, tables, mapping, offers } = await one(
      'sales.csv',
      matrix((month) => month),
    )
    const { company } = await take(engine, tables, mapping, offers[0]!)
    const cells = matrix((month) => month).flatMap((row) => MONTHS.map((month) => row[month] as number | null))
    const filled = cells.filter((value): value is number => !!value)
    const [row] = await engine.rows(
      query(
        'orders',
        `select count(*) as orders, count(distinct order_key) as ids, sum(revenue)::double as revenue, min(ordered_at)::date as first_on from orders`,
        {
          orders: 'number',
          ids: 'number',
          revenue: 'number',
          first_on: 'date',
        },
      ),
    )
    expect(row).toEqual({
      orders: filled.length,
      ids: filled.length,
      revenue: filled.reduce((sum, value) => sum + value, 0),
      first_on: '2024-01-01',
    })
    expect(offers[0]!.preview!.count).toBe(filled.length)
    expect(company.customers).toBe(30)
    expect(company.attributes.map(({ id }) => id)).toEqual(['country'])
  })

  test('conserves the sum and the number of filled cells of any matrix', async () => {
    const engine = await openDatabase()
    const cell = fc.option(fc.integer({ min: -500, max: 500 }), { freq: 4 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 }), async (rows) => {
        const cells = rows.flat()
        fc.pre([0, 1, 2].every((at) => rows.some((row) => row[at] !== null)))
        await engine.execute('drop table if exists t1; drop table if exists t1_months; drop table if exists t1_read')
        const inline = rows.map((row, at) => ({ customer: `k${at}`, 'Jan 2024': row[0]!, 'Feb 2024': row[1]!, 'Mar 2024': row[2]! }))
        const tables = [await insertInline(engine, 't1', 'm.csv', inline)]
        const { mapping, offers } = await offered(engine, tables)
        if (offers.length === 0) return expect(cells.every((value) => !value)).toBe(true)
        await applySteps(engine, tables, offers[0]!.steps)
        const revenue = `c${offers[0]!.preview!.headers.indexOf('revenue')}`
        const text = `select count(*) as n, coalesce(sum(${revenue}), 0)::double as total from t1_months`
        const [made] = await engine.rows(query('made', text, { n: 'number', total: 'number' }))
        expect(made).toEqual({ n: cells.filter(Boolean).length, total: cells.reduce<number>((sum, value) => sum + (value ?? 0), 0) })
        expect(mapping.tables).toHaveLength(1)
      }),
      { numRuns: 25 },
    )
  })

  test('is not seen in years, in days, in two months, in texts, or in months named twice', async () => {
    const rows = (headers: readonly string[], value: (at: number) => number | string = (at) => at) =>
      Array.from({ length: 25 }, (_, at) => ({
        customer_id: `c${at}`,
        ...Object.fromEntries(headers.map((header) => [header, value(at)])),
      }))
    for (const headers of [
      ['2021', '2022', '2023'],
      ['2024-01-03', '2024-01-04', '2024-01-05'],
      ['Jan 2024', 'Feb 2024'],
      ['Jan 2024', 'January 2024', 'Feb 2024', '2024-02'],
      ['Jan 2024', 'Jan 2030', 'Jan 2036'],
    ])
      expect((await one('file.csv', rows(headers))).offers).toEqual([])
    expect(
      (
        await one(
          'file.csv',
          rows(['Jan 2024', 'Feb 2024', 'Mar 2024'], (at) => `text ${at}`),
        )
      ).offers,
    ).toEqual([])
  })

  test('is left alone where orders are there already: the offer waits on the mapping page', async () => {
    const engine = await openDatabase()
    const orders = Array.from({ length: 60 }, (_, at) => ({
      order_id: at,
      customer_id: `K${at % 30}`,
      order_date: `2024-0${1 + (at % 9)}-01`,
      amount: 5.5 + at,
    }))
    const tables = [
      await insertInline(engine, 't1', 'orders.csv', orders),
      await insertInline(
        engine,
        't2',
        'sales.csv',
        matrix((month) => month),
      ),
    ]
    expect((await offered(engine, tables)).offers.map(({ isNeeded }) => isNeeded)).toEqual([false])
  })
})

test('hostile headers are names of months, questions and stages like any other', async () => {
  const evil = `'); drop table t1; -- "<img src=x> Jan 2024`
  const { engine, tables, mapping, offers } = await one(
    'x.csv',
    Array.from({ length: 25 }, (_, at) => ({
      "customer id'); --": `c${at}`,
      [evil]: at + 1,
      [evil.replace('Jan', 'Feb')]: 2,
      [evil.replace('Jan', 'Mar')]: 3,
    })),
  )
  const { company } = await take(engine, tables, mapping, offers[0]!)
  expect(company.tables.orders).toBe(75)
  const stages = Array.from({ length: 25 }, (_, at) => ({
    case_id: `c${at}`,
    "won'); --": '2024-01-02',
    'lost "now"': '2024-01-03',
    '\\': '2024-01-04',
  }))
  const wide = await one('cases.csv', stages)
  await take(wide.engine, wide.tables, wide.mapping, wide.offers[0]!)
  const events = await wide.engine.rows(query('events', 'select distinct event from events order by event', { event: 'text' }))
  expect(events.map(({ event }) => event)).toEqual(['\\', 'lost "now"', "won'); --"])
})

describe('a table with one date a stage', () => {
  const leads = Array.from({ length: 40 }, (_, at) => ({
    lead: `L${at}`,
    owner: ['Ana', 'Ion'][at % 2]!,
    'Created on': `2024-01-${10 + (at % 10)}`,
    Qualified: at % 2 ? `2024-02-${10 + (at % 10)}` : null,
    Won: at % 4 === 1 ? '2024-03-05' : null,
  }))

  test('becomes one event a date, named by its column, and empty dates make none', async () => {
    const { engine, tables, mapping, offers } = await one('pipeline.csv', leads)
    expect(offers.map(({ steps, isNeeded }) => [steps[0]!.kind, isNeeded])).toEqual([['reshape stages', true]])
    const { company } = await take(engine, tables, mapping, offers[0]!)
    const events = await engine.rows(
      query('events', 'select event, count(*) as n from events group by event order by n desc', { event: 'text', n: 'number' }),
    )
    expect(events).toEqual([
      { event: 'Created on', n: 40 },
      { event: 'Qualified', n: 20 },
      { event: 'Won', n: 10 },
    ])
    expect(offers[0]!.preview!.count).toBe(70)
    expect(company.customers).toBe(40)
  })

  test('is not seen in orders with a date of shipping and one of delivery', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => ({
      order_id: at,
      customer_id: `c${at % 11}`,
      order_date: '2024-01-05',
      shipped_on: '2024-01-06',
      delivered_on: '2024-01-09',
      amount: 10.5 + at,
    }))
    expect((await one('orders.csv', rows)).offers).toEqual([])
  })
})

describe('a survey with one column a question', () => {
  const survey = Array.from({ length: 60 }, (_, at) => ({
    'Respondent ID': 1000 + at,
    'Submitted at': `2024-05-${10 + (at % 20)}`,
    Country: ['RO', 'DE', 'FR'][at % 3]!,
    'How likely are you to recommend us?': at % 12,
    'Q1 Delivery': at % 7,
    'Q1 Price': 1 + (at % 5),
    'Q1 Staff': at % 10 === 0 ? null : 1 + (at % 4),
    Comments: at % 3 === 0 ? `Delivery number ${at} came two days late again` : null,
  }))

  test('becomes one row an answer, with its question, kind and scale; codes and blanks make none', async () => {
    const { engine, tables, mapping, offers } = await one('survey.csv', survey)
    const offer = offers[0]!
    expect(offer.steps[0]!.kind).toBe('reshape survey')
    const { company } = await take(engine, tables, mapping, offer)
    const text = `select touchpoint as question, kind, scale_low as low, scale_high as high, count(score) as scores, count(comment) as comments
      from feedback group by all order by question`
    const rows = await engine.rows(
      query('feedback', text, { question: 'text', kind: 'text', low: 'number', high: 'number', scores: 'number', comments: 'number' }),
    )
    const count = (test: (row: (typeof survey)[number]) => boolean) => survey.filter(test).length
    expect(rows).toEqual([
      { question: 'Comments', kind: 'rating', low: null, high: null, scores: 0, comments: 20 },
      {
        question: 'How likely are you to recommend us?',
        kind: 'nps',
        low: 0,
        high: 10,
        scores: count((row) => row['How likely are you to recommend us?'] <= 10),
        comments: 0,
      },
      {
        question: 'Q1 Delivery',
        kind: 'csat',
        low: 1,
        high: 5,
        scores: count((row) => row['Q1 Delivery'] >= 1 && row['Q1 Delivery'] <= 5),
        comments: 0,
      },
      { question: 'Q1 Price', kind: 'csat', low: 1, high: 5, scores: 60, comments: 0 },
      { question: 'Q1 Staff', kind: 'csat', low: 1, high: 5, scores: 54, comments: 0 },
    ])
    expect(offer.preview!.count).toBe(rows.reduce((sum, { scores, comments }) => sum + scores! + comments!, 0))
    expect(company.firstAt?.slice(0, 10)).toBe('2024-05-10')
    expect(company.attributes.some(({ id }) => id === 'country')).toBe(true)
  })

  test('is not seen in ratings of products, nor in orders with a quantity and a discount', async () => {
    const reviews = Array.from({ length: 60 }, (_, at) => ({
      customer_id: at,
      product: `p${at % 9}`,
      rating: 1 + (at % 5),
      helpful: at % 4,
      comment: 'fine',
    }))
    expect((await one('reviews.csv', reviews)).offers).toEqual([])
  })

  const SURVEY = 'feedback/sfo_survey_2017.csv'
  test.skipIf(!hasRealFile(SURVEY))(
    'SFO survey: NETPRO gives 2,746 scores, 1,436 promoters and 342 detractors (reference.json sfo_nps)',
    async () => {
      const engine = await openDatabase()
      const tables = [await readRealFile(engine, SURVEY)]
      const { mapping, offers } = await offered(engine, tables)
      expect(offers.map(({ steps, isNeeded }) => [steps[0]!.kind, isNeeded])).toEqual([['reshape survey', false]])
      const { company } = await take(engine, tables, mapping, offers[0]!)
      const text = `select count(*) as valid, count(*) filter (where score >= 9) as promoters, count(*) filter (where score <= 6) as detractors, avg(score) as mean
      from feedback where touchpoint = 'NETPRO' and kind = 'nps'`
      const [row] = await engine.rows(query('nps', text, { valid: 'number', promoters: 'number', detractors: 'number', mean: 'number' }))
      const expected = reference<Record<string, number>>('sfo_nps', '2017')
      expect(row).toMatchObject({ valid: expected.valid, promoters: expected.promoters, detractors: expected.detractors })
      expect(row!.mean).toBeCloseTo(expected.mean_score!, 4)
      const items = await engine.rows(
        query('items', `select distinct touchpoint as question from feedback where kind = 'csat' order by question`, { question: 'text' }),
      )
      expect(items.map(({ question }) => question)).toEqual(expect.arrayContaining(['Q7ART', 'Q7WIFI', 'Q9BOARDING', 'Q9ALL']))
      expect(items.map(({ question }) => question!).filter((question) => !/^Q(7|9|10|12|13|14)/.test(question))).toEqual([])
      const outside = await engine.rows(
        query('outside', `select count(*) as n from feedback where kind = 'csat' and score not between 1 and 5`, { n: 'number' }),
      )
      expect(outside[0]!.n).toBe(0)
      expect(company.customers).toBe(2831)
    },
  )
})
