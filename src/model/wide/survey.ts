import type { RawColumn, RawTable } from '../../ingest/table'
import { wordsOf } from '../words/header-words'
import { evidenceOf } from '../suggest/kind-guess'
import type { Evidence } from '../suggest/evidence'
import { usualScale, type ScoreScale } from '../company/score-scale'

export type ScoreKind = 'nps' | 'csat' | 'ces' | 'rating'

export interface Question extends ScoreScale {
  readonly column: RawColumn
  readonly score: ScoreKind
}

/** A questionnaire with one column a question. */
export interface WideSurvey {
  /** In the file's order. */
  readonly questions: readonly Question[]
  readonly comments: readonly RawColumn[]
}

/** Two scores beside each other are read as they stand. */
const FEWEST = 3
/** A header that is a whole sentence names its score among other words. */
const NAMED = 0.6
const NAMED_COMMENT = 0.8

/** The questions of a survey; null where the table is none. */
export function wideSurvey(table: RawTable): WideSurvey | null {
  const columns = evidenceOf(table)
  const scores = columns.filter(({ column }) => isScore(column))
  const asked = new Map<RawColumn, Question>()
  for (const one of scores) {
    const question = namedQuestion(one)
    if (question) asked.set(one.column, question)
  }
  for (const question of batteries(scores, columns)) if (!asked.has(question.column)) asked.set(question.column, question)
  const questions = table.columns.flatMap((column) => asked.get(column) ?? [])
  if (questions.length < FEWEST) return null
  const comments = columns.filter(
    ({ column, shape, named }) => column.type === 'text' && (shape.isProse || (named.get('comment') ?? 0) >= NAMED_COMMENT),
  )
  return { questions, comments: comments.map(({ column }) => column) }
}

const MOST_VALUES = 13
const WHOLE = /^\d{1,2}$/

/** Few whole numbers from 0 or 1 up to 11, or the same among words for "no answer". */
function isScore({ type, least, most, distinct, samples }: RawColumn): boolean {
  if (distinct < 3 || distinct > MOST_VALUES) return false
  if (type === 'integer') return Number(least) >= 0 && Number(least) <= 1 && Number(most) >= 4 && Number(most) <= 11
  return type === 'text' && samples.filter((value) => WHOLE.test(value.trim())).length >= Math.max(3, samples.length - 2)
}

function rangeOf({ type, least, most, samples }: RawColumn): readonly [least: number, most: number] {
  if (type === 'integer') return [Number(least), Number(most)]
  const numbers = samples.filter((value) => WHOLE.test(value.trim())).map(Number)
  return [Math.min(...numbers), Math.max(...numbers)]
}

/** A question whose header says which score it is. */
function namedQuestion({ column, named }: Evidence): Question | null {
  const [least, most] = rangeOf(column)
  for (const score of ['nps', 'csat', 'ces', 'rating'] as const) {
    if ((named.get(score) ?? 0) < NAMED) continue
    const scale = score === 'nps' ? { low: 0, high: 10 } : score === 'ces' ? { low: 1, high: 7 } : usualScale(least, most)
    if (!scale || (score === 'nps' && most < 9)) continue
    return { column, score, ...scale }
  }
  return null
}

/** Columns that are asked together: they begin or end with the same word, or stand side by side, and are answered on one scale. */
function batteries(scores: readonly Evidence[], columns: readonly Evidence[]): readonly Question[] {
  const groups = [...byWord(scores, 0), ...byWord(scores, -1), ...sideBySide(scores, columns)]
  const whole = groups.filter((group) => group.length >= FEWEST && sameScale(group))
  const scales = new Set(whole.map((group) => signature(group[0]!.column)))
  // Two columns of one question belong to it when the same survey asks others on exactly their scale.
  const pairs = byWord(scores, 0).filter((group) => group.length === 2 && group.every(({ column }) => scales.has(signature(column))))
  return [...whole, ...pairs].flatMap((group) => questionsOf(group))
}

function byWord(scores: readonly Evidence[], place: 0 | -1): readonly (readonly Evidence[])[] {
  const groups = new Map<string, Evidence[]>()
  for (const one of scores) {
    const words = wordsOf(one.column.header)
    const word = words.length > 1 ? words.at(place)! : ''
    if (word !== '') groups.set(word, [...(groups.get(word) ?? []), one])
  }
  return [...groups.values()]
}

const FEWEST_SIDE_BY_SIDE = 4
/** Answers to age, income or how often end lower than scales do. */
const LEAST_BEST = 5

/** Runs of neighbours that nothing else is known about. */
function sideBySide(scores: readonly Evidence[], columns: readonly Evidence[]): readonly (readonly Evidence[])[] {
  const runs: Evidence[][] = [[]]
  for (const one of columns) {
    const isFree =
      scores.includes(one) && rangeOf(one.column)[1] >= LEAST_BEST && !one.isUnnamed && Math.max(0, ...one.named.values()) < 0.5
    if (isFree && (runs.at(-1)!.length === 0 || signature(runs.at(-1)![0]!.column) === signature(one.column))) runs.at(-1)!.push(one)
    else runs.push(isFree ? [one] : [])
  }
  return runs.filter((run) => run.length >= FEWEST_SIDE_BY_SIDE)
}

function signature(column: RawColumn): string {
  return rangeOf(column).join(' ')
}

/** Nobody answers the ends of every scale, so ranges may differ, but not the scale that they tell. */
function sameScale(group: readonly Evidence[]): boolean {
  const scales = group.map(({ column }) => usualScale(...rangeOf(column))?.high)
  return scales.every((high) => high !== undefined && high === scales[0])
}

function questionsOf(group: readonly Evidence[]): readonly Question[] {
  const ranges = group.map(({ column }) => rangeOf(column))
  const scale = usualScale(Math.min(...ranges.map(([least]) => least)), Math.max(...ranges.map(([, most]) => most)))!
  return group.map(({ column }) => ({ column, score: 'csat', ...scale }))
}
