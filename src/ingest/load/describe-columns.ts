import type { Database } from '../../engine/database'
import { plural } from '../../shared/format'
import type { ColumnTotals } from './columns/column-totals'
import type { Verdict } from '../type/evidence'
import { describeMisfits } from './misfit-columns'
import { NumberParser } from '../type/numbers/numbers'
import type { RawColumn } from '../table'
import { currencyColumn } from './columns/text-values'

/** What the mapping and the sources page show of each column, once all rows have passed and their misfits stand beside them. */
export async function describeColumns(
  database: Database,
  table: string,
  names: readonly string[],
  verdicts: readonly Verdict[],
  totals: readonly ColumnTotals[],
): Promise<RawColumn[]> {
  const columns: RawColumn[] = []
  for (const [index, header] of names.entries()) {
    const { parser, note, doubt, nearly } = verdicts[index]!
    const column = totals[index]!
    const { blanks } = column
    const missing = blanks.map(({ value }) => `“${value}”`).join(', ')
    const cleaned = column.cleaned ? `invisible characters taken out of ${plural(column.cleaned, 'value')}` : null
    const notes = [column.parser?.note() ?? null, note, cleaned, missing ? `${missing} read as missing` : null].filter(
      (part) => part !== null,
    )
    const odd = new Set(column.misfits.map(({ text }) => text))
    const misfits = column.misfits.length > 0 ? await describeMisfits(database, table, `c${index}`) : null
    const currencies = column.parser instanceof NumberParser ? column.parser.currencies : []
    columns.push({
      name: `c${index}`,
      header,
      type: parser?.type ?? 'text',
      ...column.facts,
      samples: [...column.samples].filter((sample) => !odd.has(sample.trim())),
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
