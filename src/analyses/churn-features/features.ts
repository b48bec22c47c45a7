import { query, type Columns, type Database } from '../../engine/database'
import type { Attribute, Company } from '../../model/company/company'
import { BEHAVIOURAL_FEATURES, type BehaviouralFeature } from './behavioural-features'
import { placeOf, selectedByName } from '../queries/attribute-columns'
import { materialize } from '../queries/materialize'
import eventKindsText from './event-kinds.sql?raw'
import rowsText from './feature-rows.sql?raw'
import featuresText from './features.sql?raw'
import followedText from './followed.sql?raw'
import sourcesText from './sources.sql?raw'

/** What tells that somebody left; `flag` has no dates. */
export type ChurnSource = 'subscriptions' | 'dates' | 'orders' | 'flag'

/** Whom to follow from which day on, and what counts as leaving. */
export interface FollowUp {
  readonly source: ChurnSource
  /** 'YYYY-MM-DD': features are older, labels younger. */
  readonly cut: string
  /** Later days are not known. */
  readonly seenUntil: string
  readonly gapDays: number
  readonly horizonDays: number
  /** Who bought within so many days before the cut is a customer still. */
  readonly silenceDays: number
  /** What counts as lately. */
  readonly recentDays: number
  /** Drawn at random, or those who bring the most. */
  readonly most: number
  readonly isDrawn: boolean
}

/** What is known of a customer: named columns of leaving-features.sql and attributes. */
export interface FeatureSet {
  readonly behaviours: readonly BehaviouralFeature[]
  readonly attributes: readonly Attribute[]
  readonly eventKinds: readonly string[]
}

export interface FeatureRow {
  readonly customer_id: string
  readonly has_left: boolean | null
  readonly year_value: number | null
  readonly [column: string]: string | number | boolean | null
}

const eventKinds = query('kinds of events', eventKindsText, { event: 'text' })

export const sources = query('customers by source', sourcesText, {
  observed: 'number',
  by_orders: 'number',
  by_subscriptions: 'number',
  by_dates: 'number',
  with_end: 'number',
  by_flag: 'number',
})

const followed = materialize('followed', followedText)
const features = materialize('leaving_features', featuresText)

const MOST_KINDS = 8

/** Roles that say who left or for how long they stayed: never a feature where dates tell both. */
const OUTCOMES: ReadonlySet<string> = new Set(['is_churned', 'ended_on'])
const TOLD_BY_DATES: ReadonlySet<string> = new Set(['status', 'tenure', 'joined_on'])
const TOLD_BY_SUBSCRIPTIONS: ReadonlySet<string> = new Set(['plan', 'mrr'])

/** Attributes in the order in which the customers table has their columns, and the behaviours with the data's own kinds of events. */
export async function featureSet(database: Database, company: Pick<Company, 'attributes'>, source: ChurnSource): Promise<FeatureSet> {
  const attributes = company.attributes
    .filter(({ type, column }) => type !== 'date' && !OUTCOMES.has(column))
    .filter(({ column }) => source === 'flag' || !TOLD_BY_DATES.has(column))
    .filter(({ column }) => source !== 'subscriptions' || !TOLD_BY_SUBSCRIPTIONS.has(column))
    .filter((one, index, all) => all.findIndex(({ column }) => column === one.column) === index)
    .toSorted((a, b) => placeOf(a.column) - placeOf(b.column))
  const kinds = source === 'flag' ? [] : (await database.rows(eventKinds)).map(({ event }) => event!)
  return { behaviours: source === 'flag' ? [] : named(kinds), attributes, eventKinds: kinds }
}

function named(kinds: readonly string[]): readonly BehaviouralFeature[] {
  return BEHAVIOURAL_FEATURES.flatMap((one): BehaviouralFeature[] => {
    const place = /^event_(\d)$/.exec(one.column)
    if (!place) return [one]
    const kind = kinds[Number(place[1]) - 1]
    return kind === undefined ? [] : [{ ...one, label: `Event: ${kind}` }]
  })
}

/** Keeps who is followed and what was known of them for the run's connection. */
export async function follow(database: Database, following: FollowUp, set: FeatureSet): Promise<void> {
  const { source, cut, seenUntil, gapDays, horizonDays, silenceDays, recentDays, most, isDrawn } = following
  const shared = { source, cut, recent_days: recentDays }
  await database.rows(followed, {
    ...shared,
    seen_until: seenUntil,
    gap_days: gapDays,
    horizon_days: horizonDays,
    silence_days: silenceDays,
    most_customers: most,
    is_drawn: isDrawn,
  })
  await database.rows(features, {
    ...shared,
    event_kinds: Array.from({ length: MOST_KINDS }, (_, index) => set.eventKinds[index] ?? ''),
    attributes: attributeColumns(set),
  })
}

export function attributeColumns({ attributes }: FeatureSet): readonly string[] {
  return selectedByName(attributes.map(({ column }) => column))
}

const PIECE = 25_000

/** The rows kept by `follow`, in the order of their places, a piece at a time. */
export async function* featureRows(database: Database, set: FeatureSet): AsyncGenerator<readonly FeatureRow[]> {
  const columns: Columns = {
    place: 'number',
    customer_id: 'text',
    has_left: 'flag',
    year_value: 'number',
    everybody: 'number',
    ...Object.fromEntries(set.behaviours.map(({ column, kind }) => [column, kind])),
    ...Object.fromEntries(attributeColumns(set).map((name) => [name, 'text' as const])),
  }
  const piece = query('what was known of the customers', rowsText, columns)
  // What nobody reads costs as much on its way here as what is read.
  const wanted = Object.keys(columns)
  for (let from = 0; ; from += PIECE) {
    const rows = await database.rows(piece, { from_place: from, to_place: from + PIECE, wanted })
    yield rows as unknown as readonly FeatureRow[]
    if (rows.length < PIECE) return
  }
}

/** `days` before an ISO date. */
export function before(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}
