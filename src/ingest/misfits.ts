import { count, plural } from '../shared/format'
import { ImportFailed } from './failures'

const MOST_EXAMPLES = 3

/** Values of one column that do not fit the type chosen for it: read as missing only when that was asked for. */
export class Misfits {
  private before = 0
  private rows: number[] = []
  private examples: { readonly row: number; readonly text: string; readonly line: number }[] = []

  add(row: number, text: string, line: number): void {
    this.rows.push(row)
    if (this.examples.length < MOST_EXAMPLES) this.examples.push({ row, text, line })
  }

  get count(): number {
    return this.before + this.rows.length
  }

  /** “abc” (line 12), “-” (line 40). */
  get words(): string {
    return this.examples.map(({ text, line }) => `“${text}” (line ${line})`).join(', ')
  }

  truncate(rows: number): void {
    this.rows = this.rows.filter((row) => row < rows)
    this.examples = this.examples.filter(({ row }) => row < rows)
  }

  /** The batch is complete. */
  clear(): void {
    this.before += this.rows.length
    this.rows = []
    this.examples = this.examples.map((example) => ({ ...example, row: -1 }))
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
