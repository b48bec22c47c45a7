import { identifier, query, type Database } from '../engine/database'
import { tableName } from '../ingest/table-name'
import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping/mapping'
import { wideStages } from '../model/wide/stages'
import { count, plural } from '../shared/format'
import { reshapeStages, STAGES_MADE, type ReshapeStages } from '../steps/reshape-stages'
import type { Offer } from './offer'
import { bindingsOf, headersShown, placeOf, previewOf, restOf, rolesKept } from './reshape'

/** A table with one date column a stage, offered as rows of events; null where the table is none. */
export async function stagesOffer(database: Database, table: RawTable, mapping: Mapping, isNeeded: boolean): Promise<Offer | null> {
  const mapped = mapping.tables.find((one) => one.table === table.name)
  const stages = wideStages(table, mapped)
  if (!stages) return null
  const rest = await restOf(database, table, mapping, stages, [])
  if (!rest.who) return null
  const makes = `${table.name}_stages`
  const step: ReshapeStages = {
    id: `reshape stages ${makes}`,
    kind: 'reshape stages',
    table: table.name,
    makes,
    keep: rest.keep,
    stages: stages.map(({ name, header }) => ({ name, header })),
  }
  const sql = reshapeStages.sql(step, table, identifier(table.name))
  const dates = stages.reduce((sum, { filled }) => sum + filled, 0)
  const events = await countRows(database, sql)
  return {
    ...placeOf(table),
    id: step.id,
    question: `Is each of ${count(stages.length)} columns of ${tableName(table)} the date of a stage?`,
    why: 'This looks like one row a case and one column a stage. Pages read what happened as rows: one row for each date, named by its column.',
    samples: headersShown(step.stages),
    accept: `Turn ${count(stages.length)} columns into rows of events`,
    decline: 'Leave the table as it is',
    done: `${tableName(table)}: ${count(stages.length)} columns are now rows of events`,
    accepted: plural(events, 'event'),
    declined: null,
    isLikely: true,
    isNeeded,
    facts: [
      `The ${count(stages.length)} columns hold ${plural(dates, 'date')}, and each becomes one of ${plural(events, 'event')}. ${plural(table.rowsKept * stages.length - dates, 'empty cell makes', 'empty cells make')} none.`,
      rest.reading.kind === 'customers'
        ? `${tableName(table)} itself is read as the list of customers.`
        : 'The other columns are repeated in each row.',
    ],
    preview: await previewOf(database, sql, reshapeStages.headers(step), events),
    sql,
    steps: [step],
    readings: [
      rest.reading,
      { table: makes, kind: 'events', confidence: 1, bindings: bindingsOf(rolesKept(table, rest, 'events'), STAGES_MADE) },
    ],
  }
}

export async function countRows(database: Database, sql: string): Promise<number> {
  const [row] = await database.rows(query('rows made', `select count(*) as found from (\n${sql}\n)`, { found: 'number' }))
  return row!.found!
}
