import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCompany, type InlineRows, type OpenCompany } from '../../../test/support/open-company'
import { query } from '../../engine/database'
import { withDerived } from '../../derived/session'
import { openRun } from '../../model/runtime/session'
import { random } from '../../stats/random'
import { memberQuery } from '../customer-sets/customers'
import type { CustomerSet } from '../contract/definition'
import { runAnalysis, withRun, type Environment } from '../contract/run'
import { analysis as paths } from './analysis'
import type { PathSettings } from './options'
import { findPaths, type PathsResult } from './result'
import { onPath, passingLink, passingNode } from './sets'

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'
const hasLogs = existsSync(join(DATA, 'events'))
const reference = hasLogs ? JSON.parse(readFileSync(join(DATA, 'reference.json'), 'utf8')).event_logs : null

type Raw = Record<string, string>

const environment = ({ engine, company }: OpenCompany): Environment => ({ engine, company, filter: null, segments: [], openRun })

async function run(open: OpenCompany, raw: Raw = {}) {
  const outcome = await runAnalysis(environment(open), paths, raw)
  return { ...outcome, result: outcome.result as PathsResult, settings: outcome.settings as PathSettings }
}

async function tablesOf(open: OpenCompany, raw: Raw = {}) {
  return withRun(environment(open), paths, raw, undefined, (one) => one.tables())
}

const nodesOf = ({ nodes }: PathsResult) => nodes.map(({ step, name, sequences }) => `${step} ${name} ${sequences}`)
const linksOf = ({ links }: PathsResult) => links.map(({ step, source, target, sequences }) => `${step} ${source}>${target} ${sequences}`)

/** "ab" is a customer who did a, then b, a minute apart. */
function eventsOf(...histories: readonly string[]): InlineRows {
  return histories.flatMap((history, customer) =>
    [...history].map((event, minute) => ({ customer_id: `c${customer}`, event, happened_at: at(minute * 60) })),
  )
}

const at = (seconds: number) => new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString().slice(0, 19)

test('three customers: nodes, links and End by hand', async () => {
  const { result } = await run(await openCompany({ events: eventsOf('abc', 'ac', 'ab') }))
  expect(nodesOf(result)).toEqual(['1 a 3', '2 b 2', '2 c 1', '3 c 1', '3 End 2', '4 End 1'])
  expect(linksOf(result)).toEqual(
    ['1 a>b 2', '1 a>c 1', '2 b>End 1', '2 b>c 1', '2 c>End 1', '3 c>End 1'].sort((x, y) => Number(x[0]) - Number(y[0])),
  )
  const whole = result.paths.map(({ names, sequences }) => `${names.join('')} ${sequences}`)
  expect(whole.at(-1)).toBe('abc 1')
  expect(whole.toSorted()).toEqual(['ab 1', 'abc 1', 'ac 1'])
})

test('after the last step shown all flow into End, and those with further steps are told apart', async () => {
  const { result } = await run(await openCompany({ events: eventsOf('abc', 'ab', 'a') }), { steps: '2' })
  expect(nodesOf(result)).toEqual(['1 a 3', '2 b 2', '2 End 1', '3 End 2'])
  expect(result.nodes.at(-1)!.going_on).toBe(1)
  expect(result.goingOn).toBe(1)
})

test('counted from the end, the last steps line up and paths begin in Start', async () => {
  const { result } = await run(await openCompany({ events: eventsOf('abc', 'bc', 'c') }), { anchor: 'end', steps: '2' })
  expect(nodesOf(result)).toEqual(['0 Start 2', '1 b 2', '1 Start 1', '2 c 3'])
  expect(linksOf(result)).toEqual(['0 Start>b 2', '1 b>c 2', '1 Start>c 1'])
})

test('at a step: counted from its first time, or up to its last; paths without it are left out and counted', async () => {
  const open = await openCompany({ events: eventsOf('xabac', 'ab', 'xy') })
  const from = await run(open, { at: 'a', steps: '3' })
  expect(from.result.allSequences).toBe(3)
  expect(nodesOf(from.result)).toEqual(['1 a 2', '2 b 2', '3 a 1', '3 End 1', '4 End 1'])
  const upTo = await run(open, { at: 'a', anchor: 'end', steps: '3' })
  expect(nodesOf(upTo.result)).toEqual(['0 Start 1', '1 a 1', '2 b 1', '2 Start 1', '3 a 2'])
})

test('the same name twice in a row is one step, unless repeats are kept', async () => {
  const open = await openCompany({ events: eventsOf('aab') })
  expect(nodesOf((await run(open)).result)).toEqual(['1 a 1', '2 b 1', '3 End 1'])
  expect(nodesOf((await run(open, { repeats: 'kept' })).result)).toEqual(['1 a 1', '2 a 1', '3 b 1', '4 End 1'])
})

test('a silence over 30 minutes, or another session of the file, cuts a history', async () => {
  const events = [
    { customer_id: 'a', event: 'x', happened_at: at(0), session_id: 's1' },
    { customer_id: 'a', event: 'y', happened_at: at(1800), session_id: 's1' },
    { customer_id: 'a', event: 'x', happened_at: at(3601), session_id: 's1' },
    { customer_id: 'a', event: 'y', happened_at: at(3602), session_id: 's2' },
  ]
  const open = await openCompany({ events })
  const byGap = await run(open, { gap: '30-minutes' })
  expect(byGap.result.paths.map(({ names, sequences, customers }) => [names.join(''), sequences, customers])).toEqual([['xy', 2, 1]])
  expect(byGap.result.nodes[0]).toMatchObject({ name: 'x', sequences: 2, customers: 1 })
  const bySession = await run(open, { gap: 'session' })
  expect(bySession.result.paths.map(({ names }) => names.join('')).sort()).toEqual(['xyx', 'y'])
  expect((await run(open)).result.paths.map(({ names }) => names.join(''))).toEqual(['xyxy'])
})

test('without events a step is an order: the category with most of its revenue, ties by name, in turn; returns are no steps', async () => {
  const line = (order_id: string, ordered_at: string, category: string | null, revenue: number) => ({
    customer_id: 'a',
    order_id,
    ordered_at,
    category,
    revenue,
  })
  const open = await openCompany({
    order_lines: [
      line('o1', '2024-01-01', 'tea', 3),
      line('o1', '2024-01-01', 'cups', 2),
      line('o1', '2024-01-01', 'cups', 2),
      line('o2', '2024-01-02', 'tea', 5),
      line('o2', '2024-01-02', 'milk', 5),
      line('o3', '2024-01-03', 'tea', -5),
      line('o4', '2024-01-04', null, 5),
    ],
  })
  const { result } = await run(open)
  expect(result.source).toBe('category')
  expect(result.paths.map(({ names }) => names)).toEqual([['cups', 'milk', 'Not known']])
})

test('asked for what the data do not have, the page takes what they have', async () => {
  const orders = [
    { customer_id: 'a', ordered_at: '2024-01-01', revenue: 5, channel: 'web' },
    { customer_id: 'a', ordered_at: '2024-01-02', revenue: 5, channel: 'shop' },
  ]
  const { result } = await run(await openCompany({ orders }), { source: 'category' })
  expect(result.source).toBe('channel')
  expect(nodesOf(result)).toEqual(['1 web 1', '2 shop 1', '3 End 1'])
})

test('events called End, Start and Other are not taken for the page’s own, and Other never stands for one name', async () => {
  const events = ['End', 'Other', 'x'].flatMap((event, index) =>
    Array.from({ length: 3 - index }, (_, n) => ({ customer_id: `${event}${n}`, event, happened_at: at(0) })),
  )
  const { result } = await run(await openCompany({ events }), {
    keep: '3',
  })
  expect(nodesOf(result)).toEqual(['1 End (a step) 3', '1 Other (a step) 2', '1 x 1', '2 End 6'])
})

function seededEvents(customers: number, seed: number): InlineRows {
  const next = random(seed)
  return Array.from({ length: customers }, (_, customer) => {
    let seconds = Math.floor(next() * 1e6)
    return Array.from({ length: 1 + Math.floor(next() * 9) }, () => {
      seconds += next() < 0.2 ? 0 : Math.floor(next() * 3 * 86_400)
      return {
        customer_id: `c${customer}`,
        event: `e${Math.floor(next() * next() * 12)}`,
        happened_at: at(seconds),
        session_id: `s${Math.floor(next() * 3)}`,
      }
    })
  }).flat()
}

const SETTINGS: readonly Raw[] = [
  {},
  { steps: '2', keep: '3' },
  { steps: '10', keep: '12', repeats: 'kept' },
  { gap: '1-day' },
  { gap: 'session', keep: '3' },
  { anchor: 'end', steps: '4' },
  { at: 'e1' },
  { at: 'e1', anchor: 'end', gap: '1-day', steps: '3', keep: '3' },
]

test('at every node as many go out as come in, step 1 is all paths, End is all paths, and labels change no total', async () => {
  const open = await openCompany({ events: seededEvents(300, 21) })
  for (const raw of SETTINGS) {
    const { result, settings } = await run(open, raw)
    const steps = Number(settings.steps)
    const sum = (of: readonly { sequences: number }[]) => of.reduce((total, { sequences }) => total + sequences, 0)
    for (const node of result.nodes) {
      const into = result.links.filter(({ step, target }) => step === node.step - 1 && target === node.name)
      const outOf = result.links.filter(({ step, source }) => step === node.step && source === node.name)
      const isFirst = raw.anchor === 'end' ? node.name === 'Start' : node.step === 1
      const isLast = raw.anchor === 'end' ? node.step === steps : node.name === 'End'
      if (!isFirst) expect(sum(into), `${JSON.stringify(raw)} into ${node.step} ${node.name}`).toBe(node.sequences)
      if (!isLast) expect(sum(outOf), `${JSON.stringify(raw)} out of ${node.step} ${node.name}`).toBe(node.sequences)
    }
    const anchored = result.nodes.filter(({ step }) => step === (raw.anchor === 'end' ? steps : 1))
    expect(sum(anchored)).toBe(result.sequences)
    expect(sum(result.nodes.filter(({ kind }) => kind === 'end'))).toBe(result.sequences)
    const fewer = (await run(open, { ...raw, keep: '3' })).result
    for (let step = 1; step <= steps; step++)
      expect(sum(fewer.nodes.filter((node) => node.step === step))).toBe(sum(result.nodes.filter((node) => node.step === step)))
  }
})

test('two names in a row from the start are a strict funnel, counted here by plain loops', async () => {
  const events = seededEvents(300, 4)
  const { result } = await run(await openCompany({ events }), { keep: '12' })
  const histories = new Map<string, { at: string; name: string }[]>()
  for (const row of events) {
    const own = histories.get(row.customer_id as string) ?? []
    histories.set(row.customer_id as string, [...own, { at: row.happened_at as string, name: row.event as string }])
  }
  const expected = new Map<string, number>()
  for (const own of histories.values()) {
    const names = own.sort((a, b) => (a.at === b.at ? (a.name < b.name ? -1 : 1) : a.at < b.at ? -1 : 1)).map(({ name }) => name)
    const steps = names.filter((name, index) => name !== names[index - 1])
    for (let step = 1; step < 5 && step < steps.length; step++) {
      const key = `${step} ${steps[step - 1]}>${steps[step]}`
      expected.set(key, (expected.get(key) ?? 0) + 1)
    }
  }
  const found = result.links
    .filter(({ target }) => target !== 'End')
    .map(({ step, source, target, sequences }) => [`${step} ${source}>${target}`, sequences] as const)
  expect(new Map(found)).toEqual(expected)
})

test('made part by part, as a large company needs, the paths are the same', async () => {
  const open = await openCompany({ events: seededEvents(300, 5) })
  const { result, settings } = await run(open)
  const session = withDerived(await openRun(open.engine, open.company, settings), open.company, settings)
  expect(await findPaths(session, settings, open, 400)).toEqual(result)
  await session.close()
})

test('from the end is from the start with time turned round', async () => {
  const events = seededEvents(200, 9).map((row, index) => ({ ...row, happened_at: at(index * 60) }))
  const turned = events.map((row, index) => ({ ...row, happened_at: at((events.length - index) * 60) }))
  const raw = { keep: '12', steps: '4', at: 'e1' }
  const back = (await run(await openCompany({ events }), { ...raw, anchor: 'end' })).result
  const mirrored = back.nodes.map(({ step, name, sequences }) => `${5 - step} ${name === 'Start' ? 'End' : name} ${sequences}`)
  const forth = (await run(await openCompany({ events: turned }), raw)).result
  expect(mirrored.sort()).toEqual(nodesOf(forth).sort())
})

async function countOf(open: OpenCompany, who: CustomerSet, settings: PathSettings): Promise<number> {
  const { sql, variables } = memberQuery(environment(open), { analysis: 'paths', settings, who })
  const session = withDerived(await openRun(open.engine, open.company, variables), open.company, variables)
  const [row] = await session.rows(query('count', `select count(distinct customer_id) as n from (${sql})`, { n: 'number' }))
  await session.close()
  return row!.n!
}

test('every node, link, path and sentence leads to as many customers as it says', async () => {
  const open = await openCompany({ events: seededEvents(150, 5) })
  for (const raw of [{}, ...SETTINGS.slice(-4)]) {
    const { result, settings, findings, action } = await run(open, raw)
    const sets = [
      ...result.nodes.slice(0, 3).map((node) => passingNode(node, result, settings)),
      ...result.nodes
        .filter(({ kind }) => kind !== 'event')
        .slice(0, 3)
        .map((node) => passingNode(node, result, settings)),
      ...result.links.slice(0, 4).map((link) => passingLink(link, result, settings)),
      ...result.paths.slice(0, 2).map((path) => onPath(path, result)),
      ...findings.map(({ who }) => who ?? null),
      action?.who ?? null,
    ].filter((who) => who !== null)
    for (const who of sets) expect(await countOf(open, who, settings), `${JSON.stringify(raw)} ${who.name}`).toBe(who.count)
  }
})

test('nobody: no nodes, no sentence, no action', async () => {
  const open = await openCompany({ events: [{ customer_id: 'a', event: 'x', happened_at: null }] })
  const { result, findings, action } = await run(open)
  expect([result.sequences, result.nodes, result.paths]).toEqual([0, [], []])
  expect(findings).toEqual([])
  expect(action).toBeNull()
})

test('one customer, all at one moment: steps in the order of their names, and no share', async () => {
  const events = ['b', 'a', 'b'].map((event) => ({ customer_id: 'one', event, happened_at: at(0) }))
  const { result, findings, action } = await run(await openCompany({ events }))
  expect(nodesOf(result)).toEqual(['1 a 1', '2 b 1', '3 End 1'])
  expect(findings.map(({ claim }) => claim)).toEqual(['1 customer: too few for shares.'])
  expect(action).toBeNull()
})

test('a step that nobody has: the page says so and how many paths there are', async () => {
  const { result, findings } = await run(await openCompany({ events: eventsOf('ab', 'b') }), { at: 'z' })
  expect(result.sequences).toBe(0)
  expect(findings.map(({ claim, evidence }) => `${claim} ${evidence}`)).toEqual([
    'No path has the step “z”. There are 2 customers without it. Choose a step by its exact name, or none.',
  ])
})

/** Everyone who has events, where a test puts other events in their place. */
const KNOWN = `
  create or replace view main.customers as
  select row_number() over (order by customer_id) - 1 as customer_key, customer_id
  from (select distinct customer_id from main.events)`

test('forty thousand different names, one of them very long: each step shows the largest and Other', async () => {
  const open = await openCompany({ events: eventsOf('a') })
  await open.engine.execute(`
    create or replace view main.events as
    select 'c' || (i // 2) as customer_id, timestamp '2024-01-01' + to_seconds(i) as happened_at,
      case when i % 50 = 0 then repeat('<long>', 2000) else 'name ' || i end as event, null::varchar as session_id
    from range(40000) as rows (i)`)
  await open.engine.execute(KNOWN)
  const { result, findings } = await run(open)
  expect(result.sequences).toBe(20_000)
  expect(result.nodes.filter(({ step }) => step === 1).map(({ sequences }) => sequences)).toEqual([800, 1, 1, 1, 19_197])
  expect(findings[0]!.claim).toBe('No path is common.')
})

test('a branch that takes longer is said to, with “may” where the intervals touch', async () => {
  const slower = (extra: number) =>
    Array.from({ length: 80 }, (_, n) => {
      const isWait = n % 2 === 1
      const end = 86_400 * (10 + (n % 7) + (isWait ? extra : 0))
      return ['in', isWait ? 'wait' : 'go', 'out'].map((event, step) => ({
        customer_id: `c${n}`,
        event,
        happened_at: at(step === 2 ? end : step),
      }))
    }).flat()
  const claims = async (extra: number) => (await run(await openCompany({ events: slower(extra) }))).findings.map(({ claim }) => claim)
  expect(await claims(10)).toContain('wait goes with 10.0 days more.')
  expect(await claims(1)).toContain('wait may go with 24.0 hours more.')
})

async function openLog(log: keyof typeof LOGS): Promise<OpenCompany> {
  const [file, caseId, name, time] = LOGS[log]
  const [head, ...lines] = readFileSync(join(DATA, 'events', file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  const [c, n, t] = [caseId, name, time].map((column) => head!.indexOf(column))
  const open = await openCompany({ events: [{ customer_id: 'x', event: 'x', happened_at: '2000-01-01T00:00:00' }] })
  const values = lines.map((line) =>
    [line[c!], line[n!], line[t!]!.replace(/(Z|[+-]\d\d:\d\d)$/, '')].map((text) => `'${text!.replaceAll("'", "''")}'`),
  )
  await open.engine.execute('create table log (customer_id varchar, event varchar, happened_at timestamp, session_id varchar)')
  for (let from = 0; from < values.length; from += 2000)
    await open.engine.execute(
      `insert into log (customer_id, event, happened_at) values ${values
        .slice(from, from + 2000)
        .map((row) => `(${row.join()})`)
        .join()}`,
    )
  await open.engine.execute('create or replace view main.events as select * from log')
  await open.engine.execute(KNOWN)
  return open
}

const LOGS = {
  helpdesk: ['helpdesk.csv', 'case:concept:name', 'concept:name', 'time:timestamp'],
  receipt: ['receipt.csv', 'case:concept:name', 'concept:name', 'time:timestamp'],
  'running-example': ['running-example.csv', 'case:concept:name', 'concept:name', 'time:timestamp'],
} as const

test.skipIf(!hasLogs).each(Object.keys(LOGS) as (keyof typeof LOGS)[])(
  '%s (reference.json event_logs): cases, variants, first and last activities, directly-follows',
  async (log) => {
    const expected = reference[log]
    const tables = await tablesOf(await openLog(log), { repeats: 'kept' })
    const { paths: variants, steps, transitions } = tables as Record<string, readonly Record<string, string | number | null>[]>
    expect(variants!.reduce((sum, { sequences }) => sum + Number(sequences), 0)).toBe(expected.cases)
    expect(variants!.length).toBe(expected.variants)
    if (log !== 'running-example')
      expect(variants!.slice(0, 5).map(({ path, sequences, length }) => ({ cases: sequences, length, path }))).toEqual(
        expected.top_variants.map(({ cases, length, path }: Record<string, unknown>) => ({ cases, length, path })),
      )
    const counts = (column: string) =>
      Object.fromEntries(steps!.filter((row) => Number(row[column]) > 0).map((row) => [row.name, row[column]]))
    expect(counts('first_steps')).toMatchObject(expected.start_activities)
    expect(counts('last_steps')).toMatchObject(expected.end_activities)
    expect(counts('times')).toMatchObject(expected.activity_counts_top)
    const follows = new Map(transitions!.map(({ name, next_name, times }) => [`${name} > ${next_name}`, times]))
    for (const [name, next, times] of expected.top_directly_follows) expect(follows.get(`${name} > ${next}`)).toBe(times)
  },
)

test.skipIf(!hasLogs)('helpdesk, repeats collapsed: the drawn flow, 2,770 of 4,580 the straight way, 1,069 waiting at step 3', async () => {
  const { result, findings } = await run(await openLog('helpdesk'))
  expect(nodesOf(result)).toEqual(
    expect.arrayContaining([
      '1 Assign seriousness 4384',
      '2 Take in charge ticket 4052',
      '3 Wait 1069',
      '3 Resolve ticket 2933',
      '3 End 5',
      '4 Closed 2833',
      '4 End 299',
      '5 End 2836',
    ]),
  )
  const texts = findings.map(({ claim, evidence }) => `${claim} ${evidence}`.replaceAll(/[\u00a0\u202f]/g, ' '))
  expect(texts[0]).toBe(
    'Three customers in five take the same path. Assign seriousness, Take in charge ticket, Resolve ticket, Closed: 2,770 of 4,580, or 60.5 % (95 % interval 59.1 to 61.9). There are 106 different paths.',
  )
  expect(texts[1]).toMatch(/^Wait sends two customers in five back\. Of the 1,069 customers at Wait in step 3, 37\.9 %/)
  expect(texts[2]).toMatch(/^Wait may go with 2\.0 days more\..*The intervals overlap, so this may be chance\.$/)
})
