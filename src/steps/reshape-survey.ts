import { literal } from '../engine/database'
import { plural } from '../shared/format'
import { columnIn, columnRefOf, numberSql, textSql, type ColumnRef } from './column'
import type { Step, StepKind } from './definition'
import { field, fieldsOf, listOf, numberOf, stepFields } from './plain-data'
import { turnedHeaders, turnedSql } from './turned'

const SCORE_KINDS = ['nps', 'csat', 'ces', 'rating'] as const
export type ScoreKind = (typeof SCORE_KINDS)[number]

export interface QuestionColumn extends ColumnRef {
  readonly score: ScoreKind
  /** Scores outside are codes for "no answer". */
  readonly low: number
  readonly high: number
}

/** One column a question becomes one row an answer. Blanks, codes for "no answer" and empty comments make no row. */
export interface ReshapeSurvey extends Step {
  readonly kind: 'reshape survey'
  /** The respondent first, then the date where there is one. */
  readonly keep: readonly ColumnRef[]
  readonly questions: readonly QuestionColumn[]
  /** Each makes answers of its own, without a score. */
  readonly comments: readonly ColumnRef[]
}

/** The made columns, in their order behind the kept ones. */
export const SURVEY_MADE = ['question', 'kind', 'score', 'scale_low', 'scale_high', 'comment'] as const

export const reshapeSurvey = {
  kind: 'reshape survey',
  parse(value) {
    const step = stepFields(value, 'reshape survey')
    const keep = step && listOf(field(step.fields, 'keep'), columnRefOf)
    const questions = step && listOf(field(step.fields, 'questions'), questionOf)
    const comments = step && listOf(field(step.fields, 'comments'), columnRefOf)
    if (!step || !keep || !questions || !comments || questions.length === 0 || step.makes === step.table) return null
    return { id: step.id, kind: 'reshape survey', table: step.table, makes: step.makes, keep, questions, comments }
  },
  words({ questions, comments }, file) {
    const also = comments.length > 0 ? ` and ${plural(comments.length, 'column')} of comments` : ''
    return `${plural(questions.length, 'column')} of ${file}, one a question,${also} turned into rows of feedback`
  },
  sql({ keep, questions, comments }, table, from) {
    const score = (one: QuestionColumn) => {
      const value = numberSql(columnIn(table, one))
      return `case when ${value} between ${literal(one.low)} and ${literal(one.high)} then ${value} end`
    }
    const made = [
      [...questions, ...comments].map(({ header }) => literal(header)),
      [...questions.map((one) => literal(one.score)), ...comments.map(() => 'null::varchar')],
      [...questions.map(score), ...comments.map(() => 'null::double')],
      [...questions.map(({ low }) => `${literal(low)}::double`), ...comments.map(() => 'null::double')],
      [...questions.map(({ high }) => `${literal(high)}::double`), ...comments.map(() => 'null::double')],
      [...questions.map(() => 'null::varchar'), ...comments.map((one) => textSql(columnIn(table, one)))],
    ]
    return turnedSql(keep, made, ([, , value, , , comment]) => `${value} is not null or ${comment} is not null`, table, from)
  },
  headers: ({ keep }) => turnedHeaders(keep, SURVEY_MADE),
} satisfies StepKind<ReshapeSurvey>

function questionOf(value: unknown): QuestionColumn | null {
  const fields = fieldsOf(value)
  const column = columnRefOf(value)
  if (!fields || !column) return null
  const score = SCORE_KINDS.find((kind) => kind === field(fields, 'score'))
  const low = numberOf(field(fields, 'low'))
  const high = numberOf(field(fields, 'high'))
  return score && low !== null && high !== null && low < high ? { ...column, score, low, high } : null
}
