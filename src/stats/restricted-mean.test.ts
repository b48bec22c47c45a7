import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AML, groupsOf } from '../../test/support/survival-data'
import { kaplanMeier } from './kaplan-meier'
import { restrictedMean } from './restricted-mean'

test('aml to 48 weeks (R survival 3.5.3): 31.84318 (4.527885) maintained, 22.70833 (4.180942) not', () => {
  const { Maintained, Nonmaintained } = groupsOf(AML, 'x')
  const maintained = restrictedMean(kaplanMeier(Maintained!), 48)
  expect(maintained.mean).toBeCloseTo(31.84318, 5)
  expect(maintained.error).toBeCloseTo(4.527885, 6)
  const not = restrictedMean(kaplanMeier(Nonmaintained!), 48)
  expect(not.mean).toBeCloseTo(22.70833, 5)
  expect(not.error).toBeCloseTo(4.180942, 6)
})

test('where all leave and all are seen leaving it is the mean stay, each cut at the limit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 60 }),
      (list, until) => {
        const times = [...new Set(list)].sort((a, b) => a - b)
        const curve = kaplanMeier(times.map((time) => ({ time, left: list.filter((one) => one === time).length, staying: 0 })))
        const mean = list.reduce((sum, time) => sum + Math.min(time, until), 0) / list.length
        expect(restrictedMean(curve, until).mean).toBeCloseTo(mean, 9)
      },
    ),
  )
})

test('where nobody leaves everybody stays to the limit, without doubt', () => {
  expect(restrictedMean(kaplanMeier([{ time: 9, left: 0, staying: 5 }]), 9)).toEqual({ mean: 9, error: 0 })
})
