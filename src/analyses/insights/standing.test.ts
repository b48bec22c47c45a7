import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Ranked } from './ranking'
import { isSettled, join, keyOf, unfold, type Standing } from './standing'

function ranked(claim: string): Ranked {
  return {
    page: 'p',
    name: 'P',
    finding: { claim, evidence: '', kind: 'fact', money: 0, customers: 100, certainty: 1 },
  }
}

const list = (claims: string) => [...claims].map(ranked)
const claims = (all: readonly Ranked[]) => all.map(({ finding }) => finding.claim).join('')

test('what ranks below all that is shown joins below, what ranks above waits', () => {
  const { shown, more } = join(list('bd'), list('abcde'))
  expect([claims(shown), claims(more)]).toEqual(['bde', 'ac'])
})

test('what is shown stays where it is, though it no longer ranks', () => {
  const { shown, more } = join(list('xb'), list('abc'))
  expect([claims(shown), claims(more)]).toEqual(['xbc', 'a'])
})

test('what waits is shown below on request, and all settles in the order of rank', () => {
  const opened = unfold(join(list('bd'), list('abcde')))
  expect(claims(opened.shown)).toBe('bdeac')
  expect(isSettled(opened, list('abcde'))).toBe(false)
  expect(isSettled({ shown: list('abcde'), more: [] }, list('abcde'))).toBe(true)
  expect(isSettled({ shown: list('abc'), more: list('d') }, list('abcd'))).toBe(false)
})

test('property: nothing shown ever moves, and everything that ranks is shown or waits, once', () => {
  const ranking = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 7 })
  fc.assert(
    fc.property(fc.array(fc.tuple(ranking, fc.boolean()), { maxLength: 8 }), (rankings) => {
      let standing: Standing = { shown: [], more: [] }
      for (const [order, asks] of rankings) {
        const before = standing.shown.map(keyOf)
        const all = order.map(ranked)
        standing = join(standing.shown, all)
        if (asks) standing = unfold(standing)
        const keys = [...standing.shown, ...standing.more].map(keyOf)
        expect(keys.slice(0, before.length)).toEqual(before)
        expect(new Set(keys).size).toBe(keys.length)
        expect(all.every((one) => keys.includes(keyOf(one)))).toBe(true)
      }
    }),
  )
})
