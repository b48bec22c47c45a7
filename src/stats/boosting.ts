import { binColumns, type Binned } from './histogram-bins'
import { logistic, logit } from './logistic'
import { random } from './random'
import { growTree, nodesOf, type TreeRules } from './tree'

/** Trees as whole binary trees laid out level by level: the children of node i are 2i + 1 and 2i + 2. */
export interface Forest {
  /** Log-odds before the first tree. */
  readonly base: number
  readonly depth: number
  readonly trees: number
  /** Node by node, tree after tree: the column asked for, −1 in a leaf. */
  readonly column: Int16Array
  /** Up to and including it goes left. */
  readonly cut: Float64Array
  /** What a leaf adds to the log-odds. */
  readonly value: Float64Array
  /** Training rows that came by. */
  readonly cover: Float64Array
}

export interface BoostingOptions {
  readonly rows?: ArrayLike<number>
  readonly depth?: number
  readonly most?: number
  readonly rate?: number
  /** Ridge on the leaves: λ of the paper. */
  readonly penalty?: number
  /** Rows of each tree, drawn anew. */
  readonly sample?: number
  readonly seed?: number
  /** Called after every few trees with the share of the most trees that are grown: lets others work, and may throw to stop. */
  readonly pause?: (share: number) => Promise<void>
}

/** Of the rows, told apart to see when more trees no longer help. */
const WATCHED = 0.15
const PATIENCE = 25
const MOST_SAMPLED = 20_000

/**
 * Gradient-boosted trees on the log loss by histograms, with first and second derivatives, shrinkage and rows drawn for each tree
 * (Chen and Guestrin 2016, 2.2 to 2.3 and 3; Friedman 2002). It stops when rows that no tree has seen are not told better for 25 trees,
 * and keeps the trees up to the best.
 */
export async function boost(
  columns: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  options: BoostingOptions = {},
): Promise<Forest> {
  const { depth = 3, most = 250, rate = 0.08, penalty = 5, seed = 7, pause } = options
  const rows = options.rows ?? Uint32Array.from({ length: labels.length }, (_, row) => row)
  const binned = binColumns(columns, rows)
  const y = Uint8Array.from(rows, (row) => labels[row]!)
  const next = random(seed)
  const isWatched = Uint8Array.from(y, () => Number(next() < WATCHED))
  const grown = Uint32Array.from(y.keys()).filter((row) => !isWatched[row])
  const watched = Uint32Array.from(y.keys()).filter((row) => isWatched[row])
  const left = y.reduce((sum, label) => sum + label, 0)
  const base = logit((left + 0.5) / (y.length + 1))
  const rules: TreeRules = { depth, penalty, leastWeight: 3, rate }
  const share = options.sample ?? Math.min(0.7, MOST_SAMPLED / Math.max(1, grown.length))
  const scores = new Float64Array(y.length).fill(base)
  const [gradients, hessians] = [new Float64Array(y.length), new Float64Array(y.length)]
  const nodes = nodesOf(depth)
  const forest = emptyForest(base, depth, most)
  let [best, trees] = [0, 0]
  let least = lossOf(scores, y, watched)
  for (; trees < most && trees - best < PATIENCE; trees++) {
    const drawn = grown.filter(() => next() < share)
    for (const row of drawn) {
      // The loss's first and second derivative by the log-odds: g = p − y and h = p (1 − p).
      const p = logistic(scores[row]!)
      gradients[row] = p - y[row]!
      hessians[row] = p * (1 - p)
    }
    const tree = growTree(binned, drawn, gradients, hessians, rules)
    const from = trees * nodes
    forest.column.set(tree.column, from)
    forest.value.set(tree.value, from)
    forest.cover.set(tree.cover, from)
    for (let node = 0; node < nodes; node++)
      if (tree.column[node]! >= 0) forest.cut[from + node] = binned.cuts[tree.column[node]!]![tree.bin[node]!]!
    addTree(scores, binned, tree)
    const loss = lossOf(scores, y, watched)
    if (loss < least - 1e-7) [least, best] = [loss, trees + 1]
    if (pause && trees % 4 === 3) await pause((trees + 1) / most)
  }
  return firstTrees(forest, best)
}

/** The log-odds of one row. */
export function forestLogOdds(forest: Forest, columns: readonly ArrayLike<number>[], row: number): number {
  const nodes = nodesOf(forest.depth)
  let sum = forest.base
  for (let from = 0; from < forest.trees * nodes; from += nodes) {
    let node = 0
    for (let column = forest.column[from]!; column >= 0; column = forest.column[from + node]!)
      node = 2 * node + (columns[column]![row]! <= forest.cut[from + node]! ? 1 : 2)
    sum += forest.value[from + node]!
  }
  return sum
}

/** The trees that ask for any of the columns, from log-odds of 0. */
export function treesWith(forest: Forest, columns: readonly number[]): Forest {
  const nodes = nodesOf(forest.depth)
  const kept = Array.from({ length: forest.trees }, (_, tree) => tree).filter((tree) =>
    forest.column.subarray(tree * nodes, (tree + 1) * nodes).some((column) => columns.includes(column)),
  )
  const { column, cut, value, cover } = emptyForest(0, forest.depth, kept.length)
  for (const [place, tree] of kept.entries()) {
    const [from, to] = [tree * nodes, (tree + 1) * nodes]
    column.set(forest.column.subarray(from, to), place * nodes)
    cut.set(forest.cut.subarray(from, to), place * nodes)
    value.set(forest.value.subarray(from, to), place * nodes)
    cover.set(forest.cover.subarray(from, to), place * nodes)
  }
  return { base: 0, depth: forest.depth, trees: kept.length, column, cut, value, cover }
}

function addTree(scores: Float64Array, { bins, wide }: Binned, { column, bin, value }: ReturnType<typeof growTree>): void {
  for (let row = 0, from = 0; row < scores.length; row++, from += wide) {
    let node = 0
    while (column[node]! >= 0) node = 2 * node + (bins[from + column[node]!]! <= bin[node]! ? 1 : 2)
    scores[row]! += value[node]!
  }
}

function lossOf(scores: Float64Array, y: Uint8Array, rows: Uint32Array): number {
  let sum = 0
  for (const row of rows) {
    const signed = y[row] ? -scores[row]! : scores[row]!
    sum += signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed))
  }
  return sum / Math.max(1, rows.length)
}

function emptyForest(base: number, depth: number, trees: number): Forest {
  const size = trees * nodesOf(depth)
  return {
    base,
    depth,
    trees,
    column: new Int16Array(size).fill(-1),
    cut: new Float64Array(size),
    value: new Float64Array(size),
    cover: new Float64Array(size),
  }
}

function firstTrees(forest: Forest, trees: number): Forest {
  const size = trees * nodesOf(forest.depth)
  const { base, depth, column, cut, value, cover } = forest
  return {
    base,
    depth,
    trees,
    column: column.slice(0, size),
    cut: cut.slice(0, size),
    value: value.slice(0, size),
    cover: cover.slice(0, size),
  }
}
