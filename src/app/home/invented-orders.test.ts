import { expect, test } from 'vitest'
import { FROM, inventedOrders, QUIET, UNTIL } from './invented-orders'

test('the picture is the same for everyone, within its year, in the order of first purchases', () => {
  const orders = inventedOrders(24)
  expect(orders).toEqual(inventedOrders(24))
  expect(orders).toHaveLength(24)
  const times = orders.flatMap((one) => one.times)
  expect(Math.min(...times)).toBeGreaterThanOrEqual(FROM)
  expect(Math.max(...times)).toBeLessThan(UNTIL)
  const firsts = orders.map((one) => one.times[0]!)
  expect(firsts).toEqual(firsts.toSorted((a, b) => a - b))
})

test('the marked customer came often and then stayed away for longer than ever before', () => {
  const { times } = inventedOrders(24).find((one) => one.key === QUIET)!
  const longest = Math.max(...times.slice(1).map((time, index) => time - times[index]!))
  expect(times.length).toBeGreaterThan(10)
  expect(UNTIL - times.at(-1)!).toBeGreaterThan(2 * longest)
})
