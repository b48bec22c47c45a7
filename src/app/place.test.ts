import { expect, test } from 'vitest'
import { formatHash, parseHash } from './place'

test('a hash names a page and its settings', () => {
  expect(parseHash('#/retention?period=month&mode=bounded')).toEqual({ page: 'retention', params: { period: 'month', mode: 'bounded' } })
})

test.each(['', '#', '#/', '#//'])('%j is home', (hash) => {
  expect(parseHash(hash).page).toBe('')
})

test('what is typed badly is still read: broken escapes, repeated names, second question marks', () => {
  expect(parseHash('#/paths?at=%E0%A4%A&x=1&x=2').params).toMatchObject({ x: '2' })
  expect(parseHash('#/paths?at=why?').params).toEqual({ at: 'why?' })
  expect(Object.keys(parseHash('#/paths?__proto__=x').params)).toEqual(['__proto__'])
})

test('a place written as a hash reads back the same, spaces and ampersands included', () => {
  const params = { by: 'segment:k1', at: 'Say “hello” & go ?=#', cuts: '1,2,3' }
  expect(parseHash(formatHash('segments', params))).toEqual({ page: 'segments', params })
  expect(formatHash('segments', { by: 'segment:k1', r_cuts: '10,20' })).toBe('#/segments?by=segment:k1&r_cuts=10,20')
})
