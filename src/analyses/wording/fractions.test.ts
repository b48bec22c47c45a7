import { expect, test } from 'vitest'
import { fractionOf, fractionWords, inWords } from './fractions'

test('shares are said as the nearest simple fraction, with nearly and over when they miss it', () => {
  expect([0.614, 0.483, 0.53, 0.333, 0.02, 0.97, 1].map(fractionWords)).toEqual([
    'three fifths',
    'nearly half',
    'over half',
    'a third',
    'a small part',
    'almost all',
    'all',
  ])
  expect(fractionOf(0.483, 'the money')).toBe('nearly half the money')
  expect(fractionOf(0.614, 'the revenue')).toBe('three fifths of the revenue')
})

test('shares of customers are said as so many in so many', () => {
  expect(inWords(0, 'customer', ['leaves', 'leave'])).toBe('no customer leaves')
  expect([0.139, 0.308, 0.656, 0.165, 0.5, 0.02].map((share) => inWords(share, 'customer'))).toEqual([
    'one customer in seven',
    'three customers in ten',
    'two customers in three',
    'one customer in six',
    'one customer in two',
    'one customer in 50',
  ])
  expect(inWords(0.25, 'customer', ['leaves', 'leave'])).toBe('one customer in four leaves')
  expect(inWords(0.75, 'customer', ['leaves', 'leave'])).toBe('three customers in four leave')
  expect(inWords(1, 'customer', ['leaves', 'leave'])).toBe('all customers leave')
})
