import type { Bin } from './binning'
import type { Brush } from './brush'
import type { Column } from './crossfilter'
import type { Dimension } from './dimensions'

/** All customers by one dimension. */
export interface View {
  readonly dimension: Dimension
  readonly bins: readonly Bin[]
  readonly column: Column
  /** Values are whole numbers: bins say "4 to 6" rather than "4 to 7". */
  readonly isWhole: boolean
  /** The least and the largest value; null for words. */
  readonly least: number | null
  readonly most: number | null
}

/** The bins that a brush takes, 1 or 0. */
export function takenBy(brush: Brush, bins: readonly Bin[]): Uint8Array {
  return Uint8Array.from(bins, (bin) => Number(takes(brush, bin)))
}

function takes(brush: Brush, { kind, from, to, label }: Bin): boolean {
  if (brush.kind === 'labels') {
    if (kind === 'unknown') return brush.takesUnknown
    if (kind === 'others') return brush.isNot
    return kind === 'label' && brush.labels.includes(label!) !== brush.isNot
  }
  if (kind !== 'range') return false
  // Bins of numbers have no bound at the ends; those of dates have theirs.
  const isAfter = brush.from === null || (from !== null && from >= brush.from)
  const isBefore = brush.to === null || (to !== null && to <= brush.to)
  return isAfter && isBefore
}

/** A brush that takes these bins; null where it would take none or all that there are. Ranges take everything from the first to the last. */
export function brushOf({ dimension: { id: of }, bins }: Pick<View, 'dimension' | 'bins'>, taken: Uint8Array): Brush | null {
  const chosen = bins.filter((_, bin) => taken[bin] === 1)
  if (chosen.length === 0 || chosen.length === bins.length) return null
  const ranges = chosen.filter(({ kind }) => kind === 'range')
  if (ranges.length > 0) return { of, kind: 'range', from: ranges[0]!.from, to: ranges.at(-1)!.to }
  const labels = bins.filter(({ kind }) => kind === 'label').map(({ label }) => label!)
  const own = chosen.filter(({ kind }) => kind === 'label').map(({ label }) => label!)
  const isNot = chosen.some(({ kind }) => kind === 'others') || own.length > labels.length / 2
  return {
    of,
    kind: 'labels',
    labels: isNot ? labels.filter((label) => !own.includes(label)) : own,
    isNot,
    takesUnknown: chosen.some(({ kind }) => kind === 'unknown'),
  }
}

/** Bins of a view drawn together: few enough to be read. */
export interface Coarse {
  /** The bins of the view in each, in their order. */
  readonly parts: readonly (readonly number[])[]
  readonly column: Column
}

/** At most so many: neighbours together where there is an order, else the largest by themselves and the others as one. What is not known stays apart. */
export function coarse({ bins, column }: Pick<View, 'bins' | 'column'>, most: number): Coarse {
  const known = bins.flatMap((bin, at) => (bin.kind === 'unknown' ? [] : [at]))
  const unknown = bins.flatMap((bin, at) => (bin.kind === 'unknown' ? [[at]] : []))
  const isRange = bins[0]?.kind === 'range'
  const step = Math.max(1, Math.ceil(known.length / most))
  const parts = isRange
    ? Array.from({ length: Math.ceil(known.length / step) }, (_, at) => known.slice(at * step, (at + 1) * step))
    : known.length <= most
      ? known.map((bin) => [bin])
      : [...known.slice(0, most - 1).map((bin) => [bin]), known.slice(most - 1)]
  const all = [...parts, ...unknown]
  const partOf = new Uint8Array(bins.length)
  for (const [part, own] of all.entries()) for (const bin of own) partOf[bin] = part
  return { parts: all, column: { rows: column.rows, bins: Uint8Array.from(column.bins, (bin) => partOf[bin]!), size: all.length } }
}
