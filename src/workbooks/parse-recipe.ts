import * as v from 'valibot'
import { COLUMN_CHOICES } from '../ingest/table'
import { parseStep } from '../steps/index'
import type { Dialect } from '../ingest/table'
import { inSegment, MOST_CLAUSES, type Filter } from '../model/runtime/clause'
import { clause } from '../model/runtime/clause-schema'
import { LONGEST_RULE } from '../model/runtime/parse-rule'
import { TABLE_KINDS } from '../model/mapping/mapping'
import { checkPlain, NotAWorkbook } from './plain'
import type { Recipe } from './recipe'

const VERSION = 1

const text = (longest = 1000) => v.pipe(v.string(), v.maxLength(longest))
const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const list = <S extends v.GenericSchema>(item: S, most = 1000) => v.pipe(v.array(item), v.maxLength(most))
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
const tableName = v.pipe(v.string(), v.regex(/^t\d{1,6}(_[a-z0-9]{1,30}){0,2}$/))
const column = v.pipe(v.string(), v.regex(/^c\d{1,5}$/))
const role = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,63}$/))
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/))
/** Empty while the hash of a large file is not yet known. */
const hash = v.pipe(v.string(), v.regex(/^([0-9a-f]{64}|sample-\d{1,12})?$/))

// A new way to choose a reading has to be named here, or it does not compile.
const dialect = v.strictObject({
  encoding: v.exactOptional(text(40)),
  delimiter: v.exactOptional(text(4)),
  quote: v.exactOptional(text(4)),
  escape: v.exactOptional(text(4)),
  headerRecord: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(-1))),
  isSheet: v.exactOptional(v.boolean()),
  types: v.exactOptional(v.record(v.pipe(v.string(), v.regex(/^\d{1,5}$/)), v.picklist(COLUMN_CHOICES))),
  dropsMisfits: v.exactOptional(v.boolean()),
  names: v.exactOptional(list(text(), 20_000)),
} satisfies Record<keyof Dialect, v.GenericSchema>)

const source = v.object({ table: tableName, hash, file: text(), bytes: whole, part: text(), dialect })

const step = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseStep(dataset.value)
    if (parsed) return parsed
    addIssue({ message: 'unknown step' })
    return NEVER
  }),
)

// The narrower shapes first: an object schema drops the keys it does not know.
const expression = v.union([
  v.strictObject({
    product: v.pipe(list(column, 20), v.minLength(1)),
    discounted: v.exactOptional(v.strictObject({ column, unit: v.picklist(['share', 'percent']) })),
    less: v.exactOptional(v.pipe(list(column, 20), v.minLength(1))),
    oncePer: v.exactOptional(column),
    exchanged: v.exactOptional(v.pipe(list(column, 20), v.minLength(1))),
    worthNothing: v.exactOptional(list(text(), 100)),
  }),
  v.strictObject({ column, isOneOf: list(text(), 10_000) }),
  v.strictObject({ column, startsWith: text() }),
  v.strictObject({ column, isNegative: v.literal(true) }),
  v.strictObject({ column, part: v.literal('currency') }),
  v.strictObject({ column, exchanged: v.literal('day and month') }),
  v.strictObject({ column }),
])

const mapping = v.object({
  version: v.literal(1),
  tables: list(
    v.object({
      table: tableName,
      kind: v.picklist(TABLE_KINDS),
      confidence: share,
      bindings: list(v.object({ role, from: expression, confidence: share })),
    }),
  ),
  returns: v.picklist(['net', 'ignore']),
  asOf: v.nullable(day),
  currency: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  silentAfter: v.exactOptional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(3650)))),
})

const variable = v.union([v.string(), v.number(), v.boolean(), v.null(), list(v.string(), 100_000), list(v.number(), 100_000)])

/** Workbooks of before were filtered by one kept segment or none. */
const filter = v.pipe(
  v.union([v.nullable(id), list(clause, MOST_CLAUSES)]),
  v.transform((read): Filter => (read === null ? [] : typeof read === 'string' ? [inSegment(read)] : read)),
)

const segment = v.object({
  id,
  name: text(),
  analysis: id,
  settings: v.record(text(100), v.union([text(LONGEST_RULE), v.number(), list(v.number())])),
  who: v.object({ set: text(100), values: v.record(text(100), variable), name: text(), count: whole }),
  count: whole,
  under: filter,
  isHidden: v.boolean(),
})

const snapshot = v.object({
  id,
  takenAt: text(40),
  asOf: v.nullable(text(40)),
  label: text(),
  headlines: list(v.object({ name: text(), value: v.number() })),
  hash,
})

const recipe = v.object({
  version: v.literal(VERSION),
  name: v.optional(v.nullable(text(200)), null),
  sources: list(source),
  steps: list(step, 10_000),
  mapping: v.nullable(mapping),
  segments: list(segment),
  filter,
  pages: v.record(id, v.record(text(100), text(10_000))),
  page: v.pipe(v.string(), v.regex(/^[\w-]{0,64}$/)),
  isMasked: v.boolean(),
  salt: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{0,64}$/)), ''),
  history: list(snapshot),
})

/** A recipe out of foreign data: keys that are not known are dropped, anything else that is not as it should be is refused (NotAWorkbook). */
export function parseRecipe(value: unknown): Recipe {
  checkPlain(value)
  const version = (value as { version?: unknown } | null)?.version
  if (typeof version === 'number' && version > VERSION)
    throw new NotAWorkbook('It was written by a newer version of Clientele. Open it there, or reload this page to update it.')
  return parsed(recipe, value)
}

/** One part of a recipe, as the journal keeps it. */
export function parsePart<P extends keyof Recipe>(part: P, value: unknown): Recipe[P] {
  checkPlain(value)
  return parsed(recipe.entries[part], value) as Recipe[P]
}

function parsed<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return result.output
  throw new NotAWorkbook(`What it says of ${v.getDotPath(result.issues[0]) ?? 'itself'} is not understood.`)
}
