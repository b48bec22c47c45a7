import type { Variables } from '../../engine/database'
import type { Brush } from './brush'
import type { Dimension } from './dimensions'

/** Beyond every value: where a bound is asked for and there is none. */
const ENDLESS = 1e300

/** Which columns hold these dimensions. A list in SQL must not be empty, and a select of columns must find one. */
export function columnsOf(dimensions: readonly Dimension[]): Variables {
  const of = (kind: Dimension['kind']) =>
    dimensions.filter((dimension) => dimension.kind === kind && !dimension.isSeveral).map(({ column }) => column)
  return {
    dimensions: ['everyone', ...dimensions.map(({ column }) => column)],
    numbers: ['everyone', ...of('number')],
    dates: ['no_date', ...of('date')],
    words: ['no_text', ...of('text')],
    signs: ['no_flag', ...of('flag')],
  }
}

/** What chosen.sql reads. The first brush is met by everyone. */
export function chosenBy(brushes: readonly Brush[], dimensions: readonly Dimension[]): Variables {
  const columnOf = new Map(dimensions.map(({ id, column }) => [id, column] as const))
  const named = brushes.flatMap((brush) =>
    brush.kind === 'labels' ? brush.labels.map((label) => ({ of: columnOf.get(brush.of)!, label })) : [],
  )
  return {
    ...columnsOf(dimensions.filter(({ id }) => brushes.some(({ of }) => of === id))),
    brush_of: ['everyone', ...brushes.map(({ of }) => columnOf.get(of)!)],
    brush_from: [-1, ...brushes.map((brush) => (brush.kind === 'range' ? (brush.from ?? -ENDLESS) : 0))],
    brush_to: [1, ...brushes.map((brush) => (brush.kind === 'range' ? (brush.to ?? ENDLESS) : 0))],
    brush_not: [0, ...brushes.map((brush) => Number(brush.kind === 'labels' && brush.isNot))],
    brush_unknown: [0, ...brushes.map((brush) => Number(brush.kind === 'labels' && brush.takesUnknown))],
    label_of: ['', ...named.map(({ of }) => of)],
    labels: ['', ...named.map(({ label }) => label)],
  }
}

/** The values of one dimension, and where its bins part: numbers at edges, words by what they are. */
export function binnedBy({ column }: Dimension, edges: readonly number[], labels: readonly string[]): Variables {
  return { dimensions: [column], dimension: column, edges: [...edges, ENDLESS], labels: labels.length > 0 ? labels : [''] }
}
