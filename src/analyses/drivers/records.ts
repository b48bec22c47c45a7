import { query, type Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { featureRows, featureSet, follow, type FeatureSet, type FollowUp, type ChurnSource } from '../churn-features/features'
import commonWordsText from './common-words.sql?raw'
import saidAndAskedText from './said-and-asked.sql?raw'

/** A column of what is known. */
export interface Known {
  readonly column: string
  readonly label: string
  readonly kind: 'number' | 'flag' | 'text'
  /** How they bought before: it foretells leaving and is no reason for it. */
  readonly isHabit: boolean
  /** Of the table of customers: as it is now, not as it was. */
  readonly isAttribute: boolean
}

export type Values = readonly (string | number | boolean | null)[]

/** Customers at one or more days: what was known of each, and whether they left after it. */
export interface Records {
  readonly ids: readonly string[]
  /** The day that each was looked at, from 0. */
  readonly days: readonly number[]
  /** 1 left, 0 stayed; on a day whose future is not known, 0. */
  readonly left: Uint8Array
  readonly known: readonly Known[]
  /** One value a record for each of `known`. */
  readonly values: ReadonlyMap<string, Values>
}

const HABITS: ReadonlySet<string> = new Set([
  'days_there',
  'silence',
  'silence_ratio',
  'usual_gap',
  'last_gap_ratio',
  'orders',
  'orders_recent',
  'orders_before',
  'orders_ratio',
  'revenue',
  'revenue_recent',
  'revenue_before',
  'order_value',
  'products',
  'categories',
  'events',
  'events_recent',
  'events_ratio',
  'event_silence',
  'answers',
  'spells',
  'touches_recent',
])

const commonWords = query('common words', commonWordsText, { word: 'text' })
const saidAndAsked = query('last subjects and words', saidAndAskedText, { place: 'number', subject: 'text', words: 'text' })

/** What can be known of customers by a source. */
export interface Knowable {
  readonly set: FeatureSet
  readonly words: readonly string[]
  readonly known: readonly Known[]
}

export async function knowable(database: Database, company: Company, source: ChurnSource): Promise<Knowable> {
  const set = await featureSet(database, company, source)
  const words = (await database.rows(commonWords, { source })).map(({ word }) => word!)
  const known: Known[] = [
    ...set.behaviours.map(({ column, label, kind }) => ({ column, label, kind, isHabit: HABITS.has(column), isAttribute: false })),
    ...set.attributes.map(({ column, label, type, distinct }) => ({
      column,
      label,
      kind: type === 'number' && distinct > 2 ? ('number' as const) : ('text' as const),
      isHabit: column === 'tenure',
      isAttribute: true,
    })),
  ]
  if (source !== 'flag') {
    known.push({ column: 'subject', label: 'Subject of the last ticket', kind: 'text', isHabit: false, isAttribute: false })
    for (const word of words)
      known.push({ column: `word ${word}`, label: `Wrote “${word}”`, kind: 'flag', isHabit: false, isAttribute: false })
  }
  return { set, words, known }
}

/** The customers followed from each of several days on, one after the other. */
export async function recordsOf(database: Database, { set, words, known }: Knowable, followings: readonly FollowUp[]): Promise<Records> {
  const ids: string[] = []
  const left: number[] = []
  const days: number[] = []
  const values = new Map<string, (string | number | boolean | null)[]>(known.map(({ column }) => [column, []]))
  const plain = known.filter(({ column, isAttribute }) => !isAttribute && column !== 'subject' && !column.startsWith('word '))
  for (const [day, following] of followings.entries()) {
    await follow(database, following, set)
    for await (const rows of featureRows(database, set))
      for (const row of rows) {
        ids.push(row.customer_id)
        left.push(Number(row.has_left ?? false))
        days.push(day)
        for (const { column } of plain) values.get(column)!.push(row[column] ?? null)
      }
    for (const row of await database.rows(saidAndAsked, { words, cut: following.cut, recent_days: following.recentDays })) {
      values.get('subject')!.push(row.subject)
      // Who wrote nothing used no word, and is no one to compare words with.
      const own = row.words === null ? null : new Set(row.words.split(' '))
      for (const word of words) values.get(`word ${word}`)!.push(own && own.has(word))
    }
  }
  return { ids, days, left: Uint8Array.from(left), known, values }
}
