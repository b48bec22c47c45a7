import type { Database } from '../../engine/database'
import { plural } from '../../shared/format'
import type { ColumnBuilder } from './columns/column'
import type { Verdict } from '../type/evidence'
import { describeMisfits } from './misfit-columns'
import { NumberReading } from '../type/numbers/numbers'
import type { RawColumn } from '../table'
import { currencyColumn } from './columns/text-values'

/** What the mapping and the sources page show of each column, once all rows have passed and their misfits stand beside them. */
export async function describeColumns(
  database: Database,
  table: string,
  names: readonly string[],
  verdicts: readonly Verdict[],
  builders: readonly ColumnBuilder[],
): Promise<RawColumn[]> {
  const columns: RawColumn[] = []
  for (const [index, header] of names.entries()) {
    const { reading, note, doubt, nearly } = verdicts[index]!
    const builder = builders[index]!
    const { blanks } = builder
    const missing = blanks.map(({ value }) => `“${value}”`).join(', ')
    const cleaned = builder.cleaned ? `invisible characters taken out of ${plural(builder.cleaned, 'value')}` : null
    const notes = [builder.reading?.note() ?? null, note, cleaned, missing ? `${missing} read as missing` : null].filter(
      (part) => part !== null,
    )
    const odd = new Set(builder.misfits.all.map(({ text }) => text))
    const misfits = builder.misfits.count > 0 ? await describeMisfits(database, table, `c${index}`) : null
    const currencies = builder.reading instanceof NumberReading ? builder.reading.currencies : []
    columns.push({
      name: `c${index}`,
      header,
      type: reading?.type ?? 'text',
      ...builder.facts,
      samples: builder.samples.filter((sample) => !odd.has(sample.trim())),
      note: notes.length > 0 ? notes.join('; ') : null,
      doubt,
      ...(misfits && { misfits }),
      ...(blanks.length > 0 && { blanks }),
      ...(currencies.length > 0 && {
        currencies: { column: currencies.length > 1 ? currencyColumn(`c${index}`) : null, found: currencies },
      }),
      ...(nearly && { nearly }),
    })
  }
  return columns
}
