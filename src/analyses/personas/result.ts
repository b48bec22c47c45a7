import type { Database, RowOf, Variables } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { isGroup } from '../../model/runtime/breakdown'
import type { Subject } from '../../model/company/subject'
import type { Context } from '../contract/definition'
import { cutsOf as segmentCuts } from '../rfm/cuts'
import { lookups, SEGMENTS } from '../rfm/scoring'
import { FEW } from '../wording/certainty'
import { BEST } from './best'
import { checklistOf, type Checklist } from './checklist'
import { featuresOf, listsOf, type Feature, type Grouping, type LeftOut } from './features'
import type { PersonaSettings } from './options'
import * as queries from './queries'
import { portraitsOf, type CountRow, type Portrait } from './traits'

/** One group that is portrayed. */
export interface Persona {
  readonly name: string
  readonly customers: number
  readonly revenue: number | null
  readonly ring: Ring | null
}

/** Shares of the days on which somebody ordered. */
export interface Ring {
  readonly weeks: readonly number[]
  readonly weekdays: readonly number[]
}

/** A median of those portrayed, and of everybody else. */
export interface Measure {
  readonly id: string
  readonly label: string
  readonly own: Median
  readonly other: Median
}

export interface Median {
  readonly customers: number
  readonly median: number
  readonly low: number | null
  readonly high: number | null
}

export interface Step {
  readonly step: number
  readonly customers: number
  /** Median days since the first. */
  readonly days: number
  readonly day: string
}

export interface Said {
  readonly kind: string
  readonly own: { readonly customers: number; readonly mean: number }
  readonly other: { readonly customers: number; readonly mean: number }
  /** 95 % interval of the difference (Welch). */
  readonly low: number
  readonly high: number
}

export interface Typical {
  readonly id: string
  readonly marks: readonly { readonly feature: string; readonly value: string }[]
  readonly days: readonly { readonly day: string; readonly revenue: number }[]
}

export interface PersonasResult {
  readonly subject: Subject
  readonly grouping: Grouping | null
  /** The column that divides customers, by its label; null where none does. */
  readonly groupedBy: string | null
  /** Everybody who is in a group, or in none of those named. */
  readonly customers: number
  readonly revenue: number | null
  readonly personas: readonly Persona[]
  readonly everybody: Ring | null
  /** The one on the sheet; null where there is no group. */
  readonly shown: string | null
  readonly features: readonly Feature[]
  readonly leftOut: readonly LeftOut[]
  readonly portraits: readonly Portrait[]
  readonly measures: readonly Measure[]
  /** Days since the last order. */
  readonly silence: Measure | null
  readonly way: { readonly own: readonly Step[]; readonly other: readonly Step[] }
  readonly said: readonly Said[]
  readonly typical: Typical | null
  readonly checklist: Checklist | null
  /** Variables by which SQL finds the groups and their traits again: they go with every set of customers. */
  readonly scope: Variables
  readonly choices: { readonly persona: readonly { readonly value: string; readonly label: string }[] }
}

const MOST_PERSONAS = 12
const FEWEST_CUSTOMERS = 20
const MOST_VALUES = 30

export async function personas(
  database: Database,
  settings: PersonaSettings,
  { company, pause }: Pick<Context, 'company' | 'pause'>,
): Promise<PersonasResult> {
  const { grouping, column } = groupingOf(company, settings.by)
  const lists = listsOf(company)
  const base = {
    groups: grouping ?? 'none',
    group_column: column ?? 'birth_year',
    best: Number(settings.best),
    ...lists,
    kinds: kindsOf(company),
    goods: company.roles.order_lines?.includes('category') ? 'categories' : 'words',
    ring_of: (company.tables.orders ?? 0) > 0 ? 'orders' : 'events',
    ...(await scoring(database)),
  }
  await database.rows(queries.portrayed, base)
  const spreads = await database.rows(queries.spread)
  const sizes = await database.rows(queries.groups)
  const said = await saidOf(database, false, '')
  const grouped = settings.by.startsWith('segment:')
    ? null
    : (company.attributes.find(({ id, column: own }) => id === settings.by || own === column) ?? null)
  const { features, leftOut } = featuresOf(
    company,
    grouping ?? 'column',
    grouped?.column ?? null,
    spreads,
    said.map(({ kind }) => kind),
  )
  const cutting = features.flatMap(({ id, cuts }) => (cuts ?? []).map((cut) => ({ id, cut })))
  const scope = {
    ...base,
    cut_features: cutting.length > 0 ? cutting.map(({ id }) => id) : ['none'],
    cut_values: cutting.length > 0 ? cutting.map(({ cut }) => cut) : [0],
  }
  await database.rows(queries.marks, scope)
  const counts = await database.rows(queries.counts, { fewest: FEWEST_CUSTOMERS, most_values: MOST_VALUES })
  await pause()
  const found = personasIn(sizes, grouping)
  const isOf = (persona: string, row: Pick<CountRow, 'persona' | 'is_best'>) =>
    persona === BEST ? row.is_best === true : row.persona === persona
  const portraits = portraitsOf(
    found.map(({ name }) => name),
    features,
    counts,
    isOf,
    // The size of the first order is a part of what makes somebody one of the best.
    (persona, { id }) => persona === BEST && id === 'first.amount',
    grouped !== null,
  )
  const rings = await database.rows(queries.rings)
  const shown = found.find(({ name }) => name === settings.persona) ?? found[0] ?? null
  const whole = {
    subject: company.subject,
    grouping,
    groupedBy: settings.by.startsWith('segment:') ? null : (grouped?.label ?? null),
    customers: sizes.reduce((sum, { customers }) => sum + customers!, 0),
    revenue: company.roles.orders?.includes('revenue') ? sizes.reduce((sum, { revenue }) => sum + (revenue ?? 0), 0) : null,
    personas: found.map((persona) => ({ ...persona, ring: ringOf(rings.filter((row) => isOf(persona.name, row))) })),
    everybody: ringOf(rings),
    shown: shown?.name ?? null,
    features,
    leftOut: [
      ...leftOut,
      ...(shown?.name === BEST ? [{ label: 'the size of the first order', why: 'definition' } as const] : []),
      ...(portraits.find(({ persona }) => persona === shown?.name)?.disguised ?? []).map(
        ({ label }) => ({ label, why: 'definition' }) as const,
      ),
    ],
    portraits: portraits.map(({ persona, traits }) => ({ persona, traits })),
    scope,
    choices: { persona: found.map(({ name }) => ({ value: name, label: name })) },
  }
  if (!shown) return { ...whole, measures: [], silence: null, way: { own: [], other: [] }, said: [], typical: null, checklist: null }
  const member = { persona: shown.name, is_of_best: shown.name === BEST }
  return {
    ...whole,
    scope: { ...scope, ...member },
    ...(await measuresOf(database, company, member)),
    way: await wayOf(database),
    said: await saidOf(database, member.is_of_best, member.persona),
    typical: await typicalOf(database),
    checklist: await checklistOf(
      database,
      features,
      candidatesFor(portraits, shown.name, features, counts, isOf),
      shown.customers,
      whole.customers,
      company.currency,
      pause,
    ),
  }
}

/** The checklist may ask for the size of the first order, which the portrait of the best leaves out. */
function candidatesFor(
  portraits: readonly Portrait[],
  shown: string,
  features: readonly Feature[],
  counts: readonly CountRow[],
  isOf: (persona: string, row: CountRow) => boolean,
) {
  const own = portraits.find(({ persona }) => persona === shown)!.traits
  if (shown !== BEST) return own
  const amount = features.filter(({ id }) => id === 'first.amount')
  return [...own, ...portraitsOf([shown], amount, counts, isOf, () => false, false)[0]!.traits]
}

/** By how they buy where there are orders, else by what divides customers: who left, contracts, a column, what happened last (of cases: how long they took), scores. */
function groupingOf({ tables, roles, attributes, subject }: Company, by: string): { grouping: Grouping | null; column: string | null } {
  if (by !== '') return { grouping: 'breakdown', column: null }
  if ((tables.orders ?? 0) > 0) return { grouping: 'buying', column: null }
  const named = (wanted: string) => attributes.find(({ column }) => column === wanted)
  if (named('is_churned')) return { grouping: 'column', column: 'is_churned' }
  if (roles.subscriptions?.includes('ended_on')) return { grouping: 'contract', column: null }
  if (roles.customers?.includes('ended_on')) return { grouping: 'end', column: null }
  const few = attributes.filter(({ type, distinct }) => (type === 'text' || type === 'flag') && distinct >= 2 && distinct <= MOST_PERSONAS)
  const column = (named('status') ?? named('plan') ?? few[0])?.column
  if (column) return { grouping: 'column', column }
  if ((tables.events ?? 0) > 0) return { grouping: subject.isCase ? 'duration' : 'last event', column: null }
  if ((tables.feedback ?? 0) > 0) return { grouping: 'score', column: null }
  return { grouping: null, column: null }
}

/** Words by which customers are alike or not: those of few kinds. */
const FEW_KINDS = 60

function kindsOf({ attributes }: Company): readonly string[] {
  const own = attributes.filter(
    ({ type, distinct, column }) => (type === 'text' || type === 'flag') && distinct <= FEW_KINDS && column !== 'is_churned',
  )
  return [...new Set(['gender', ...own.map(({ column }) => column)])].slice(0, 16)
}

/** As the segments page scores at first. */
async function scoring(database: Database): Promise<Variables> {
  const cuts = segmentCuts(await database.rows(queries.cutPoints))
  const levels = { r: cuts?.recency.levels ?? 1, f: cuts?.frequency.levels ?? 1, m: 1 }
  return {
    r_cut_points: cuts?.recency.cuts ?? [],
    f_cut_points: cuts?.frequency.cuts ?? [],
    m_cut_points: [],
    r_levels: levels.r,
    f_levels: levels.f,
    m_levels: 1,
    segment_of_scores: lookups(levels, 'f').segment_of_scores,
  }
}

function personasIn(sizes: readonly RowOf<typeof queries.groups.columns>[], grouping: Grouping | null): Omit<Persona, 'ring'>[] {
  const sum = (name: string, rows: typeof sizes): Omit<Persona, 'ring'> => ({
    name,
    customers: rows.reduce((total, { customers }) => total + customers!, 0),
    revenue: rows.some(({ revenue }) => revenue !== null) ? rows.reduce((total, { revenue }) => total + (revenue ?? 0), 0) : null,
  })
  const names = grouping === 'buying' ? SEGMENTS : [...new Set(sizes.map(({ persona }) => persona!))].filter(isGroup)
  const groups = names
    .map((name) =>
      sum(
        name,
        sizes.filter(({ persona }) => persona === name),
      ),
    )
    .filter(({ customers }) => customers > 0)
  if (grouping === 'buying') {
    const best = sizes.filter(({ is_best }) => is_best === true)
    return best.length > 0 ? [sum(BEST, best), ...groups] : groups
  }
  if (grouping === 'duration') return groups.toSorted((a, b) => DURATIONS.indexOf(a.name) - DURATIONS.indexOf(b.name))
  return groups.toSorted((a, b) => b.customers - a.customers).slice(0, MOST_PERSONAS)
}

const DURATIONS = ['Slowest quarter', 'Quickest quarter', 'Middle half']

const WEEKS = 52

function ringOf(rows: readonly RowOf<typeof queries.rings.columns>[]): Ring | null {
  const weeks = Array.from({ length: WEEKS }, () => 0)
  const weekdays = Array.from({ length: 7 }, () => 0)
  let all = 0
  for (const { week, weekday, days } of rows) {
    weeks[week! - 1]! += days!
    weekdays[weekday! - 1]! += days!
    all += days!
  }
  return all < FEW ? null : { weeks: weeks.map((days) => days / all), weekdays: weekdays.map((days) => days / all) }
}

const MEASURES: readonly (readonly [id: string, label: string])[] = [
  ['revenue', 'Brought'],
  ['orders', 'Orders'],
  ['gap', 'One every'],
  ['order', 'An order, on average'],
]
const MOST_MEASURES = 4
/** The median of fewer different values says little. */
const FEWEST_DIFFERENT = 5

async function measuresOf(
  database: Database,
  { attributes }: Company,
  member: Variables,
): Promise<Pick<PersonasResult, 'measures' | 'silence'>> {
  const rows = await database.rows(queries.measures, member)
  const measureOf = ([id, label]: readonly [id: string, label: string]): Measure[] => {
    const side = (isMember: boolean): Median | null => {
      const row = rows.find(({ measure, is_member }) => measure === id && is_member === isMember)
      return row && row.median !== null ? { customers: row.customers!, median: row.median, low: row.low, high: row.high } : null
    }
    const [own, other] = [side(true), side(false)]
    return own && other ? [{ id, label, own, other }] : []
  }
  const labels = [
    ...MEASURES,
    ...attributes.filter(({ distinct }) => distinct >= FEWEST_DIFFERENT).map(({ column, label }) => [column, label] as const),
  ]
  return { measures: labels.flatMap(measureOf).slice(0, MOST_MEASURES), silence: measureOf(['silence', 'Silent for'])[0] ?? null }
}

async function wayOf(database: Database): Promise<PersonasResult['way']> {
  const rows = await database.rows(queries.way)
  const steps = (isMember: boolean) =>
    rows.flatMap(({ is_member, step, customers, days, day }): Step[] =>
      is_member === isMember ? [{ step: step!, customers: customers!, days: days!, day: day! }] : [],
    )
  return { own: steps(true), other: steps(false) }
}

async function saidOf(database: Database, isBest: boolean, persona: string): Promise<readonly Said[]> {
  const rows = await database.rows(queries.said, { persona, is_of_best: isBest })
  return [...new Set(rows.map(({ kind }) => kind!))].map((kind): Said => {
    const side = (isMember: boolean) => rows.find((row) => row.kind === kind && row.is_member === isMember)
    const [own, other] = [side(true), side(false)]
    const error = Math.sqrt(errorOf(own) + errorOf(other))
    const difference = (own?.mean ?? 0) - (other?.mean ?? 0)
    return {
      kind,
      own: { customers: own?.customers ?? 0, mean: own?.mean ?? 0 },
      other: { customers: other?.customers ?? 0, mean: other?.mean ?? 0 },
      low: difference - 1.96 * error,
      high: difference + 1.96 * error,
    }
  })
}

function errorOf(row: { readonly customers: number | null; readonly variance: number | null } | undefined): number {
  return row && row.customers! > 1 ? row.variance! / row.customers! : 0
}

async function typicalOf(database: Database): Promise<Typical | null> {
  const [medoid] = await database.rows(queries.medoid)
  if (!medoid) return null
  const marks = await database.rows(queries.typicalMarks, { customer_key: medoid.customer_key })
  const days = await database.rows(queries.typicalDays)
  return {
    id: medoid.customer_id!,
    marks: marks.map(({ feature, value }) => ({ feature: feature!, value: value! })),
    days: days.map(({ day, revenue }) => ({ day: day!, revenue: revenue ?? 0 })).reverse(),
  }
}
