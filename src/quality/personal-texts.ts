import { identifier, literal, query, type Session } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { PSEUDONYM } from './mask'
import type { PersonalColumn } from './personal'

const NAMED = { text: 'text' } as const
/** Words of a name that tell somebody; shorter ones stand in too many other words. */
const WORDS = '\\p{L}{3,}'

/**
 * Those of the texts that tell of a person in the data: they hold an e-mail address or a number to call, a word of a name, or the
 * whole value of a personal column. `values` are compared as a whole, since there may be many.
 */
export async function personalTexts(
  session: Session,
  tables: readonly RawTable[],
  personal: ReadonlyMap<string, readonly PersonalColumn[]>,
  texts: { readonly labels: readonly string[]; readonly values: readonly string[] },
): Promise<ReadonlySet<string>> {
  const { labels, values } = texts
  const found = new Set(
    [...labels, ...values].filter((text) => text.startsWith(PSEUDONYM) || /[^\s@]@[^\s@]+\.\p{L}|\+?\d[\d ()/-]{8,}\d/u.test(text)),
  )
  const hidden = (table: RawTable) => (personal.get(table.name) ?? []).filter(({ kind, isId }) => kind !== 'in text' || isId)
  for (const table of tables)
    for (const { column, kind, isId } of hidden(table)) {
      const value = `lower(trim(${identifier(column)}::varchar))`
      const there = `(select distinct ${value} as value from ${identifier(table.name)} where ${identifier(column)} is not null)`
      const parts = [exact(values, there)]
      if (labels.length > 0) {
        parts.push(`select text from ${listed(labels)} join ${there} on length(value) > 2 and contains(lower(text), value)`)
        if (kind === 'name' || isId)
          parts.push(`
            select text from (select text, unnest(regexp_extract_all(lower(text), '${WORDS}')) as word from ${listed(labels)})
            where word in (select unnest(regexp_extract_all(value, '${WORDS}')) from ${there})`)
      }
      for (const { text } of await session.rows(
        query('texts that name people', `select distinct text from (${parts.join(' union all ')})`, NAMED),
      ))
        found.add(text!)
    }
  return found
}

function exact(values: readonly string[], there: string): string {
  return `select text from ${listed(values)} where lower(trim(text)) in (select value from ${there})`
}

function listed(texts: readonly string[]): string {
  const rows = texts.length > 0 ? texts.map((text) => `(${literal(text)})`).join(', ') : '(null)'
  return `(values ${rows}) as texts(text)`
}
