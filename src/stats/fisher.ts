import { logGamma } from './gamma'

/** Tables as likely as the one seen must not fall out by rounding. */
const AS_LIKELY = 1 + 1e-7

/**
 * Two-sided p-value of Fisher's exact test of the table a b / c d: the chance, with all margins given, of every table that is no likelier
 * than this one (Fisher 1935; the two-sided rule of R's fisher.test).
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const [row, column, all] = [a + b, a + c, a + b + c + d]
  const least = Math.max(0, row + column - all)
  const most = Math.min(row, column)
  const seen = chance(a, row, column, all)
  let p = 0
  for (let cell = least; cell <= most; cell++) {
    const one = chance(cell, row, column, all)
    if (one <= seen * AS_LIKELY) p += one
  }
  return Math.min(1, p)
}

/** One-sided: the chance of a cell `a` as large as this one or larger, with all margins given. */
export function fisherLarger(a: number, b: number, c: number, d: number): number {
  const [row, column, all] = [a + b, a + c, a + b + c + d]
  let p = 0
  for (let cell = a; cell <= Math.min(row, column); cell++) p += chance(cell, row, column, all)
  return Math.min(1, p)
}

/** Hypergeometric: of `all`, `row` are drawn and `column` are marked; the chance of `cell` marked ones among the drawn. */
function chance(cell: number, row: number, column: number, all: number): number {
  return Math.exp(choose(column, cell) + choose(all - column, row - cell) - choose(all, row))
}

function choose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}
