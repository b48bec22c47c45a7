import { MOST_CLAUSES, MOST_VALUES, type Clause, type Filter, type Predicate } from '../../model/runtime/clause'
import { fits, type Field } from '../../model/runtime/filter-fields'

/** A filter as it stands in the address: "country:is:France|Spain;fact.orders:is:3..". Empty for everyone. */
export function formatWhere(filter: Filter): string {
  return filter.map(({ source, predicate, isNot }) => [source, isNot ? 'not' : 'is', formatted(predicate)].join(':')).join(';')
}

/** What an address says, as far as there are fields for it: a link never fails, and nothing in it is more than a value. */
export function parseWhere(where: string, fields: readonly Field[]): Filter {
  return split(where, ';')
    .slice(0, MOST_CLAUSES)
    .flatMap((text) => clauseOf(text, fields) ?? [])
}

function clauseOf(text: string, fields: readonly Field[]): Clause | null {
  const [source = '', how, ...rest] = text.split(':')
  const field = fields.find(({ id }) => id === source)
  if (!field || (how !== 'is' && how !== 'not')) return null
  const predicate = predicateOf(field.kind, rest.join(':'))
  const clause = predicate && { source, predicate, isNot: how === 'not' }
  return clause && fits(clause, fields) ? clause : null
}

function predicateOf(kind: Predicate['kind'], text: string): Predicate | null {
  if (kind === 'members') return { kind }
  if (kind === 'values') {
    const values = split(text, '|').slice(0, MOST_VALUES)
    return { kind, values: values.map((value) => (value === '' ? null : plain(value))) }
  }
  const [from = '', to = '', ...others] = text.split('..')
  if (others.length > 0) return null
  if (kind === 'numbers') {
    const [low, high] = [numberOf(from), numberOf(to)]
    return low === undefined || high === undefined ? null : { kind, from: low, to: high }
  }
  const [first, last] = [dayOf(from), dayOf(to)]
  return first === undefined || last === undefined ? null : { kind, from: first, to: last }
}

function formatted(predicate: Predicate): string {
  if (predicate.kind === 'members') return ''
  if (predicate.kind === 'values') return predicate.values.map((value) => escaped(value ?? '')).join('|')
  return `${predicate.from ?? ''}..${predicate.to ?? ''}`
}

const escaped = (value: string) => value.replaceAll(/[\\|;]/g, String.raw`\$&`)
// A NUL would cut the SQL statement that the value becomes a part of.
const plain = (value: string) => value.replaceAll(/\\(.)/gs, '$1').replaceAll('\0', '').slice(0, 1000)

/** Pieces between signs that no backslash stands before. */
function split(text: string, sign: '|' | ';'): readonly string[] {
  if (text === '') return sign === ';' ? [] : ['']
  const pieces: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === sign) {
      pieces.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...pieces, text.slice(from)]
}

/** Undefined for what is no number, null for no bound. */
function numberOf(text: string): number | null | undefined {
  if (text === '') return null
  const value = Number(text)
  return Number.isFinite(value) && text.trim() !== '' ? value : undefined
}

function dayOf(text: string): string | null | undefined {
  if (text === '') return null
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text) ? text : undefined
}
