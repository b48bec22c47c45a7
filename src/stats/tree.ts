import { MOST_BINS, type Binned } from './histogram-bins'

export interface TreeRules {
  readonly depth: number
  /** λ */
  readonly penalty: number
  /** The second derivatives of either side of a split add up to no less. */
  readonly leastWeight: number
  /** What is kept of a leaf's weight (shrinkage). */
  readonly rate: number
}

/** One tree, node by node; the children of node i are 2i + 1 and 2i + 2. */
export interface Tree {
  /** −1: a leaf. */
  readonly column: Int16Array
  /** Up to and including it goes left. */
  readonly bin: Uint8Array
  readonly value: Float64Array
  readonly cover: Float64Array
}

export function nodesOf(depth: number): number {
  return 2 ** (depth + 1) - 1
}

/** Sums of the first and second derivatives, bin by bin and column by column. */
type Histogram = Float64Array

const KEPT = 2

/** Grows the splits with the largest gains from sums over bins; rows are put in the order of the leaves. */
export function growTree(binned: Binned, rows: Uint32Array, gradients: Float64Array, hessians: Float64Array, rules: TreeRules): Tree {
  const nodes = nodesOf(rules.depth)
  const tree: Tree = {
    column: new Int16Array(nodes).fill(-1),
    bin: new Uint8Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
  }
  const spare = new Uint32Array(rows.length)
  const visit = (node: number, from: number, to: number, histogram: Histogram | null) => {
    let [slope, bend] = [0, 0]
    for (let place = from; place < to; place++) {
      slope += gradients[rows[place]!]!
      bend += hessians[rows[place]!]!
    }
    tree.cover[node] = to - from
    const split = histogram && bestSplit(binned, histogram, slope, bend, rules)
    if (!split) {
      // Equation 5: w = −G / (H + λ).
      tree.value[node] = (-rules.rate * slope) / (bend + rules.penalty)
      return
    }
    tree.column[node] = split.column
    tree.bin[node] = split.bin
    const middle = partition(binned, rows, spare, from, to, split)
    const hasGrandchildren = 2 * (2 * node + 1) + 2 < nodes
    let [lower, upper]: [Histogram | null, Histogram | null] = [null, null]
    if (hasGrandchildren) {
      // Only the smaller side is added up; the other is the rest.
      const isLeftSmaller = middle - from <= to - middle
      const smaller = isLeftSmaller
        ? sums(binned, rows, from, middle, gradients, hessians)
        : sums(binned, rows, middle, to, gradients, hessians)
      for (let place = 0; place < histogram.length; place++) histogram[place]! -= smaller[place]!
      ;[lower, upper] = isLeftSmaller ? [smaller, histogram] : [histogram, smaller]
    }
    visit(2 * node + 1, from, middle, lower)
    visit(2 * node + 2, middle, to, upper)
  }
  visit(0, 0, rows.length, rules.depth > 0 ? sums(binned, rows, 0, rows.length, gradients, hessians) : null)
  return tree
}

function sums(binned: Binned, rows: Uint32Array, from: number, to: number, gradients: Float64Array, hessians: Float64Array): Histogram {
  const { bins, wide } = binned
  const histogram = new Float64Array(wide * MOST_BINS * KEPT)
  for (let place = from; place < to; place++) {
    const row = rows[place]!
    const slope = gradients[row]!
    const bend = hessians[row]!
    const start = row * wide
    for (let column = 0, base = 0; column < wide; column++, base += MOST_BINS * KEPT) {
      const bin = base + bins[start + column]! * KEPT
      histogram[bin]! += slope
      histogram[bin + 1]! += bend
    }
  }
  return histogram
}

interface Split {
  readonly column: number
  readonly bin: number
}

/** Equation 7: the gain of a split is ½ [G_L² / (H_L + λ) + G_R² / (H_R + λ) − G² / (H + λ)] − γ, here with γ = 0. */
function bestSplit({ cuts }: Binned, histogram: Histogram, slope: number, bend: number, rules: TreeRules): Split | null {
  const { penalty, leastWeight } = rules
  const whole = (slope * slope) / (bend + penalty)
  let best: Split | null = null
  let most = 1e-6
  for (let column = 0; column < cuts.length; column++) {
    let [lowerSlope, lowerBend] = [0, 0]
    const base = column * MOST_BINS * KEPT
    for (let bin = 0; bin < cuts[column]!.length; bin++) {
      lowerSlope += histogram[base + bin * KEPT]!
      lowerBend += histogram[base + bin * KEPT + 1]!
      if (lowerBend < leastWeight) continue
      const upperBend = bend - lowerBend
      if (upperBend < leastWeight) break
      const upperSlope = slope - lowerSlope
      const gain = 0.5 * ((lowerSlope * lowerSlope) / (lowerBend + penalty) + (upperSlope * upperSlope) / (upperBend + penalty) - whole)
      if (gain > most) {
        most = gain
        best = { column, bin }
      }
    }
  }
  return best
}

/** Puts the rows of the left side first, in their order; returns where the right side begins. */
function partition({ bins, wide }: Binned, rows: Uint32Array, spare: Uint32Array, from: number, to: number, split: Split): number {
  let [left, right] = [from, 0]
  for (let place = from; place < to; place++) {
    const row = rows[place]!
    if (bins[row * wide + split.column]! <= split.bin) rows[left++] = row
    else spare[right++] = row
  }
  rows.set(spare.subarray(0, right), left)
  return left
}
