import { count, date, decimal, money } from '../../shared/format'
import type { Clause, Filter, Predicate } from './clause'
import type { Field } from './filter-fields'

/** What clauses are worded with. */
export interface Wording {
  readonly fields: readonly Field[]
  readonly currency: string | null
}

/** "Country", "is France": a clause as its chip says it. */
export function chipWords(clause: Clause, wording: Wording): { readonly label: string; readonly words: string } {
  const field = fieldOf(clause, wording)
  const { predicate, isNot } = clause
  if (predicate.kind === 'members') return { label: 'Segment', words: `${isNot ? 'is not' : 'is'} ${field.label}` }
  if (predicate.kind === 'values') return { label: field.label, words: `${isNot ? 'is not' : 'is'} ${listed(predicate.values)}` }
  return { label: field.label, words: `${isNot ? 'not ' : ''}${range(predicate, field, wording)}` }
}

/** "in France, with 3 orders or more": who is left, to stand behind "the 357 customers". */
export function filterWords(filter: Filter, wording: Wording): string {
  return filter.map((clause) => clausePhrase(clause, wording)).join(', ')
}

/** Their places are said as places. */
const PLACES = ['country', 'region', 'city']

/** "in France", "who bought Tools": to stand behind "customers". */
export function clausePhrase(clause: Clause, wording: Wording): string {
  const field = fieldOf(clause, wording)
  const { predicate, isNot, source } = clause
  const not = isNot ? 'not ' : ''
  if (predicate.kind === 'members') return `${not}in “${field.label}”`
  if (predicate.kind === 'values') {
    const values = listed(predicate.values, 3)
    if (source === 'fact.product' || source === 'fact.category') return `who ${isNot ? 'never bought' : 'bought'} ${values}`
    if (source === 'fact.event') return `who ${isNot ? 'never did' : 'did'} ${values}`
    if (source === 'fact.ticket') return `who ${isNot ? 'never opened' : 'opened'} a ticket about ${values}`
    if (source === 'fact.touch') return `who were ${isNot ? 'never ' : ''}reached by ${values}`
    if (PLACES.includes(source)) return `${not}in ${values}`
    return `with ${field.label} ${isNot ? 'other than ' : ''}${values}`
  }
  const words = range(predicate, field, wording)
  switch (source) {
    case 'fact.silent':
      return `${not}silent for ${words}`
    case 'fact.orders':
      return `with ${not}${words} ${isOne(predicate) ? 'order' : 'orders'}`
    case 'fact.revenue':
      return `who brought ${not}${words}`
    case 'fact.order':
      return `with orders of ${not}${words} on average`
    case 'fact.first':
      return `who first ordered ${not}${words}`
    case 'fact.last':
      return `who last ordered ${not}${words}`
    case 'fact.ordered':
      return isNot ? `who did not order ${words}` : `who ordered ${words}`
    case 'fact.score':
      return isNot ? `who never scored ${words}` : `who scored ${words}`
    case 'fact.late':
      return `${not}silent for ${words} of their own gaps`
    case 'fact.returns':
      return `with ${not}${words} ${isOne(predicate) ? 'return' : 'returns'}`
    case 'fact.return_rate':
      return `with ${not}${words} returns an order`
    case 'fact.gap':
      return `who usually wait ${not}${words}`
    default:
      return `with ${field.label} ${not}${words}`
  }
}

/** "at least 1": one order, not orders. */
function isOne({ from, to }: Extract<Predicate, { kind: 'numbers' | 'dates' }>): boolean {
  return (to ?? from) === 1
}

function fieldOf({ source, predicate }: Clause, { fields }: Wording): Field {
  return fields.find(({ id }) => id === source) ?? { id: source, label: source, kind: predicate.kind, hint: '' }
}

export function listed(values: readonly (string | null)[], most = 2): string {
  const named = values.slice(0, most).map((value) => value ?? 'not known')
  const more = values.length - named.length
  if (more > 0) return `${named.join(', ')} or ${count(more)} more`
  return named.length > 1 ? `${named.slice(0, -1).join(', ')} or ${named.at(-1)}` : (named[0] ?? 'nothing')
}

function range(predicate: Extract<Predicate, { kind: 'numbers' | 'dates' }>, field: Field, { currency }: Wording): string {
  if (predicate.kind === 'dates') {
    const { from, to } = predicate
    if (from !== null && to !== null) return from === to ? `on ${date(from)}` : `between ${date(from)} and ${date(to)}`
    return from !== null ? `from ${date(from)}` : to !== null ? `until ${date(to)}` : 'on any day'
  }
  const { from, to } = predicate
  const shown = (value: number) => (field.unit === 'money' ? money(value, currency) : plain(value))
  const unit = field.unit === 'days' ? ' days' : ''
  if (from !== null && to !== null) return from === to ? `${shown(from)}${unit}` : `${shown(from)} to ${shown(to)}${unit}`
  return from !== null ? `at least ${shown(from)}${unit}` : to !== null ? `at most ${shown(to)}${unit}` : 'known'
}

function plain(value: number): string {
  return Number.isInteger(value) ? count(value) : decimal(value, 2)
}
