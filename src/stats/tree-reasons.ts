import type { Forest } from './boosting'
import { nodesOf } from './tree'

/**
 * What each group of columns adds to a row's log-odds against the training rows: exact Shapley values of the trees, by the rows that went
 * each way (path-dependent TreeSHAP, Lundberg, Erion and Lee 2018). A leaf depends on as few groups as the tree is deep, so that its
 * subsets are counted out. The sums are added to `into`, one place a group; they add up to the row's log-odds less the mean of the trees.
 */
export function addTreeReasons(
  forest: Forest,
  columns: readonly ArrayLike<number>[],
  row: number,
  groupOf: ArrayLike<number>,
  into: Float64Array,
): void {
  const nodes = nodesOf(forest.depth)
  // Along the path: the groups met, whether the row goes this way by each, and the share of training rows that do.
  const groups: number[] = []
  const goes: number[] = []
  const shares: number[] = []
  const visit = (from: number, node: number) => {
    const at = from + node
    const column = forest.column[at]!
    if (column < 0) {
      if (groups.length > 0) addLeaf(forest.value[at]!, groups, goes, shares, into)
      return
    }
    const group = groupOf[column]!
    const isLeft = columns[column]![row]! <= forest.cut[at]!
    for (const side of [1, 2]) {
      const share = forest.cover[from + 2 * node + side]! / Math.max(1, forest.cover[at]!)
      const isHere = Number(isLeft === (side === 1))
      const met = groups.indexOf(group)
      if (met >= 0) {
        const before = [goes[met]!, shares[met]!] as const
        goes[met] = before[0] * isHere
        shares[met] = before[1] * share
        visit(from, 2 * node + side)
        ;[goes[met], shares[met]] = before
      } else {
        groups.push(group)
        goes.push(isHere)
        shares.push(share)
        visit(from, 2 * node + side)
        groups.pop()
        goes.pop()
        shares.pop()
      }
    }
  }
  for (let tree = 0; tree < forest.trees; tree++) visit(tree * nodes, 0)
}

const FACTORIAL = [1, 1, 2, 6, 24, 120, 720, 5040, 40320]

/** φ_i = value · (o_i − z_i) · Σ over subsets S without i of |S|! (n − |S| − 1)! / n! · Π_{S} o · Π_{others} z */
function addLeaf(value: number, groups: readonly number[], goes: readonly number[], shares: readonly number[], into: Float64Array): void {
  const n = groups.length
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let subset = 0; subset < 1 << n; subset++) {
      if (subset & (1 << i)) continue
      let product = 1
      let size = 0
      for (let j = 0; j < n && product !== 0; j++) {
        if (j === i) continue
        if (subset & (1 << j)) {
          product *= goes[j]!
          size++
        } else product *= shares[j]!
      }
      if (product !== 0) sum += (product * FACTORIAL[size]! * FACTORIAL[n - size - 1]!) / FACTORIAL[n]!
    }
    into[groups[i]!]! += value * (goes[i]! - shares[i]!) * sum
  }
}
