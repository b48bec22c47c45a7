import { identifier, literal } from '../engine/database'
import type { RawColumn } from '../ingest/table'
import { CODE, isCode } from './code'
import type { PersonalColumn, PersonalKind } from './personal'

/*
 * What stands in the place of personal data, twice: for values that queries read, and for the few that are written here.
 * A test holds both to the same values.
 */

const DOTS = '••••'

/** SQL for a personal column's masked value. `salt` makes pseudonyms that nobody can compute from a list of addresses. */
export function maskSql({ kind, isId }: PersonalColumn, { name, type }: RawColumn, salt: string): string {
  const column = identifier(name)
  const text = type === 'text' ? `nullif(trim(${column}), '')` : `${column}::varchar`
  if (isId) return pseudonymSql(text, salt)
  switch (kind) {
    case 'name':
      return `regexp_replace(regexp_replace(${text}, '(\\p{L})[\\p{L}\\p{M}''’.-]*', '\\1${DOTS}', 'g'), '\\d+', '${DOTS}', 'g')`
    case 'e-mail':
      return `left(${text}, 1) || '•••@${DOTS}' || regexp_extract(${text}, '\\.[A-Za-z]{2,}$')`
    case 'phone':
    case 'card number':
    case 'bank account':
      return `'${DOTS} ' || right(${text}, 2)`
    case 'address':
      return `left(${text}, 1) || '${DOTS}'`
    case 'birth date':
      if (type === 'date') return `make_date(year(${column}), 1, 1)`
      if (type === 'timestamp') return `make_date(year(${column}), 1, 1)::timestamp`
      return `coalesce(nullif(regexp_extract(${text}, '\\d{4}'), ''), '${DOTS}')`
    case 'id':
      return pseudonymSql(text, salt)
    case 'in text':
      return inTextSql(text)
  }
}

/** Free text without the names in a list of words, which is another SQL expression: whatever begins like one of them goes as a whole. */
export function withoutNamesSql({ name }: RawColumn, words: string): string {
  const text = identifier(name)
  const there = `list_filter(coalesce(${words}, []), lambda word: contains(lower(${text}), word))`
  const replaced = `regexp_replace(told, '(^|[^\\p{L}])(?i:' || word || ')\\p{L}*', '\\1${DOTS}', 'g')`
  return `case when ${text} is not null then ${inTextSql(`list_reduce(list_prepend(${text}, ${there}), lambda told, word: ${replaced})`)} end`
}

/** Words that may be a whole name among values of another kind. */
export function strayNameSql({ name }: Pick<RawColumn, 'name'>): string {
  const text = identifier(name)
  const isName = `regexp_matches(trim(${text}), '^\\p{L}[\\p{L}\\p{M}''’.-]*([ ,]+\\p{L}[\\p{L}\\p{M}''’.-]*)+$')`
  return `case when ${isName} then '${DOTS}' else ${inTextSql(text)} end`
}

function inTextSql(text: string): string {
  return `regexp_replace(regexp_replace(${text}, '[^\\s@<>(),;:"]+@[^\\s@<>(),;:"]+\\.[A-Za-z]{2,}', '•••@${DOTS}', 'g'), '\\+?\\d[\\d ()/.-]{7,}\\d', '${DOTS}', 'g')`
}

/**
 * The same for one id in every table and load of a workbook, and computable by nobody without its salt. A plain code stays, by itself
 * and not by its column, so that tables still meet.
 */
export function pseudonymSql(id: string, salt: string): string {
  const isCode = `regexp_full_match(trim(${id}), ${literal(CODE)})`
  return `case when ${isCode} then ${id} else '${PSEUDONYM}' || left(sha256(lower(trim(${id})) || ${literal(salt)}), 16) end`
}

export const PSEUDONYM = 'person '

export function maskValue(kind: PersonalKind, value: string): string {
  const text = value.trim()
  if (text === '') return text
  switch (kind) {
    case 'name':
      return text.replace(/(\p{L})[\p{L}\p{M}'’.-]*/gu, `$1${DOTS}`).replace(/\d+/g, DOTS)
    case 'e-mail':
      return `${[...text][0]}•••@${DOTS}${/\.[A-Za-z]{2,}$/.exec(text)?.[0] ?? ''}`
    case 'phone':
    case 'card number':
    case 'bank account':
      return `${DOTS} ${[...text].slice(-2).join('')}`
    case 'address':
      return `${[...text][0]}${DOTS}`
    case 'birth date':
      return /\d{4}/.exec(text)?.[0] ?? DOTS
    case 'id':
      return isCode(text) ? text : DOTS
    case 'in text':
      return maskText(text)
  }
}

/** A value out of its row: the names that may stand in free text are not known there, so nothing of it is left. */
export function maskAlone(kind: PersonalKind, value: string): string {
  return kind === 'in text' ? hidden(value) : maskValue(kind, value)
}

export function hidden(value: string): string {
  return value.trim() === '' ? value : DOTS
}

/** Words written elsewhere, such as the reason why a record was set aside: addresses, long numbers and whatever is quoted. */
export function maskWords(words: string): string {
  return maskText(words).replace(/“[^“”]*”/g, `“${DOTS}”`)
}

// Bounded: without an end to what may stand before a sign that never comes, time would grow with the square of the length.
function maskText(text: string): string {
  const withoutAddresses = text.includes('@') ? text.replace(ADDRESS, `•••@${DOTS}`) : text
  return withoutAddresses.replace(/\+?\d[\d ()/.-]{7,40}\d/g, DOTS)
}

const ADDRESS = /[^\s@<>(),;:"]{1,64}@[^\s@<>(),;:"]{1,190}\.[A-Za-z]{2,24}/g
