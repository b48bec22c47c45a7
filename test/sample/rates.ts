import { expect } from 'vitest'

/** So many of so many. */
export interface Rate {
  readonly hits: number
  readonly of: number
}

export const share = ({ hits, of }: Rate): number => hits / of

const variance = (rate: Rate): number => (share(rate) * (1 - share(rate))) / rate.of

/** Within four standard errors of what was planted: chance alone fails one such check in sixteen thousand. */
export function expectPlanted(rate: Rate, planted: number): void {
  const error = Math.sqrt((planted * (1 - planted)) / rate.of)
  expect(Math.abs(share(rate) - planted), `${rate.hits} of ${rate.of}, planted ${planted}`).toBeLessThan(4 * error)
}

/** Higher by at least `least`, and by more than four standard errors. */
export function expectHigher(one: Rate, other: Rate, least: number): void {
  const difference = share(one) - share(other)
  expect(difference, `${share(one)} against ${share(other)}`).toBeGreaterThan(
    Math.max(least, 4 * Math.sqrt(variance(one) + variance(other))),
  )
}

/** No further apart than three standard errors. */
export function expectAlike(one: Rate, other: Rate): void {
  const difference = Math.abs(share(one) - share(other))
  expect(difference, `${share(one)} against ${share(other)}`).toBeLessThan(3 * Math.sqrt(variance(one) + variance(other)))
}

/** A relative difference of at most `within`. */
export function expectClose(value: number, planted: number, within: number): void {
  expect(Math.abs(value / planted - 1), `${value}, planted ${planted}`).toBeLessThan(within)
}
