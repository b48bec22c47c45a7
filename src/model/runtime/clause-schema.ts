import * as v from 'valibot'
import { MOST_VALUES } from './clause'

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/))

/** Text that becomes part of a statement, which a NUL would cut. */
export const value = v.pipe(
  v.string(),
  v.maxLength(1000),
  v.check((text) => !text.includes('\0')),
)

const predicate = v.variant('kind', [
  v.strictObject({ kind: v.literal('values'), values: v.pipe(v.array(v.nullable(value)), v.maxLength(MOST_VALUES)) }),
  v.strictObject({ kind: v.literal('numbers'), from: v.nullable(v.number()), to: v.nullable(v.number()) }),
  v.strictObject({ kind: v.literal('dates'), from: v.nullable(day), to: v.nullable(day) }),
  v.strictObject({ kind: v.literal('members') }),
])

/** A Clause that comes from a file or an address. */
export const clause = v.strictObject({ source: value, predicate, isNot: v.boolean() })
