import { expect, test } from 'vitest'
import { colourOf, makeSteps } from './steps'

const cohort = (shares: readonly number[], isComplete = true) => ({
  key: 'a',
  name: 'A',
  size: 100,
  cells: shares.map((share) => ({ share, isComplete })),
})

test('steps have round limits over what is there, at most eight of them', () => {
  const { limits, colours } = makeSteps([cohort([0.12, 0.17, 0.22, 0.31, 0.36, 0.42, 0.5])])
  expect(limits).toEqual([0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45])
  expect(colours).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('cells that are not complete have no say', () => {
  expect(makeSteps([cohort([0.2, 0.3]), cohort([0.99], false)]).limits.at(-1)).toBeLessThan(0.3)
})

test('shares over 1, as revenue may have, get wider steps', () => {
  const { limits } = makeSteps([cohort([0.4, 1.1, 2.6, 3.9])])
  expect(limits).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5])
})

test('all equal: one step; none: one step', () => {
  expect(makeSteps([cohort([0.5, 0.5])]).colours).toHaveLength(1)
  expect(makeSteps([]).colours).toHaveLength(1)
})

test('few steps are spread over the scale', () => {
  const { colours } = makeSteps([cohort([0.301, 0.309, 0.312])])
  expect(colours).toEqual([1, 8])
})

test('a value on a limit belongs to the step above it', () => {
  const steps = { limits: [0.2, 0.3], colours: [1, 4, 8] }
  expect([0, 0.2, 0.29, 0.3, 9].map((share) => colourOf(share, steps))).toEqual([1, 4, 4, 8, 8])
})
