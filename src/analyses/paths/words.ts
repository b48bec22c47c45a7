import { decimal, interval, plural } from '../../shared/format'
import type { PathSettings } from './options'
import type { PathsResult } from './result'
import type { StepSource } from './step-source'

type Told = Pick<PathsResult, 'subject'>

/** What one sequence is called. */
export function nounOf({ subject }: Told, { gap }: Pick<PathSettings, 'gap'>): string {
  if (gap === 'none') return subject.one
  return gap === 'session' || gap === '30-minutes' ? 'session' : 'path'
}

export function counted(sequences: number, result: Told, settings: Pick<PathSettings, 'gap'>): string {
  return plural(sequences, nounOf(result, settings))
}

/** "who" of customers, "that" of cases, sessions and paths. */
export function whoOf({ subject }: Told, { gap }: Pick<PathSettings, 'gap'>): string {
  return gap === 'none' && !subject.isCase ? 'who' : 'that'
}

export const STEP_IS: Readonly<Record<StepSource, string>> = {
  events: 'A step is an event.',
  category: 'A step is an order, named by the category with most of its revenue.',
  product: 'A step is an order, named by the product with most of its revenue.',
  channel: 'A step is an order, named by its channel.',
}

/** "Assign, Take in charge, Wait"; names of a path in a sentence, at most six of them. */
export function pathWords(names: readonly string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`
}

const UNITS: readonly (readonly [seconds: number, one: string, many: string])[] = [
  [86_400, 'day', 'days'],
  [3600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
  [1, 'second', 'seconds'],
]

/** The largest unit of which there are two or more. */
export function timeUnit(seconds: number): (typeof UNITS)[number] {
  return UNITS.find(([size]) => seconds >= 2 * size) ?? UNITS.at(-1)!
}

/** "40.2 days", in the unit given, so that times side by side share one. */
export function timeWords(seconds: number, [size, one, many]: (typeof UNITS)[number]): string {
  const value = Math.round((seconds / size) * 10) / 10
  return `${decimal(value, 1)} ${value === 1 ? one : many}`
}

export function timeInterval(low: number, high: number, [size]: (typeof UNITS)[number]): string {
  return interval(low / size, high / size, (value) => decimal(value, 1))
}
