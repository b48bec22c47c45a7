import { query, type Columns, type Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import type { Choice } from '../contract/definition'
import { selectedByName } from '../queries/attribute-columns'
import featuresText from './features.sql?raw'

/** Something in which customers can be alike: a column of features.sql. */
export interface Feature {
  readonly id: string
  readonly label: string
  readonly unit: 'count' | 'money' | 'days' | 'share' | 'number' | 'flag'
  /** What a group is called that has much of it, and little. */
  readonly high: string
  readonly low: string
}

const BEHAVIOUR: readonly Feature[] = [
  { id: 'orders', label: 'Orders', unit: 'count', high: 'frequent', low: 'few orders' },
  { id: 'order_value', label: 'An order', unit: 'money', high: 'large orders', low: 'small orders' },
  { id: 'silence', label: 'Silent for', unit: 'days', high: 'gone quiet', low: 'recent' },
  { id: 'known_for', label: 'Known for', unit: 'days', high: 'known for long', low: 'new' },
  { id: 'usual_gap', label: 'Between order days', unit: 'days', high: 'long gaps', low: 'short gaps' },
  { id: 'revenue', label: 'Revenue', unit: 'money', high: 'much revenue', low: 'little revenue' },
  { id: 'returns', label: 'Returns', unit: 'count', high: 'many returns', low: 'few returns' },
  { id: 'discounted', label: 'Orders at a discount', unit: 'share', high: 'buying at a discount', low: 'paying the full price' },
  { id: 'late_in_year', label: 'Orders in November and December', unit: 'share', high: 'late in the year', low: 'all year' },
  { id: 'products', label: 'Different products', unit: 'count', high: 'many products', low: 'few products' },
  { id: 'categories', label: 'Different categories', unit: 'count', high: 'many categories', low: 'few categories' },
  { id: 'events', label: 'Events', unit: 'count', high: 'many events', low: 'few events' },
  { id: 'event_kinds', label: 'Kinds of events', unit: 'count', high: 'many kinds of events', low: 'few kinds of events' },
  { id: 'event_silence', label: 'Since the last event', unit: 'days', high: 'long without events', low: 'recent events' },
  { id: 'event_span', label: 'From first to last event', unit: 'days', high: 'events over long', low: 'events over short' },
  { id: 'subscriptions', label: 'Subscriptions', unit: 'count', high: 'subscribing', low: 'without subscription' },
  { id: 'tickets', label: 'Tickets', unit: 'count', high: 'many tickets', low: 'few tickets' },
  { id: 'score', label: 'Mean score', unit: 'number', high: 'high scores', low: 'low scores' },
]

/** In the order in which they are asked for; those before that have none of it keep away those after. */
const USUAL: readonly (readonly string[])[] = [
  ['orders', 'order_value', 'silence', 'known_for'],
  ['events', 'event_kinds', 'event_silence', 'event_span'],
]

const MOST_USUAL = 8
/** Of the customers: fewer and the rest would be left out of every group. */
const FILLED = 0.95
const SOME = 0.05

/** Values of every feature, one column each; NaN: not known. */
export interface Known {
  readonly ids: readonly string[]
  readonly features: readonly Feature[]
  readonly values: ReadonlyMap<string, Float64Array>
  /** What customers brought; null: nothing tells. */
  readonly revenue: Float64Array | null
  /** Columns of the table of customers among the features. */
  readonly numbers: readonly string[]
}

export async function known(database: Database, company: Company): Promise<Known> {
  const attributes = attributeFeatures(company)
  const all = [...BEHAVIOUR, ...attributes]
  const columns: Columns = { customer_id: 'text', ...Object.fromEntries(all.map(({ id }) => [id, 'number' as const])) }
  const numbers = attributes.map(({ id }) => id)
  const rows = await database.rows(query('features of every customer', featuresText, columns), { numbers })
  const values = new Map(all.map(({ id }) => [id, Float64Array.from(rows, (row) => (row[id] as number | null) ?? Number.NaN)] as const))
  const revenue = values.get('revenue')!
  return {
    ids: rows.map((row) => row.customer_id as string),
    features: all.filter(({ id }) => differs(values.get(id)!)),
    values,
    revenue: company.roles.orders?.includes('revenue') ? revenue.map((value) => (Number.isNaN(value) ? 0 : value)) : null,
    numbers,
  }
}

/**
 * Numbers and flags of the table of customers, in the order in which it has its columns; who left is what groups are asked about, not
 * made of.
 */
function attributeFeatures({ attributes }: Company): Feature[] {
  const own = attributes.filter(({ type, column }) => (type === 'number' || type === 'flag') && column !== 'is_churned')
  const columns = selectedByName(own.map(({ column }) => column))
  return columns.map((column): Feature => {
    const { label, type, distinct } = own.find((one) => one.column === column) ?? { label: 'Year of birth', type: 'number', distinct: 0 }
    if (type === 'flag' || distinct === 2) return { id: column, label, unit: 'flag', high: label, low: `without ${label}` }
    return { id: column, label, unit: 'number', high: `high ${label}`, low: `low ${label}` }
  })
}

function differs(values: Float64Array): boolean {
  let known = 0
  let first = Number.NaN
  let isMany = false
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (known++ === 0) first = value
    else if (value !== first) isMany = true
  }
  return isMany && known >= SOME * values.length
}

/** What customers are compared in unless the reader chose: how they buy, else what they do, else the numbers of the table of customers. */
export function usualFeatures({ features, values }: Known): readonly Feature[] {
  for (const ids of USUAL) {
    const own = features.filter(({ id }) => ids.includes(id))
    const [first] = ids
    if (own.length > 1 && own.some(({ id }) => id === first)) return own
  }
  const isFilled = ({ id }: Feature) =>
    values.get(id)!.reduce((sum, value) => sum + Number(!Number.isNaN(value)), 0) >= FILLED * values.get(id)!.length
  return features.filter((feature) => feature.unit !== 'flag' && isFilled(feature)).slice(0, MOST_USUAL)
}

export function chosenFeatures(known: Known, wished: string): readonly Feature[] {
  const ids = wished.split(',')
  const own = known.features.filter(({ id }) => ids.includes(id))
  return own.length > 0 ? own : usualFeatures(known)
}

export function choicesOf(known: Known): Choice[] {
  const usual = usualFeatures(known)
  return known.features.map((feature) => ({ value: feature.id, label: feature.label, isUsual: usual.includes(feature) }))
}
