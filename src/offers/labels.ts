import { identifier, query, type Database } from '../engine/database'
import { tableName } from '../ingest/table-name'
import type { RawColumn, RawTable } from '../ingest/table'
import { expressionSql } from '../model/mapping/expression'
import type { Mapping, TableKind, TableMapping } from '../model/mapping/mapping'
import { decimal, plural } from '../shared/format'
import { textSql } from '../steps/column'
import { fillDown, type FillDown } from '../steps/fill-down'
import type { Offer } from './offer'
import { placeOf, previewOf } from './reshape'

/** Blank cells of this share are a habit of the file, not a gap in it. */
const LEAST_BLANK = 0.3

/** Tables whose rows may be nobody's yet: a lead is no customer before it is won, a visitor none before signing up. */
const ANONYMOUS: readonly TableKind[] = ['leads', 'events', 'touches', 'spend', 'other']

/** A customer who stands in the first of his rows only, offered to stand in all of them; null where the table has none. */
export async function labelsOffer(database: Database, table: RawTable, mapping: Mapping): Promise<Offer | null> {
  const mapped = mapping.tables.find((one) => one.table === table.name)
  const from = mapped?.bindings.find(({ role }) => role === 'customer_id')?.from
  const column = from && 'column' in from ? table.columns.find(({ name }) => name === from.column) : undefined
  if (!mapped || ANONYMOUS.includes(mapped.kind) || !column || column.filled === 0 || column.filled > table.rowsKept * (1 - LEAST_BLANK))
    return null
  const found = await countLabels(database, table, column, mapped)
  if (!found.beginsFilled || found.labels !== found.distinct || found.labels < 2) return null
  const step: FillDown = {
    id: `fill down ${table.name} ${column.name}`,
    kind: 'fill down',
    table: table.name,
    makes: table.name,
    column: { name: column.name, header: column.header },
  }
  const sql = fillDown.sql(step, table, identifier(table.name))
  const money = found.money === 0 ? '' : ` with ${decimal(found.money, 2)}`
  return {
    ...placeOf(table),
    id: step.id,
    question: `Do rows without ${column.header} in ${tableName(table)} belong to the one above?`,
    why: `Each ${column.header} stands once, and ${plural(found.blank, 'row')} beneath are blank: so tables are written that group their rows. As they stand, those rows are nobody’s.`,
    samples: column.samples.slice(0, 4),
    accept: 'Yes: they belong to the one above',
    decline: 'No: they are nobody’s',
    done: `${tableName(table)}: blank cells of ${column.header} take the value above`,
    accepted: `${plural(found.blank, 'more row')}${money}`,
    declined: null,
    isLikely: true,
    isNeeded: true,
    facts: [`${plural(found.blank, 'row gets', 'rows get')} a ${column.header}${money}. It can be undone.`],
    preview: await previewOf(database, sql, Object.fromEntries(table.columns.map(({ name, header }) => [name, header])), table.rowsKept),
    sql,
    steps: [step],
    readings: [],
  }
}

interface Labels {
  readonly labels: number
  readonly distinct: number
  readonly blank: number
  readonly beginsFilled: boolean
  readonly money: number
}

async function countLabels(database: Database, table: RawTable, column: RawColumn, { bindings }: TableMapping): Promise<Labels> {
  const revenue = bindings.find(({ role }) => role === 'revenue')?.from
  const amount = revenue ? expressionSql(revenue, table, 'number') : 'null::double'
  const text = `
    select
      count(id) as labels,
      count(distinct id) as found,
      count(*) - count(id) as blank,
      coalesce(arg_min(id is not null, line), false) as begins_filled,
      coalesce(sum(amount) filter (where id is null), 0)::double as money
    from (select line, ${textSql(column)} as id, ${amount} as amount from ${identifier(table.name)})`
  const columns = { labels: 'number', found: 'number', blank: 'number', begins_filled: 'flag', money: 'number' } as const
  const [row] = await database.rows(query('rows beneath a label', text, columns))
  const { labels, found, blank, begins_filled, money } = row!
  return { labels: labels!, distinct: found!, blank: blank!, beginsFilled: begins_filled!, money: money! }
}
