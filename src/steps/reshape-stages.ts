import { identifier, literal } from '../engine/database'
import { plural } from '../shared/format'
import { columnIn, columnRefOf, type ColumnRef } from './column'
import type { Step, StepKind } from './definition'
import { field, listOf, stepFields } from './plain-data'
import { turnedHeaders, turnedSql } from './turned'

/** One date column a stage becomes one row an event, named by the column's header. Stages without a date make no row. */
export interface ReshapeStages extends Step {
  readonly kind: 'reshape stages'
  /** The case, customer or lead first. */
  readonly keep: readonly ColumnRef[]
  readonly stages: readonly ColumnRef[]
}

/** The made columns, in their order behind the kept ones. */
export const STAGES_MADE = ['event', 'happened_at'] as const

export const reshapeStages = {
  kind: 'reshape stages',
  parse(value) {
    const step = stepFields(value, 'reshape stages')
    const keep = step && listOf(field(step.fields, 'keep'), columnRefOf)
    const stages = step && listOf(field(step.fields, 'stages'), columnRefOf)
    if (!step || !keep || !stages || stages.length === 0 || step.makes === step.table) return null
    return { id: step.id, kind: 'reshape stages', table: step.table, makes: step.makes, keep, stages }
  },
  words: ({ stages }, file) => `${plural(stages.length, 'column')} of ${file}, one a stage, turned into rows of events`,
  sql({ keep, stages }, table, from) {
    const made = [
      stages.map(({ header }) => literal(header)),
      stages.map((stage) => `${identifier(columnIn(table, stage).name)}::timestamp`),
    ]
    return turnedSql(keep, made, ([, happenedAt]) => `${happenedAt} is not null`, table, from)
  },
  headers: ({ keep }) => turnedHeaders(keep, STAGES_MADE),
} satisfies StepKind<ReshapeStages>
