import type { RawColumn } from '../../ingest/table'
import type { Shape } from './column-shape'
import type { Role } from '../mapping/mapping'

/** What is known of a column before anything is decided. */
export interface Evidence {
  readonly column: RawColumn
  readonly shape: Shape
  readonly named: ReadonlyMap<Role, number>
  readonly isUnnamed: boolean
}
