import type { Session } from '../../engine/database'
import { account } from './accounting'
import type { Account } from './company'
import { columnOf, columnsOf } from '../mapping/expression'
import { isUsed, type Reason } from '../mapping/left-out'
import type { Role } from '../mapping/mapping'
import { usualScale, type ScoreScale } from './score-scale'
import { tableSql, type MappedTable } from '../mapping/mapped-table'

/** Roles that hold a score; each makes an answer of its own. */
export const SCORES: readonly Role[] = ['nps', 'csat', 'ces', 'rating', 'score']

/** Creates company.feedback: a row per answer, so a questionnaire with three scores gives three rows a person. */
export async function buildFeedback(session: Session, all: readonly MappedTable[]): Promise<readonly Account[]> {
  const sources = all.filter(({ kind }) => kind === 'feedback')
  const parts = sources.flatMap((source) => answersOf(source))
  await session.execute(`create table company.feedback as ${parts.length > 0 ? parts.join('\nunion all\n') : EMPTY}`)
  const accounts: Account[] = []
  for (const one of sources) accounts.push(await account(session, one, tableSql(one), [noAnswer(one)], 'Answers used'))
  return accounts
}

const EMPTY = `
  select null::varchar as customer_id, null::timestamp as answered_at, null::varchar as kind, null::double as score,
    null::double as scale_low, null::double as scale_high, null::varchar as comment, null::varchar as product, null::varchar as touchpoint
  where false`

function scoresOf(source: MappedTable): readonly Role[] {
  return SCORES.filter((role) => source.has(role))
}

function noAnswer(source: MappedTable): Reason {
  const given = [...scoresOf(source).map((role) => scoreSql(source, role)), ...(source.has('comment') ? [source.sql('comment')] : [])]
  return {
    label: 'No answer',
    sql: given.length > 0 ? `(coalesce(${given.map((sql) => `(${sql})::varchar`).join(', ')}) is null)` : 'true',
  }
}

function answersOf(source: MappedTable): readonly string[] {
  const scores = scoresOf(source)
  if (scores.length === 0) return [answerSql(source, null, true)]
  return scores.map((role, index) => answerSql(source, role, index === 0))
}

/** A comment goes with the first score of its row, so that nobody reads it twice. */
function answerSql(source: MappedTable, score: Role | null, withComment: boolean): string {
  const scale = score ? scaleOf(source, score) : null
  const answered = score ? `(${scoreSql(source, score)}) is not null` : 'false'
  return `
    select
      ${source.sql('customer_id')} as customer_id,
      ${source.sql('answered_at')} as answered_at,
      ${score === 'score' ? `coalesce(lower(${source.sql('kind')}), 'rating')` : score ? `'${score}'` : 'null::varchar'} as kind,
      ${score ? scoreSql(source, score) : 'null::double'} as score,
      ${source.has('scale_low') ? source.sql('scale_low') : `${scale?.low ?? 'null'}::double`} as scale_low,
      ${source.has('scale_high') ? source.sql('scale_high') : `${scale?.high ?? 'null'}::double`} as scale_high,
      ${withComment ? source.sql('comment') : 'null::varchar'} as comment,
      ${source.sql('product')} as product,
      ${source.sql('touchpoint')} as touchpoint
    from ${tableSql(source)}
    where ${isUsed([noAnswer(source)])} and (${answered}${withComment ? ` or ${source.sql('comment')} is not null` : ''})`
}

/** A number outside its scale is a code for "no answer": 11 of 10, 0 and 6 of 1 to 5. */
function scoreSql(source: MappedTable, role: Role): string {
  const value = source.sql(role)
  const scale = scaleOf(source, role)
  return scale ? `case when ${value} between ${scale.low} and ${scale.high} then ${value} end` : value
}

function scaleOf(source: MappedTable, role: Role): ScoreScale | null {
  if (role === 'nps') return { low: 0, high: 10 }
  if (role === 'ces') return { low: 1, high: 7 }
  if (role === 'score') return null
  const [name] = columnsOf(source.expression(role)!)
  const { least, most } = columnOf(source.raw, name!)
  return usualScale(Number(least), Number(most))
}
