import type { Cohort } from './types'

/** Limits between colour steps, and the colour (1 to 9) of each step: one more than there are limits. */
export interface Steps {
  readonly limits: readonly number[]
  readonly colours: readonly number[]
}

const WIDTHS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100]
const MOST = 8

/** Round limits over the bulk of complete cells (2nd to 98th percentile, so that one cell does not flatten the rest), at most eight steps. */
export function makeSteps(cohorts: readonly Cohort[], total?: Cohort): Steps {
  const shares = [...cohorts, ...(total ? [total] : [])]
    .flatMap((cohort) => cohort.cells.flatMap((cell) => (cell?.isComplete ? [cell.share] : [])))
    .sort((a, b) => a - b)
  const low = shares[Math.floor(0.02 * (shares.length - 1))] ?? 0
  const high = shares[Math.ceil(0.98 * (shares.length - 1))] ?? 0
  for (const width of WIDTHS) {
    const first = Math.floor(low / width + 1e-9) + 1
    const last = Math.ceil(high / width - 1e-9) - 1
    if (last - first + 2 > MOST) continue
    const limits = Array.from(
      { length: Math.max(0, last - first + 1) },
      (_unused, index) => Math.round((first + index) * width * 1e6) / 1e6,
    )
    return { limits, colours: colours(limits.length + 1) }
  }
  return { limits: [], colours: [4] }
}

/** Few steps are spread over the scale, so that neighbours can be told apart. */
function colours(count: number): number[] {
  if (count === 1) return [4]
  return Array.from({ length: count }, (_unused, index) => Math.round(1 + (index * 7) / (count - 1)))
}

/** A value on a limit belongs to the step above it. */
export function colourOf(share: number, { limits, colours: paints }: Steps): number {
  let step = 0
  while (step < limits.length && share >= (limits[step] ?? Infinity)) step += 1
  return paints[step] ?? 4
}
