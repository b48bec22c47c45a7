import * as v from 'valibot'
import { clause, value } from './clause-schema'
import { MOST_VALUES } from './clause'
import { linesOf, type Group, type Line, type Rule } from './rule'

/** A longer rule is not read: addresses and recipes hold it as text. */
export const LONGEST_RULE = 20_000
const MOST_LINES = 60
const DEEPEST = 5

const happening = v.strictObject({ what: value, values: v.pipe(v.array(value), v.maxLength(MOST_VALUES)) })
const days = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500)))
const isOff = v.exactOptional(v.boolean())

const line: v.GenericSchema<Line> = v.variant('kind', [
  v.strictObject({ kind: v.literal('is'), clause, isOff }),
  v.strictObject({
    kind: v.literal('times'),
    happening,
    least: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
    days,
    isNot: v.boolean(),
    isOff,
  }),
  v.strictObject({ kind: v.literal('then'), first: happening, second: happening, days, isNot: v.boolean(), isOff }),
  v.strictObject({
    kind: v.literal('group'),
    of: v.picklist(['all', 'any', 'none']),
    name: v.exactOptional(value),
    lines: v.array(v.lazy(() => line)),
    isOff,
  }),
]) as v.GenericSchema<Line>

/** Text of an address or a recipe as a rule; null where it is none, is too long or too deep. */
export function parseRule(text: string): Rule | null {
  if (text.length > LONGEST_RULE || depthOf(text) > 2 * DEEPEST + 6) return null
  const read = v.safeParse(line, jsonOf(text))
  if (!read.success || read.output.kind !== 'group') return null
  const lines = linesOf(read.output)
  return lines.length <= MOST_LINES && lines.every(({ path }) => path.length <= DEEPEST) ? read.output : null
}

export function formatRule(rule: Group): string {
  return JSON.stringify(rule)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Of brackets, wherever they stand: before anything is read that could nest without end. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0]
  for (const sign of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (sign === '[' || sign === '{') deepest = Math.max(deepest, ++depth)
    else if (sign === ']' || sign === '}') depth--
  }
  return deepest
}
