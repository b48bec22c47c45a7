import { type Estimate, type Sums } from './estimate'

export interface Cell extends Estimate {
  readonly cohort: string
  readonly period: number
  readonly is_complete: boolean
  readonly sums: Sums
}
