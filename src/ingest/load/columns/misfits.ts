import { count, plural } from '../../../shared/format'
import { ImportFailed } from '../../failures'

const MOST_EXAMPLES = 3

/** A value that does not read as its column's type, as it stood. */
export interface Misfit {
  readonly line: number
  readonly text: string
}

/** Values of one column that do not fit its type: missing there, and kept as they stood. */
export class Misfits {
  private readonly found: Misfit[] = []
  /** Rows of the batch, of the last ones found. */
  private rows: number[] = []

  add(row: number, text: string, line: number): void {
    this.found.push({ line, text })
    this.rows.push(row)
  }

  get count(): number {
    return this.found.length
  }

  get all(): readonly Misfit[] {
    return this.found
  }

  /** “abc” (line 12), “-” (line 40). */
  get words(): string {
    return this.found
      .slice(0, MOST_EXAMPLES)
      .map(({ text, line }) => `“${text}” (line ${line})`)
      .join(', ')
  }

  /** Rows of the batch from `first` on that have one. */
  rowsFrom(first: number): number[] {
    return this.rows.filter((row) => row >= first)
  }

  truncate(rows: number): void {
    const kept = this.rows.filter((row) => row < rows)
    this.found.length -= this.rows.length - kept.length
    this.rows = kept
  }

  /** The batch is complete. */
  clear(): void {
    this.rows = []
  }
}

/** A chosen type is refused, rather than values lost. */
export function misfitsFound(header: string, kind: string, misfits: Misfits): ImportFailed {
  return new ImportFailed(
    `${plural(misfits.count, 'value')} of “${header}” ${misfits.count === 1 ? 'does' : 'do'} not read as ${kind}: ${misfits.words}${
      misfits.count > MOST_EXAMPLES ? ` and ${count(misfits.count - MOST_EXAMPLES)} more` : ''
    }.`,
    'Choose another type, or have those read as missing.',
  )
}
