import type { OddValue, RawColumn, RawType } from '../../ingest/table'
import { count, percent, plural } from '../../shared/format'

export const TYPE_WORDS: Record<RawType, string> = {
  text: 'text',
  integer: 'whole number',
  number: 'number',
  date: 'date',
  timestamp: 'date and time',
  flag: 'yes or no',
}

/** One column as the page tells it. */
export interface ColumnFact {
  readonly column: string
  readonly type: string
  readonly filled: number
  /** Of the rows with a value; blank for text, which everything is. */
  readonly fits: string
  readonly odd: string
  readonly done: string
}

const MOST_EXAMPLES = 3

export function columnFact(column: RawColumn, place: number): ColumnFact {
  const { header, type, filled, misfits, nearly, doubt } = column
  return {
    column: header.trim() === '' ? `column ${place + 1}` : header,
    type: TYPE_WORDS[type],
    filled,
    fits: type === 'text' || filled === 0 ? '' : share(filled, misfits?.rows ?? 0),
    odd: quoted(misfits?.examples ?? nearly?.examples ?? [], misfits?.rows),
    done: [...done(column), doubt ? 'may be read in two ways' : ''].filter((words) => words !== '').join('; '),
  }
}

/** Never 100 % while something does not fit. */
function share(filled: number, odd: number): string {
  const fits = filled / (filled + odd)
  return odd > 0 && fits > 0.999 ? `over ${percent(0.999)}` : percent(fits, odd === 0 ? 0 : 1)
}

function done({ misfits, nearly, note, blanks = [] }: RawColumn): readonly string[] {
  const empty = blanks.reduce((sum, { rows }) => sum + rows, 0)
  return [
    misfits ? `${plural(misfits.rows, 'value')} read as missing, kept as ${misfits.rows === 1 ? 'it' : 'they'} stood` : '',
    nearly ? `kept as text, though ${percent(nearly.share, 0)} would read as another type` : (note ?? ''),
    empty > 0 && !note ? `${plural(empty, 'value')} such as “${blanks[0]!.value}” read as missing` : '',
  ]
}

/** “FREE” (line 11, 2 rows), “tbc” (line 9) and 3 more. */
function quoted(examples: readonly OddValue[], rows?: number): string {
  const shown = examples.slice(0, MOST_EXAMPLES)
  const told = shown.reduce((sum, one) => sum + one.rows, 0)
  const more = rows === undefined ? 0 : rows - told
  const words = shown.map(({ value, line, rows: times }) => {
    const place = [line > 0 ? `line ${count(line)}` : '', times > 1 ? plural(times, 'row') : ''].filter((part) => part !== '').join(', ')
    return `“${value}”${place ? ` (${place})` : ''}`
  })
  return `${words.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`
}
