import { expect, test } from 'vitest'
import { minimise } from './nelder-mead'

test('Rosenbrock’s valley (1960) from (−1.2, 1): the minimum is 0 at (1, 1)', async () => {
  const { at, value, isConverged } = await minimise(([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2, [-1.2, 1])
  expect(isConverged).toBe(true)
  expect(value).toBeLessThan(1e-9)
  expect(at[0]).toBeCloseTo(1, 4)
  expect(at[1]).toBeCloseTo(1, 4)
})

test('Powell’s singular function (1962) in four dimensions: 0 at the origin', async () => {
  const powell = ([a, b, c, d]: readonly number[]) => (a! + 10 * b!) ** 2 + 5 * (c! - d!) ** 2 + (b! - 2 * c!) ** 4 + 10 * (a! - d!) ** 4
  const { value } = await minimise(powell, [3, -1, 0, 1])
  expect(value).toBeLessThan(1e-8)
})

test('where the function is not defined it does not go', async () => {
  const { at } = await minimise(([x]) => x! - Math.log(x!), [3])
  expect(at[0]).toBeCloseTo(1, 4)
})

test('a function that falls for ever is reported as not converged', async () => {
  expect((await minimise(([x]) => -x!, [0])).isConverged).toBe(false)
})
