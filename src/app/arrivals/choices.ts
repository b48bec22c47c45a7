import { tableName } from '../../ingest/table-name'
import { count, plural } from '../../shared/format'
import type { Choice, Question } from './arrivals.svelte'

export interface ChoiceWords {
  readonly choice: Choice
  readonly label: string
  /** What follows from it. */
  readonly consequence: string
  /** On the button that does it. */
  readonly act: string
}

/** What can be done with a new version, the likeliest first. */
export function choicesOf({ known, fresh, diff: { rows } }: Question): readonly ChoiceWords[] {
  const [before, after] = [tableName(known), tableName(fresh)]
  const replace: ChoiceWords = {
    choice: 'replace',
    label: `Replace ${before}`,
    consequence: `${count(fresh.rowsKept)} rows in place of ${count(known.rowsKept)}`,
    act: `Replace ${before}`,
  }
  const append: ChoiceWords[] =
    rows === null || rows.repeated === 0
      ? []
      : [appended('append', 'Append without the rows that are there already', fresh.rowsKept, rows.repeated)]
  const byKey = rows?.byKey
  if (byKey && byKey.repeated > (rows?.repeated ?? 0))
    append.push(appended('append new keys', `Append only rows with a new ${byKey.headers.join(' and ')}`, fresh.rowsKept, byKey.repeated))
  const keep: ChoiceWords = {
    choice: 'keep',
    label: append.length > 0 ? 'Keep both as they are' : `Append to ${before}`,
    consequence:
      append.length > 0
        ? `${plural(Math.max(rows?.repeated ?? 0, byKey?.repeated ?? 0), 'row')} twice`
        : `${plural(fresh.rowsKept, 'row')} more${rows === null ? '' : ', none of them there yet'}`,
    act: append.length > 0 ? 'Keep both' : 'Append',
  }
  const compare: ChoiceWords = {
    choice: 'compare',
    label: 'Compare only',
    consequence: 'the data stay as they are',
    act: `Compare ${after}`,
  }
  // A file that goes on where the other ended is added; one that begins again replaces.
  const isNext = append.length === 0 && rows !== null
  return isNext ? [keep, replace, compare] : [replace, ...append, keep, compare]
}

function appended(choice: Choice, label: string, rows: number, left: number): ChoiceWords {
  return { choice, label, consequence: `${plural(rows - left, 'row')} more; ${count(left)} left out`, act: 'Append' }
}

/** Rows by what happened to them, for the top of the question. */
export function rowFacts({ diff: { rows } }: Question): readonly string[] {
  if (rows === null) return ['There are too many rows to compare them one by one.']
  const { byKey } = rows
  if (!byKey)
    return [
      `${plural(rows.repeated, 'row is', 'rows are')} there already, as they are. Nothing tells one row from another, so edited ones cannot be found.`,
    ]
  return [
    `${plural(rows.repeated, 'row is', 'rows are')} there already, as ${rows.repeated === 1 ? 'it is' : 'they are'}.`,
    `${plural(byKey.added, 'row is', 'rows are')} new, told by ${byKey.headers.join(' and ')}.`,
    ...(byKey.gone > 0
      ? [`${plural(byKey.gone, 'row', 'rows')} of the file before ${byKey.gone === 1 ? 'is' : 'are'} no longer there.`]
      : []),
  ]
}
