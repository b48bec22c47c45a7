/** A column is what at least this share of its values are. */
const FITTING = 0.95

/** Values that may be unlike the others without the column losing its type: one in twenty, in a small table two at most, and one in ten. */
export function allowance(values: number): number {
  return Math.floor(Math.max(values * (1 - FITTING) + 1e-9, Math.min(2, values / 10)))
}

/** The rule in words, as `sources` tells it. */
export const ALLOWANCE_WORDS =
  'A column is what at least 95 % of its values are; in a table of fewer than 40 rows, two may be unlike the others, in one of fewer than 20 one, and none in fewer than 10.'
