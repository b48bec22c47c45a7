import { expect, test } from 'vitest'
import { coverage, DRAWS } from '../../test/support/coverage'

// 200 samples of a right interval cover the truth in 180 or more in all but one run of a thousand; the seeds are always the same.
test.each(Object.keys(DRAWS))('nominal intervals of 95 per cent cover what they are of: %s, seeds 1 to 200', (name) => {
  expect(coverage(DRAWS[name]!, 200)).toBeGreaterThanOrEqual(0.9)
})
