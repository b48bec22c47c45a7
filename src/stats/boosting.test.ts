import { expect, test } from 'vitest'
import { boost, forestLogOdds } from './boosting'
import { logistic } from './logistic'
import { random } from './random'
import { aucOf } from './roc'
import { growTree } from './tree'
import { binColumns } from './histogram-bins'
import { addTreeReasons } from './tree-reasons'

/** Leaving where two conditions hold together: nothing that a line could tell. */
function made(rows: number, isShuffled = false) {
  const next = random(6)
  const columns = [0, 1, 2, 3].map(() => Float64Array.from({ length: rows }, () => next()))
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const isBoth = columns[0]![row]! > 0.5 !== columns[1]![row]! > 0.5
    return Number(next() < (isShuffled ? 0.3 : isBoth ? 0.6 : 0.1))
  })
  return { columns, labels }
}

test('equations 5 and 7 by hand: four rows of one column split where the gain is largest, into leaves of −G / (H + λ)', () => {
  const rows = 40
  const columns = [Float64Array.from({ length: rows }, (_, row) => (row < 20 ? 1 : 2))]
  const gradients = Float64Array.from({ length: rows }, (_, row) => (row < 20 ? -0.5 : 0.5))
  const hessians = new Float64Array(rows).fill(0.25)
  const binned = binColumns(
    columns,
    Uint32Array.from({ length: rows }, (_, row) => row),
  )
  const tree = growTree(
    binned,
    Uint32Array.from({ length: rows }, (_, row) => row),
    gradients,
    hessians,
    { depth: 1, penalty: 1, leastWeight: 1, rate: 1 },
  )
  expect(tree.column[0]).toBe(0)
  // G = ∓10, H = 5, λ = 1.
  expect(tree.value[1]).toBeCloseTo(10 / 6, 12)
  expect(tree.value[2]).toBeCloseTo(-10 / 6, 12)
  expect([...tree.cover]).toEqual([40, 20, 20])
})

test('two conditions together are learnt, on rows that were not seen', async () => {
  const { columns, labels } = made(4000)
  const seen = Uint32Array.from({ length: 3000 }, (_, row) => row)
  const forest = await boost(columns, labels, { rows: seen })
  const unseen = Array.from({ length: 1000 }, (_, index) => 3000 + index)
  const found = aucOf(
    unseen.map((row) => forestLogOdds(forest, columns, row)),
    unseen.map((row) => labels[row]!),
  )!
  expect(found.auc).toBeGreaterThan(0.74)
})

test('where nothing is to be learnt it stops early, and the probabilities stay at the base rate', async () => {
  const { columns, labels } = made(2000, true)
  const forest = await boost(columns, labels)
  expect(forest.trees).toBeLessThan(40)
  for (const row of [0, 500, 1999]) expect(Math.abs(logistic(forestLogOdds(forest, columns, row)) - 0.3)).toBeLessThan(0.12)
})

test('the same rows and seed give the same trees; flat columns, one value and no rows of a kind give none that split', async () => {
  const { columns, labels } = made(600)
  expect(await boost(columns, labels)).toEqual(await boost(columns, labels))
  const flat = await boost([new Float64Array(600).fill(2)], labels)
  expect([...flat.column].every((column) => column < 0)).toBe(true)
  const nobody = await boost(columns, new Uint8Array(600))
  expect(logistic(forestLogOdds(nobody, columns, 0))).toBeLessThan(0.01)
})

test('a pause that throws stops it', async () => {
  const { columns, labels } = made(600)
  await expect(boost(columns, labels, { pause: () => Promise.reject(new Error('stopped')) })).rejects.toThrow('stopped')
})

test('the reasons of a row add up to its log-odds less the mean of the trees, and fall to the columns that matter', async () => {
  const { columns, labels } = made(3000)
  const forest = await boost(columns, labels)
  const groupOf = Int32Array.from([0, 1, 2, 3])
  const total = (row: number) => {
    const into = new Float64Array(4)
    addTreeReasons(forest, columns, row, groupOf, into)
    return into
  }
  const rests = [3, 77, 1234].map((row) => forestLogOdds(forest, columns, row) - total(row).reduce((sum, value) => sum + value, 0))
  expect(rests[1]).toBeCloseTo(rests[0]!, 9)
  expect(rests[2]).toBeCloseTo(rests[0]!, 9)
  const sizes = new Float64Array(4)
  for (let row = 0; row < 300; row++) for (const [index, value] of total(row).entries()) sizes[index]! += Math.abs(value)
  expect(Math.min(sizes[0]!, sizes[1]!)).toBeGreaterThan(3 * Math.max(sizes[2]!, sizes[3]!))
})
