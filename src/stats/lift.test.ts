import { expect, test } from 'vitest'
import { liftOf, stratifiedTest, type ShareSums } from './lift'
import { random } from './random'

const flags = (sum: number, n: number): ShareSums => ({ n, sum, squares: sum })

test('Agresti 2002, p. 72: of 11,034 on placebo 189 had an attack, of 11,037 on aspirin 104: 1.82 times as many (1.43 to 2.30)', () => {
  const { lift, low, high } = liftOf(flags(189, 11_034), flags(104, 11_037))
  expect(lift).toBeCloseTo(1.818, 3)
  expect(low).toBeCloseTo(1.43, 2)
  expect(high).toBeCloseTo(2.3, 2)
})

test('turned round, the ratio and its bounds are their reciprocals', () => {
  const [own, other] = [flags(7, 34), flags(1, 34)]
  const [one, back] = [liftOf(own, other), liftOf(other, own)]
  expect(back.lift! * one.lift!).toBeCloseTo(1, 12)
  expect(back.low * one.high!).toBeCloseTo(1, 9)
  expect(back.high! * one.low).toBeCloseTo(1, 9)
})

test('nobody elsewhere: no ratio and no upper bound, but a lower one; nobody here: 0, and an upper bound', () => {
  expect(liftOf(flags(20, 50), flags(0, 500))).toMatchObject({ lift: null, high: null })
  expect(liftOf(flags(20, 50), flags(0, 500)).low).toBeGreaterThan(10)
  const { lift, low, high } = liftOf(flags(0, 50), flags(100, 500))
  expect([lift, low]).toEqual([0, 0])
  expect(high).toBeLessThan(0.5)
})

test('the interval covers the ratio in 93 to 97 % of draws, for shares and for parts of a basket', () => {
  const next = random(3)
  const draw = (n: number, share: number, parts: number): ShareSums => {
    let [sum, squares] = [0, 0]
    for (let at = 0; at < n; at++) {
      let value = 0
      for (let part = 0; part < parts; part++) value += Number(next() < share) / parts
      sum += value
      squares += value * value
    }
    return { n, sum, squares }
  }
  for (const parts of [1, 4]) {
    let covered = 0
    for (let run = 0; run < 2_000; run++) {
      const { low, high } = liftOf(draw(60, 0.2, parts), draw(400, 0.1, parts))
      if (low <= 2 && (high ?? Infinity) >= 2) covered++
    }
    expect(covered / 2_000).toBeGreaterThan(0.93)
    expect(covered / 2_000).toBeLessThan(0.975)
  }
})

test('Bickel, Hammel and O’Connell 1975: within the six departments of Berkeley, men and women are admitted alike (R: M² 1.5246, p 0.2169)', () => {
  const departments = [
    [512, 313, 89, 19],
    [353, 207, 17, 8],
    [120, 205, 202, 391],
    [138, 279, 131, 244],
    [53, 138, 94, 299],
    [22, 351, 24, 317],
  ] as const
  const strata = departments.map(([in1, out1, in2, out2]) => ({ own: flags(in1, in1 + out1), other: flags(in2, in2 + out2) }))
  expect(stratifiedTest(strata)).toBeCloseTo(0.2169, 4)
  const sum = (column: 0 | 1 | 2 | 3) => departments.reduce((total, row) => total + row[column], 0)
  const all = { own: flags(sum(0), sum(0) + sum(1)), other: flags(sum(2), sum(2) + sum(3)) }
  expect(stratifiedTest([all])).toBeLessThan(1e-15)
})

test('METHODS 2.20: few are tested by Fisher (8,1/2,5: p 0.0350)', () => {
  expect(stratifiedTest([{ own: flags(8, 9), other: flags(2, 7) }])).toBeCloseTo(0.035, 4)
})
