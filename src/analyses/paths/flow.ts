import type { RowOf } from '../../engine/database'
import type { flow } from './queries'

export const OTHER = 'Other'
export const END = 'End'
export const START = 'Start'

type FlowRow = RowOf<(typeof flow)['columns']>

export interface PathNode {
  readonly step: number
  readonly name: string
  readonly kind: 'event' | 'other' | 'end'
  readonly sequences: number
  readonly customers: number
  readonly share_of_first: number
  /** Of all that were at the step before. */
  readonly share_of_previous: number | null
  /** Under End after the last step shown: those that do not end there. */
  readonly going_on: number
}

/** From `source` at `step` to `target` at `step + 1`. */
export interface PathLink {
  readonly step: number
  readonly source: string
  readonly target: string
  readonly sequences: number
  readonly customers: number
  readonly share_of_first: number
  readonly share_of_source: number
  /** Those whose step before `source` was `target`. */
  readonly returns: number
  readonly returning_customers: number
  readonly going_on: number
}

export interface Flow {
  readonly nodes: readonly PathNode[]
  readonly links: readonly PathLink[]
}

interface Setting {
  /** Steps shown. */
  readonly steps: number
  readonly isFromEnd: boolean
  readonly sequences: number
  /** With one sequence a customer their numbers are one. */
  readonly isOneEach: boolean
}

/**
 * Nodes and links in the order of time. SQL counts from the anchor; counted from the end, its step 1 is the last one here, links turn
 * round and End becomes Start. Every node's inflow is its outflow: the last step flows into End at the step after.
 */
export function flowOf(rows: readonly FlowRow[], setting: Setting): Flow {
  const { steps, isFromEnd, sequences: all, isOneEach } = setting
  const counted = rows.map((row) => ({
    ...row,
    step: row.step!,
    sequences: row.sequences!,
    customers: isOneEach ? row.sequences! : row.customers!,
    goes_on: row.goes_on!,
    returns: row.returns!,
    returning_customers: isOneEach ? row.returns! : row.returning_customers!,
  }))
  const isLink = ({ source, target }: FlowRow) => source !== null && target !== null
  const events = counted.filter(({ target }) => target === null).map((row) => ({ ...row, name: row.source! }))
  const ends = counted
    .filter(({ source, target }) => source === null && target === END)
    .map((row) => ({ ...row, step: row.step + 1, name: isFromEnd ? START : END }))
  const place = (step: number) => (isFromEnd ? steps + 1 - step : step)
  const atStep = new Map<number, number>()
  for (const { step, sequences } of events) atStep.set(step, (atStep.get(step) ?? 0) + sequences)
  const ofNode = new Map(events.map((row) => [`${row.step} ${row.name}`, row.sequences]))
  const share = (part: number, whole: number | undefined) => (whole ? part / whole : 0)
  const nodes = [...events, ...ends].map(({ step, name, sequences, customers, goes_on }): PathNode => {
    const kind = name === OTHER ? 'other' : name === END || name === START ? 'end' : 'event'
    return {
      step: place(step),
      name,
      kind,
      sequences,
      customers,
      share_of_first: share(sequences, all),
      share_of_previous: step === 1 ? null : share(sequences, atStep.get(step - 1)),
      going_on: kind === 'end' ? goes_on : 0,
    }
  })
  const links = counted.filter(isLink).map((row): PathLink => {
    const target = row.target === END && isFromEnd ? START : row.target!
    return {
      step: isFromEnd ? place(row.step + 1) : row.step,
      source: isFromEnd ? target : row.source!,
      target: isFromEnd ? row.source! : target,
      sequences: row.sequences,
      customers: row.customers,
      share_of_first: share(row.sequences, all),
      share_of_source: share(
        row.sequences,
        isFromEnd ? nodeAt(nodes, place(row.step + 1), target) : ofNode.get(`${row.step} ${row.source}`),
      ),
      returns: row.returns,
      returning_customers: row.returning_customers,
      going_on: row.goes_on,
    }
  })
  return { nodes: inOrder(nodes), links: links.toSorted((a, b) => a.step - b.step || b.sequences - a.sequences) }
}

function nodeAt(nodes: readonly PathNode[], step: number, name: string): number | undefined {
  return nodes.find((node) => node.step === step && node.name === name)?.sequences
}

const LAST: Readonly<Record<PathNode['kind'], number>> = { event: 0, other: 1, end: 2 }

function inOrder(nodes: readonly PathNode[]): PathNode[] {
  return nodes.toSorted((a, b) => a.step - b.step || LAST[a.kind] - LAST[b.kind] || b.sequences - a.sequences || (a.name < b.name ? -1 : 1))
}
