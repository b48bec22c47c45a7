import { identifier, type Database } from '../engine/database'
import { tableName } from '../ingest/table-name'
import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping/mapping'
import { candidates, evidenceOf } from '../model/suggest/kind-guess'
import { wideSurvey, type Question } from '../model/wide/survey'
import { count, plural } from '../shared/format'
import { reshapeSurvey, SURVEY_MADE, type ReshapeSurvey } from '../steps/reshape-survey'
import type { Offer } from './offer'
import { bindingsOf, headersShown, placeOf, previewOf, restOf, rolesKept } from './reshape'
import { countRows } from './stages'

/** A questionnaire with one column a question, offered as rows of feedback; null where the table is none. */
export async function surveyOffer(database: Database, table: RawTable, mapping: Mapping, isNeeded: boolean): Promise<Offer | null> {
  const wide = wideSurvey(table)
  if (!wide) return null
  const asked = wide.questions.map(({ column }) => column)
  const dates = candidates(
    evidenceOf(table).filter(({ shape }) => shape.isDate),
    'answered_at',
  ).slice(0, 1)
  const also = dates.map(({ evidence }) => evidence.column)
  const rest = await restOf(database, table, mapping, [...asked, ...wide.comments], also)
  const makes = `${table.name}_answers`
  const step: ReshapeSurvey = {
    id: `reshape survey ${makes}`,
    kind: 'reshape survey',
    table: table.name,
    makes,
    keep: rest.keep,
    questions: wide.questions.map(({ column: { name, header }, score, low, high }) => ({ name, header, score, low, high })),
    comments: wide.comments.map(({ name, header }) => ({ name, header })),
  }
  const sql = reshapeSurvey.sql(step, table, identifier(table.name))
  const answers = await countRows(database, sql)
  const cells = table.rowsKept * (asked.length + wide.comments.length)
  const roles = rolesKept(table, rest, 'feedback').map((role, at) =>
    also.some(({ name }) => name === rest.keep[at]!.name) ? 'answered_at' : role,
  )
  return {
    ...placeOf(table),
    id: step.id,
    question: `Is ${tableName(table)} a survey with one column a question?`,
    why: `${plural(asked.length, 'column holds', 'columns hold')} scores on ${scales(wide.questions)}. Pages read answers as rows: one row for each question that somebody answered.`,
    samples: headersShown(step.questions),
    accept: `Turn ${count(asked.length)} questions into rows of feedback`,
    decline: 'Leave the table as it is',
    done: `${tableName(table)}: ${count(asked.length)} questions are now rows of feedback`,
    accepted: plural(answers, 'answer'),
    declined: null,
    isLikely: true,
    isNeeded,
    facts: [
      `Of ${count(cells)} cells, ${count(answers)} hold an answer and become one row each. ${count(cells - answers)} are blank or codes for no answer, such as ${codes(wide.questions)}.`,
      ...(wide.comments.length > 0 ? [`Comments make rows of their own: ${wide.comments.map(({ header }) => header).join(', ')}.`] : []),
      rest.reading.kind === 'customers'
        ? `${tableName(table)} itself is read as the list of those who answered.`
        : 'The other columns are repeated in each row.',
    ],
    preview: await previewOf(database, sql, reshapeSurvey.headers(step), answers),
    sql,
    steps: [step],
    readings: [
      rest.reading,
      {
        table: makes,
        kind: 'feedback',
        confidence: 1,
        bindings: bindingsOf(
          roles,
          SURVEY_MADE.map((name) => (name === 'question' ? 'touchpoint' : name)),
        ),
      },
    ],
  }
}

/** "1 to 5 and 0 to 10". */
function scales(questions: readonly Question[]): string {
  return [...new Set(questions.map(({ low, high }) => `${low} to ${high}`))].join(' and ')
}

/** "0 and 6 of 1 to 5, 11 of 0 to 10": the values one past either end that the questions' columns reach. */
function codes(questions: readonly Question[]): string {
  const found = new Map<string, Set<number>>()
  for (const { column, low, high } of questions) {
    const beyond = [Number(column.least), Number(column.most)].filter((value) => Number.isFinite(value) && (value < low || value > high))
    const scale = `${low} to ${high}`
    found.set(scale, new Set([...(found.get(scale) ?? []), ...(column.type === 'integer' ? beyond : [])]))
  }
  const words = [...found].flatMap(([scale, values]) =>
    values.size > 0 ? [`${[...values].toSorted((a, b) => a - b).join(' and ')} of ${scale}`] : [],
  )
  return words.length > 0 ? words.join(', ') : 'an empty cell'
}
