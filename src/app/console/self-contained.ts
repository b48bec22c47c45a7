import type { RanQuery, Statement } from '../../workbench'

const MADE = /^create or replace temporary table (\w+) as\s+/i

/**
 * A query of a page as a statement that stands alone: steps that the page kept in temporary tables become named steps of the statement.
 * Semicolons in remarks become commas, since the console takes a semicolon for the end.
 */
export function selfContained(queries: readonly RanQuery[], index: number): Statement {
  const made = new Map<string, RanQuery>()
  for (const query of queries.slice(0, index + 1)) {
    const name = MADE.exec(query.sql)?.[1]
    if (name) made.set(name, query)
  }
  const asked = queries[index]!
  const text = asked.sql.replace(MADE, '').trim()
  const own = MADE.exec(asked.sql)?.[1]
  const steps = stepsOf(text, made, own ? [own] : [])
  const named = steps.map((name) => `${name} as (\n${selectOf(made.get(name)!)}\n)`)
  const sql = named.length === 0 ? text : `with\n${named.join(',\n')}\nselect * from (\n${text}\n)`
  return {
    sql: sql.replaceAll(/--.*$/gm, (remark) => remark.replaceAll(';', ',')),
    variables: Object.assign({}, ...steps.map((name) => made.get(name)!.variables), asked.variables) as Statement['variables'],
  }
}

function selectOf({ sql }: RanQuery): string {
  return sql.replace(MADE, '').trim()
}

/** Kept steps that a text reads, each behind those that it reads itself. */
function stepsOf(text: string, made: ReadonlyMap<string, RanQuery>, before: readonly string[]): readonly string[] {
  const read = [...made.keys()].filter((name) => !before.includes(name) && new RegExp(`\\b(?:from|join)\\s+${name}\\b`).test(text))
  const all = read.flatMap((name) => [...stepsOf(selectOf(made.get(name)!), made, [...before, name]), name])
  return [...new Set(all)]
}
