import { expect, test } from 'vitest'
import { random } from '../../stats/random'
import { inTenure, type Stay } from './at-risk'

const stay = (tenure: number | null, hasLeft: boolean): Stay => ({ came: null, went: null, hasLeft, daysThere: null, tenure })

test('a stay of three units is four in which somebody could leave, and who left did so in the last', () => {
  expect(inTenure([stay(3, true), stay(1, false), stay(null, true), stay(-1, false)])).toEqual([
    { customer: 0, period: 0, hasLeft: true, trials: 4, daysThere: null },
    { customer: 1, period: 0, hasLeft: false, trials: 2, daysThere: null },
  ])
})

test('who stayed longer than the last leaver is looked at no longer than that; where nobody left, all the time', () => {
  expect(inTenure([stay(2, true), stay(90, false)]).map(({ trials }) => trials)).toEqual([3, 3])
  expect(inTenure([stay(2, false), stay(90, false)]).map(({ trials }) => trials)).toEqual([3, 91])
})

test('periods share out the units of every stay; there are at most twelve, and about ten leavers to each', () => {
  for (const customers of [1, 25, 60, 400]) {
    const next = random(customers)
    const stays = Array.from({ length: customers }, (_, index) => stay(Math.floor(-20 * Math.log(1 - next())), index === 0 || next() < 0.6))
    const rows = inTenure(stays)
    const last = Math.max(...stays.filter(({ hasLeft }) => hasLeft).map(({ tenure }) => tenure!))
    for (const [customer, { tenure, hasLeft }] of stays.entries()) {
      const own = rows.filter((row) => row.customer === customer)
      expect(own.reduce((sum, { trials }) => sum + trials, 0)).toBe(Math.min(tenure!, last) + 1)
      expect(own.map((row) => row.hasLeft)).toEqual(own.map((_, index) => hasLeft && index === own.length - 1))
    }
    const left = stays.filter(({ hasLeft }) => hasLeft).length
    expect(1 + Math.max(...rows.map(({ period }) => period))).toBeLessThanOrEqual(Math.min(12, Math.max(1, Math.floor(left / 10))))
  }
})
