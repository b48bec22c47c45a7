import type { Step, StepKind } from './definition'
import { fillDown } from './fill-down'
import { field, fieldsOf } from './plain-data'
import { leaveOutRepeated } from './leave-out-repeated'
import { leaveOutRows } from './leave-out-rows'
import { repairIds } from './repair-ids'
import { replaceValues } from './replace-values'
import { reshapeMonths } from './reshape-months'
import { reshapeStages } from './reshape-stages'
import { reshapeSurvey } from './reshape-survey'

/** Every kind of step there is. */
export const STEP_KINDS: readonly StepKind[] = [
  leaveOutRows,
  leaveOutRepeated,
  replaceValues,
  repairIds,
  fillDown,
  reshapeMonths,
  reshapeStages,
  reshapeSurvey,
] as unknown as readonly StepKind[]

export function kindOf(step: Step): StepKind | null {
  return STEP_KINDS.find(({ kind }) => kind === step.kind) ?? null
}

/** A step out of foreign data, with nothing in it that its kind does not know; null when it is none. */
export function parseStep(value: unknown): Step | null {
  const fields = fieldsOf(value)
  const kind = fields && STEP_KINDS.find((one) => one.kind === field(fields, 'kind'))
  return kind ? kind.parse(value) : null
}
