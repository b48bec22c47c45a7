import { plural } from '../shared/format'
import type { ColumnBuilder } from './column'
import type { Verdict } from './evidence'
import type { RawColumn } from './table'

/** What the mapping and the sources page show of each column, once all rows have passed. */
export function describeColumns(names: readonly string[], verdicts: readonly Verdict[], builders: readonly ColumnBuilder[]): RawColumn[] {
  return names.map((header, index) => {
    const { reading, note, doubt } = verdicts[index]!
    const builder = builders[index]!
    const missing = [...builder.missing].map((spelling) => `“${spelling}”`).join(', ')
    const lost = builder.misfits?.count
      ? `${plural(builder.misfits.count, 'value')} that did not fit read as missing: ${builder.misfits.words}`
      : null
    const notes = [builder.reading?.note() ?? null, note, lost, missing ? `${missing} read as missing` : null].filter(
      (part) => part !== null,
    )
    return {
      name: `c${index}`,
      header,
      type: reading?.type ?? 'text',
      ...builder.facts,
      samples: builder.samples,
      note: notes.length > 0 ? notes.join('; ') : null,
      doubt,
    }
  })
}
