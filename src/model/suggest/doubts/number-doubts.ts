import type { Database } from '../../../engine/database'
import { tableName } from '../../../ingest/table-name'
import type { RawColumn, RawTable } from '../../../ingest/table'
import { totalOf } from './consequences'
import { areThousands, columnOf, columnsOf } from '../../mapping/expression'
import type { Binding, Doubt, DoubtChoice, Expression, TableMapping } from '../../mapping/mapping'
import { roleType } from '../../mapping/mapped-table'

/** What the review asks of numbers that can be read in two ways: 1.250 is more than a thousand, or little more than one. */
export async function numberDoubts(database: Database, table: RawTable, mapping: TableMapping): Promise<readonly Doubt[]> {
  const numbers = mapping.bindings.filter(({ role }) => roleType(role) === 'number')
  const names = new Set(numbers.flatMap(({ from }) => columnsOf(from)))
  const doubtful = [...names].map((name) => columnOf(table, name)).filter(({ type, doubt }) => type === 'number' && doubt !== null)
  const doubts: Doubt[] = []
  for (const column of doubtful) doubts.push(await decimalSignDoubt(database, table, mapping, column))
  return doubts
}

async function decimalSignDoubt(database: Database, table: RawTable, mapping: TableMapping, column: RawColumn): Promise<Doubt> {
  // The amount says most of what the answer changes.
  const shown = mapping.bindings.find(({ role, from }) => role === 'revenue' && columnsOf(from).includes(column.name))?.from ?? {
    column: column.name,
  }
  const other = exchanged(shown, column.name)
  const choices: DoubtChoice[] = []
  for (const from of areThousands(column) ? [shown, other] : [other, shown]) {
    const isKept = from === shown
    choices.push({
      label: isKept === areThousands(column) ? 'Thousands separator' : 'Decimal sign',
      consequence: await totalOf(database, table, from),
      mapping: isKept ? mapping : { ...mapping, bindings: mapping.bindings.map((binding) => turned(binding, column.name)) },
    })
  }
  const first = choices.findIndex((choice) => choice.mapping === mapping)
  return {
    table: table.name,
    column: column.name,
    header: column.header,
    file: tableName(table),
    samples: column.samples,
    question: `Does the ${mark(column)} in ${column.header} stand before decimals, or between thousands?`,
    why: column.doubt!,
    // The reading in force comes first.
    choices: [choices[first]!, choices[1 - first]!],
  }
}

function mark({ samples }: RawColumn): string {
  return samples.some((sample) => /\d,\d{3}/.test(sample)) ? 'comma' : 'point'
}

function turned(binding: Binding, column: string): Binding {
  if (roleType(binding.role) !== 'number' || !columnsOf(binding.from).includes(column)) return binding
  return { ...binding, from: exchanged(binding.from, column) }
}

function exchanged(from: Expression, column: string): Expression {
  if ('product' in from) return { ...from, exchanged: [...(from.exchanged ?? []), column] }
  return 'column' in from && Object.keys(from).length === 1 ? { product: [from.column], exchanged: [column] } : from
}
