import { count, plural } from '../../../shared/format'
import { ImportFailed } from '../../failures'

const MOST_EXAMPLES = 3

/** A value that does not read as its column's type, as it stood. */
export interface Misfit {
  readonly line: number
  readonly text: string
  /** Index of its row, and how many values the column has up to it: of the batch, or of the table. */
  readonly row: number
  readonly values: number
}

/** “abc” (line 12), “-” (line 40). */
function wordsFor(misfits: readonly Misfit[]): string {
  return misfits
    .slice(0, MOST_EXAMPLES)
    .map(({ text, line }) => `“${text}” (line ${line})`)
    .join(', ')
}

/** A chosen type is refused, rather than values lost. */
export function misfitsFound(header: string, kind: string, misfits: readonly Misfit[]): ImportFailed {
  const more = misfits.length > MOST_EXAMPLES ? ` and ${count(misfits.length - MOST_EXAMPLES)} more` : ''
  return new ImportFailed(
    `${plural(misfits.length, 'value')} of “${header}” ${misfits.length === 1 ? 'does' : 'do'} not read as ${kind}: ${wordsFor(misfits)}${more}.`,
    'Choose another type, or have those read as missing.',
  )
}
