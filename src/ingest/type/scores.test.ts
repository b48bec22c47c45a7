import { expect, test } from 'vitest'
import { ScoreParser } from './scores'

test.each<[scores: readonly (number | null)[], texts: readonly string[]]>([
  [
    [1, 3, 5],
    ['★☆☆☆☆', '★★★☆☆', '★★★★★'],
  ],
  [
    [3, 5],
    ['⭐⭐⭐', '⭐⭐⭐⭐⭐'],
  ],
  [
    [4, 5],
    ['4 out of 5 stars', '5 out of 5 stars'],
  ],
  [
    [4, 1],
    ['4 stars', '1 star'],
  ],
  [
    [4, 5],
    ['4/5', '5/5'],
  ],
  [
    [4, 2],
    ['4 von 5', '2 von 5'],
  ],
  [
    [8, 10],
    ['8/10', '10/10'],
  ],
  [
    [4, null],
    ['4/5', '8/10'],
  ],
  [
    [null, null],
    ['9/5', '3/4'],
  ],
  [
    [5, 1, 3],
    ['Very satisfied', 'Very dissatisfied', 'Neutral'],
  ],
  [
    [5, 4],
    ['sehr zufrieden', 'Zufrieden'],
  ],
  [
    [5, 2],
    ["Tout à fait d'accord", 'Plutôt pas d’accord'],
  ],
  [
    [5, 1],
    ['Muy satisfecho', 'muy insatisfecho'],
  ],
  [
    [5, 2],
    ['foarte mulțumit', 'nemulțumit'],
  ],
  [
    [null, null],
    ['yes', 'I agree with all of it'],
  ],
])('%j: %j', (scores, texts) => {
  const parser = new ScoreParser()
  const read = texts.map((text) => {
    const bytes = new TextEncoder().encode(text)
    return parser.read(bytes, 0, bytes.length)
  })
  expect(read.map((score) => (Number.isNaN(score) ? null : score))).toEqual(scores)
})
