export interface Minimum {
  readonly at: readonly number[]
  readonly value: number
  readonly isConverged: boolean
}

const MOST_STEPS = 1_000
/** Corners this close in value, relative to it, and in place are one. */
const ENOUGH = 1e-10
const NEAR = 1e-5

/** Milliseconds between two turns of the event loop, so that a run can be cancelled: a turn waits for four in a browser. */
const UNBROKEN = 40

const breathe = () => new Promise<void>((resolve) => setTimeout(resolve))

/**
 * The least value of a function of a few numbers without its slope: a simplex that reflects, grows and shrinks (Nelder & Mead 1965, with
 * the usual 1, 2, ½, ½), from each of the starts. It starts once more from the best end, since a flattened simplex may stop too early.
 */
export async function minimise(value: (at: readonly number[]) => number, ...starts: readonly (readonly number[])[]): Promise<Minimum> {
  let best: Minimum | null = null
  for (const start of starts) {
    const end = await descend(value, start, 0.5)
    if (best === null || end.value < best.value) best = end
  }
  if (best === null) throw new RangeError('a minimum is looked for from somewhere')
  const again = await descend(value, best.at, 0.1)
  return again.value <= best.value ? again : best
}

interface Corner {
  readonly at: readonly number[]
  readonly value: number
}

async function descend(value: (at: readonly number[]) => number, start: readonly number[], width: number): Promise<Minimum> {
  const size = start.length
  // What cannot be computed is worse than anything.
  const corner = (at: readonly number[]): Corner => {
    const found = value(at)
    return { at, value: Number.isNaN(found) ? Infinity : found }
  }
  const corners = [
    corner(start),
    ...start.map((_, axis) => corner(start.map((place, index) => (index === axis ? place + width * Math.max(1, Math.abs(place)) : place)))),
  ]
  let rested = performance.now()
  for (let step = 0; step < MOST_STEPS; step++) {
    if (performance.now() - rested > UNBROKEN) {
      await breathe()
      rested = performance.now()
    }
    corners.sort((a, b) => a.value - b.value)
    const [best, worst] = [corners[0]!, corners[size]!]
    if (isOne(corners)) return { at: best.at, value: best.value, isConverged: true }
    const centre = start.map((_, axis) => corners.slice(0, size).reduce((sum, { at }) => sum + at[axis]!, 0) / size)
    const along = (share: number) => corner(centre.map((place, axis) => place + share * (worst.at[axis]! - place)))
    const reflected = along(-1)
    if (reflected.value < best.value) {
      const further = along(-2)
      corners[size] = further.value < reflected.value ? further : reflected
    } else if (reflected.value < corners[size - 1]!.value) corners[size] = reflected
    else {
      const nearer = along(reflected.value < worst.value ? -0.5 : 0.5)
      if (nearer.value < Math.min(reflected.value, worst.value)) corners[size] = nearer
      else corners.splice(1, size, ...corners.slice(1).map(({ at }) => corner(at.map((place, axis) => (place + best.at[axis]!) / 2))))
    }
  }
  corners.sort((a, b) => a.value - b.value)
  return { at: corners[0]!.at, value: corners[0]!.value, isConverged: false }
}

function isOne(corners: readonly Corner[]): boolean {
  const [best, worst] = [corners[0]!, corners.at(-1)!]
  if (!(worst.value - best.value <= ENOUGH * (1 + Math.abs(best.value)))) return false
  return corners.every(({ at }) => at.every((place, axis) => Math.abs(place - best.at[axis]!) <= NEAR * (1 + Math.abs(place))))
}
