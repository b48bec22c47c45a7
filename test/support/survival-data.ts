import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stay } from '../../src/stats/kaplan-meier'

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'

/** One person: how long, whether it ended then, and anything else by its header. */
export interface Followed {
  readonly time: number
  readonly hasLeft: boolean
  readonly row: Readonly<Record<string, string>>
}

/** Stays of those followed, added up by time. */
export function staysOf(followed: readonly Followed[]): Stay[] {
  const times = [...new Set(followed.map(({ time }) => time))].sort((a, b) => a - b)
  return times.map((time) => {
    const then = followed.filter((one) => one.time === time)
    const left = then.filter(({ hasLeft }) => hasLeft).length
    return { time, left, staying: then.length - left }
  })
}

/** Groups by a column, named and ordered by their values. */
export function groupsOf(followed: readonly Followed[], column: string): Record<string, Stay[]> {
  const values = [...new Set(followed.map(({ row }) => row[column]!))].sort()
  return Object.fromEntries(values.map((value) => [value, staysOf(followed.filter(({ row }) => row[column] === value))]))
}

/** Acute myelogenous leukaemia (Miller 1997), as R's survival has it: 23 people, with and without maintained chemotherapy. */
export const AML: readonly Followed[] = [
  ...'9,1 13,1 13,0 18,1 23,1 28,0 31,1 34,1 45,0 48,1 161,0'.split(' ').map((pair) => followed(pair, 'Maintained')),
  ...'5,1 5,1 8,1 8,1 12,1 16,0 23,1 27,1 30,1 33,1 43,1 45,1'.split(' ').map((pair) => followed(pair, 'Nonmaintained')),
]

function followed(pair: string, x: string): Followed {
  const [time, event] = pair.split(',').map(Number)
  return { time: time!, hasLeft: event === 1, row: { x } }
}

export function hasSurvivalFile(path: string): boolean {
  return existsSync(join(DATA, path))
}

/** A file of published survival data. */
export function readSurvivalFile(
  path: string,
  time: string,
  event: string,
  isEvent: (value: string) => boolean = (value) => Number(value) === 1,
): Followed[] {
  const [head, ...lines] = readFileSync(join(DATA, path), 'utf8').trim().split(/\r?\n/)
  const split = (line: string) => [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const headers = split(head!)
  return lines.map((line) => {
    const row = Object.fromEntries(split(line).map((value, index) => [headers[index]!, value]))
    return { time: Number(row[time]), hasLeft: isEvent(row[event]!), row }
  })
}
