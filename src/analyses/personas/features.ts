import type { RowOf } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { count, decimal, money, monthName } from '../../shared/format'
import { selectedByName } from '../queries/attribute-columns'
import type { spread } from './queries'

/** What customers are grouped by. */
export type Grouping = 'buying' | 'breakdown' | 'column' | 'contract' | 'end' | 'duration' | 'last event' | 'score'

/** Where a trait stands on the sheet. */
export type Family = 'Who' | 'Where' | 'How they came' | 'What first' | 'How' | 'When' | 'What they say' | 'What they do'

/** Something that is known of customers: a column of the list, or a property of the first of what they did. */
export interface Feature {
  readonly id: string
  readonly label: string
  readonly family: Family
  /** What is counted, for tables: "customers", "first orders". */
  readonly counted: string
  /** Numbers: what stands between two cut points. Values are the numbers of cut points passed. */
  readonly cuts?: readonly number[]
  readonly isWhole?: boolean
  readonly isMoney?: true
  /** Whether it is known when somebody has ordered once, or of everybody where there are no orders: what the checklist may ask. */
  readonly isKnownFirst: boolean
  /** Words are told by most who wrote anything, and then say nothing. */
  readonly isWord?: true
  /** Values that are one another's opposite, of which one is enough. */
  readonly isFlag?: true
}

/** What is left out, and why: said on the page. */
export interface LeftOut {
  readonly label: string
  readonly why: 'definition' | 'time'
}

const PLACES: ReadonlySet<string> = new Set(['country', 'region', 'city', 'postcode'])
/** Too many values to divide anybody, or names of somebody. */
const NAMING: ReadonlySet<string> = new Set(['company', 'postcode'])
/** They say how things stand now, or how long somebody has been there, not who somebody is. */
const STATES: ReadonlySet<string> = new Set(['status', 'ended_on', 'joined_on', 'tenure'])
const LATER: ReadonlySet<string> = new Set(['plan', 'mrr', 'is_churned'])
const MOST_LEVELS = 300

/** Columns of the list as marks.sql reads them. */
export interface Lists {
  readonly texts: readonly string[]
  readonly numbers: readonly string[]
}

/** Always there, so that a select by names finds one; nobody minds one that is empty. */
const ALWAYS_TEXT = 'gender'

export function listsOf({ attributes }: Company): Lists {
  const texts = attributes.filter(
    ({ type, column, distinct }) =>
      (type === 'text' || type === 'flag') && !NAMING.has(column) && !STATES.has(column) && distinct <= MOST_LEVELS,
  )
  const numbers = attributes.filter(({ type }) => type === 'number')
  return {
    texts: [...new Set([ALWAYS_TEXT, ...texts.map(({ column }) => column)])],
    numbers: selectedByName(numbers.map(({ column }) => column)),
  }
}

/** Numbers that say the same as what the groups are made of, or as the time seen. */
const SAME = 0.9
const SAME_TIME = 0.8
const FEWEST_DIFFERENT = 5

type Spread = RowOf<typeof spread.columns>

interface Known {
  readonly features: readonly Feature[]
  readonly leftOut: readonly LeftOut[]
}

const FIRSTS: readonly Feature[] = [
  { id: 'first.category', label: 'first bought', family: 'What first', counted: 'things first bought', isKnownFirst: true },
  { id: 'first.product', label: 'first bought', family: 'What first', counted: 'things first bought', isKnownFirst: true },
  { id: 'first.word', label: 'first bought', family: 'What first', counted: 'things first bought', isKnownFirst: true },
  { id: 'first.channel', label: 'first order by', family: 'How they came', counted: 'first orders', isKnownFirst: true },
  { id: 'first.campaign', label: 'campaign of the first order', family: 'How they came', counted: 'first orders', isKnownFirst: true },
  { id: 'first.discount', label: 'first order at a discount', family: 'How', counted: 'first orders', isKnownFirst: true, isFlag: true },
  { id: 'first.hour', label: 'first order', family: 'When', counted: 'first orders', isKnownFirst: true },
  { id: 'first.weekday', label: 'first order on a', family: 'When', counted: 'first orders', isKnownFirst: true },
  { id: 'first.month', label: 'first order in', family: 'When', counted: 'first orders', isKnownFirst: false },
  { id: 'again', label: 'ordered again within 90 days', family: 'How', counted: 'customers', isKnownFirst: false, isFlag: true },
  { id: 'segment', label: 'segment', family: 'How', counted: 'customers', isKnownFirst: false },
  { id: 'said.word', label: 'first comment says', family: 'What they say', counted: 'first comments', isKnownFirst: false, isWord: true },
  { id: 'asked.category', label: 'first ticket about', family: 'What they say', counted: 'first tickets', isKnownFirst: false },
  { id: 'met.channel', label: 'first met by', family: 'How they came', counted: 'customers', isKnownFirst: true },
  { id: 'subscribed.plan', label: 'first plan', family: 'What first', counted: 'subscribers', isKnownFirst: false },
  { id: 'event.first', label: 'begins with', family: 'What they do', counted: 'first events', isKnownFirst: true },
  { id: 'event.second', label: 'goes on with', family: 'What they do', counted: 'second events', isKnownFirst: false },
  { id: 'event.device', label: 'first visit on', family: 'How', counted: 'first events', isKnownFirst: true },
  { id: 'event.source', label: 'first visit from', family: 'How they came', counted: 'first events', isKnownFirst: true },
  { id: 'event.weekday', label: 'begins on a', family: 'When', counted: 'first events', isKnownFirst: true },
]

/** Every feature that the data have, in the order of the sheet, and what is left out because it would only repeat the groups or the time. */
export function featuresOf(
  company: Company,
  grouping: Grouping,
  grouped: string | null,
  spreads: readonly Spread[],
  kinds: readonly string[],
): Known {
  const leftOut: LeftOut[] = []
  const hasOrders = (company.tables.orders ?? 0) > 0
  const own = company.attributes.flatMap(({ column, label, type }): Feature[] => {
    if (column === grouped) return []
    const state = STATES.has(column) || (grouping === 'buying' && column === 'is_churned')
    if (state) leftOut.push({ label, why: 'time' })
    if (state || type === 'date' || NAMING.has(column)) return []
    const shared = {
      id: column,
      label,
      family: PLACES.has(column) ? 'Where' : column === 'source' ? 'How they came' : 'Who',
      counted: company.subject.many,
      isKnownFirst: !hasOrders || !(LATER.has(column) || (label.endsWith('of the latest order') && !PLACES.has(column))),
    } as const
    if (type !== 'number') return [{ ...shared, ...(type === 'flag' && { isFlag: true as const }) }]
    const row = spreads.find(({ feature }) => feature === column)
    const why = row && reasonOf(row, grouping)
    if (why) leftOut.push({ label, why })
    const cuts = row && !why ? cutsOf(row) : []
    return cuts.length > 0
      ? [
          {
            ...shared,
            cuts,
            isWhole: row!.is_whole === true,
            ...(column === 'mrr' && { isMoney: true as const }),
            ...(isMark(row!) && { isFlag: true as const }),
          },
        ]
      : []
  })
  const amount = spreads.find(({ feature }) => feature === 'first.amount')
  const amountCuts = amount ? cutsOf(amount) : []
  const firsts = [
    ...FIRSTS,
    ...(amountCuts.length > 0
      ? [
          {
            id: 'first.amount',
            label: 'first order of',
            family: 'How',
            counted: 'first orders',
            isKnownFirst: true,
            cuts: amountCuts,
            isMoney: true,
          } as const,
        ]
      : []),
    ...kinds.map((kind): Feature => ({
      id: `said.${kind}`,
      label: `first ${scoreName(kind)}`,
      family: 'What they say',
      counted: 'first answers',
      isKnownFirst: false,
    })),
  ].filter(
    ({ id }) =>
      !((grouping === 'last event' && id === 'event.second') || (grouping === 'score' && id.startsWith('said.') && id !== 'said.word')),
  )
  return { features: [...own, ...firsts], leftOut }
}

const SCORES: Readonly<Record<string, string>> = { nps: 'NPS', csat: 'CSAT', ces: 'CES', rating: 'rating' }

export function scoreName(kind: string): string {
  return SCORES[kind] ?? kind
}

function reasonOf(row: Spread, grouping: Grouping): LeftOut['why'] | null {
  if (grouping === 'buying' && Math.max(Math.abs(row.with_revenue ?? 0), Math.abs(row.with_orders ?? 0)) > SAME) return 'definition'
  return (row.with_time ?? 0) > SAME_TIME ? 'time' : null
}

/** 0 and 1 are no and yes. */
function isMark({ different, least, most, is_whole }: Spread): boolean {
  return is_whole === true && different === 2 && least === 0 && most === 1
}

/** Steps of 1, 2 and 5 where a number is skewed and above nothing, else fifths to two digits. A cut point belongs to what lies below it. */
export function cutsOf(
  row: Pick<Spread, 'different' | 'least' | 'most' | 'is_whole' | 'fifth_1' | 'fifth_2' | 'fifth_3' | 'fifth_4'>,
): readonly number[] {
  if (row.different! < 2) return []
  if (row.different! < FEWEST_DIFFERENT) return row.is_whole ? range(row.least!, row.most! - 1) : []
  const [low, high] = [row.fifth_1!, row.fifth_4!]
  const isSkewed = low > 0 && high / low >= 4
  if (isSkewed) return rungs(low, high).map((rung) => (row.is_whole ? rung - 1 : rung))
  const digits = row.is_whole && Math.abs(high) < 10_000 ? 0 : 2 - Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high), 1e-9)))
  const step = 10 ** -Math.max(digits, row.is_whole ? 0 : -Infinity)
  const fifths = [low, row.fifth_2!, row.fifth_3!, high].map((fifth) => Math.round(fifth / step) * step)
  return [...new Set(fifths)].filter((cut) => cut < row.most!)
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.min(9, to - from + 1)) }, (_, place) => from + place)
}

const MOST_CUTS = 7

/** 10, 20, 50, 100 … around the middle of what there is: from half the lowest fifth to twice the highest. */
function rungs(low: number, high: number): readonly number[] {
  const from = Math.floor(Math.log10(low / 2))
  const all = Array.from({ length: Math.ceil(Math.log10(high * 2)) - from + 1 }, (_, place) => 10 ** (from + place)).flatMap((ten) => [
    ten,
    2 * ten,
    5 * ten,
  ])
  return all.filter((rung) => rung >= low / 2 && rung <= high * 2 && rung > 1).slice(0, MOST_CUTS)
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const HOURS: Readonly<Record<string, string>> = {
  '0': 'before 6:00',
  '6': '6:00 to 9:00',
  '9': '9:00 to 12:00',
  '12': '12:00 to 17:00',
  '17': '17:00 to 21:00',
  '21': 'after 21:00',
}
const HEIGHTS: Readonly<Record<string, string>> = { top: 'at the top', middle: 'in the middle', low: 'low' }

/** Whether the label goes on into the value: "first order by" "Web". */
export function goesOn({ cuts, id }: Feature): boolean {
  return cuts !== undefined || id.includes('.')
}

/** "customer_type: Office", "first order by Web"; of yes or no the label alone. */
export function nameOf({
  label,
  value,
  goesOn: isOne,
}: {
  readonly label: string
  readonly value: string
  readonly goesOn: boolean
}): string {
  if (value === 'yes') return label
  if (value === 'no') return `not ${label}`
  return isOne ? `${label} ${value}` : `${label}: ${value}`
}

/** Values of a trait as they are read: "20 to 49", "Tuesday", "Austria"; of numbers several bands are so much or more. */
export function valueWords({ id, cuts, isWhole, isMoney }: Feature, values: readonly string[], currency: string | null): string {
  const [value = ''] = values
  if (cuts) {
    const say = isMoney ? (amount: number) => money(amount, currency) : numberWords
    return values.length > 1
      ? fromWords(cuts[Number(value) - 1]!, isWhole === true, say)
      : bandWords(cuts, Number(value), isWhole === true, say)
  }
  if (id.endsWith('.weekday')) return WEEKDAYS[Number(value) - 1] ?? value
  if (id.endsWith('.hour')) return HOURS[value] ?? value
  if (id.endsWith('.month')) return monthName(Number(value))
  if (id.startsWith('said.') && id !== 'said.word') return HEIGHTS[value] ?? value
  if (id === 'said.word' || id === 'first.word') return `“${value}”`
  if (value === 'true') return 'yes'
  return value === 'false' ? 'no' : value
}

type Say = (value: number) => string

function fromWords(cut: number, isWhole: boolean, say: Say): string {
  return isWhole ? `${say(cut + 1)} or more` : `over ${say(cut)}`
}

function bandWords(cuts: readonly number[], band: number, isWhole: boolean, say: Say): string {
  // A mark in numbers.
  if (isWhole && cuts.length === 1 && cuts[0] === 0) return band === 0 ? 'no' : 'yes'
  const [low, high] = [cuts[band - 1], cuts[band]]
  if (low === undefined) return `up to ${say(high!)}`
  if (high === undefined) return fromWords(low, isWhole, say)
  if (!isWhole) return `${say(low)} to ${say(high)}`
  return low + 1 === high ? say(high) : `${say(low + 1)} to ${say(high)}`
}

/** Years are no thousands. */
function numberWords(value: number): string {
  if (Number.isInteger(value)) return value >= 1900 && value < 2100 ? String(value) : count(value)
  return decimal(value, Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)
}
