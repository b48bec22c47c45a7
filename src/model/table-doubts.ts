import type { Database } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { plural } from '../shared/format'
import { customersOf } from './consequences'
import type { Doubt, DoubtChoice, TableMapping } from './mapping'
import { kindEntry } from './roles'

const LEAVE_OUT = 'Leave the table out'

/** Two kinds fit a table about equally well. The first mapping is the one in force. */
export async function kindDoubt(database: Database, table: RawTable, readings: readonly TableMapping[]): Promise<Doubt> {
  const choices: DoubtChoice[] = []
  for (const mapping of readings) {
    const customer = mapping.bindings.find(({ role }) => role === 'customer_id')?.from
    const label = `${kindEntry(mapping.kind).label}: a row is ${kindEntry(mapping.kind).rowIs}`
    choices.push({
      label,
      consequence: customer ? await customersOf(database, table, customer) : null,
      mapping: { ...mapping, confidence: 1 },
    })
  }
  return {
    ...placeOf(table),
    question: `What is a row of ${table.file}?`,
    why: 'Its columns fit more than one kind of table.',
    choices: [...choices, leaveOut(table)],
  }
}

/** No column tells whose a row is. `mapping` is the table's reading all the same. */
export function noCustomerDoubt(table: RawTable, mapping: TableMapping): Doubt {
  const eachRow: TableMapping = {
    ...mapping,
    kind: mapping.kind === 'other' ? 'customers' : mapping.kind,
    confidence: 1,
    bindings: [
      ...mapping.bindings.filter(({ role }) => role !== 'customer_id'),
      { role: 'customer_id', from: { column: 'line' }, confidence: 1 },
    ],
  }
  const each = { label: 'Each row is another customer', consequence: plural(table.rowsKept, 'customer'), mapping: eachRow }
  return {
    ...placeOf(table),
    question: 'Whose are these rows?',
    why: `No column holds a customer: ${columnsOf(table)}.`,
    choices: mapping.kind === 'customers' ? [each, leaveOut(table)] : [leaveOut(table), each],
  }
}

function leaveOut(table: RawTable): DoubtChoice {
  return { label: LEAVE_OUT, consequence: null, mapping: { table: table.name, kind: 'other', confidence: 1, bindings: [] } }
}

function placeOf(table: RawTable): Pick<Doubt, 'table' | 'column' | 'header' | 'file' | 'samples'> {
  return { table: table.name, column: '', header: '', file: table.file, samples: [] }
}

const SHOWN = 6

function columnsOf({ columns }: RawTable): string {
  const headers = columns.slice(0, SHOWN).map(({ header }, index) => (header.trim() === '' ? `column ${index + 1}` : header))
  const more = columns.length - headers.length
  return `the columns are ${headers.join(', ')}${more > 0 ? ` and ${plural(more, 'other', 'others')}` : ''}`
}
