export interface Wish {
  /** Centre that the label would like to have. */
  readonly at: number
  /** Height (or width) that it takes. */
  readonly size: number
  /** The lighter of two that cannot both stay is dropped. */
  readonly weight: number
}

/**
 * Moves labels apart along one axis, each as little as possible, in the order of their wishes (isotonic regression by
 * pooling neighbours). A label that would have to move more than `most` is dropped (null): its words are in the tooltip.
 */
export function declutterLabels(wishes: readonly Wish[], least: number, greatest: number, most: number): (number | null)[] {
  const kept = new Set(wishes.keys())
  for (;;) {
    const order = [...kept].sort((a, b) => wish(wishes, a).at - wish(wishes, b).at || a - b)
    const places = pool(
      order.map((index) => wish(wishes, index)),
      least,
      greatest,
    )
    const far = order.filter((index, position) => Math.abs((places[position] ?? 0) - wish(wishes, index).at) > most + 1e-6)
    if (far.length === 0) {
      const result: (number | null)[] = wishes.map(() => null)
      order.forEach((index, position) => (result[index] = places[position] ?? null))
      return result
    }
    kept.delete(lightestNear(far, order, wishes))
  }
}

/** Of the labels that press on the one that moved farthest, the lightest. */
function lightestNear(far: readonly number[], order: readonly number[], wishes: readonly Wish[]): number {
  const position = order.indexOf(far[0] ?? 0)
  let from = position
  let to = position
  const touches = (a: number, b: number) => {
    const [one, other] = [wish(wishes, order[a] ?? 0), wish(wishes, order[b] ?? 0)]
    return other.at - one.at < (one.size + other.size) / 2
  }
  while (from > 0 && touches(from - 1, from)) from -= 1
  while (to < order.length - 1 && touches(to, to + 1)) to += 1
  return order
    .slice(from, to + 1)
    .reduce((lightest, index) => (wish(wishes, index).weight < wish(wishes, lightest).weight ? index : lightest))
}

interface Block {
  /** Sum of (wish − offset inside the block). */
  sum: number
  items: number
  span: number
  first: number
}

function pool(wishes: readonly Wish[], least: number, greatest: number): number[] {
  const blocks: Block[] = []
  wishes.forEach((each, index) => {
    blocks.push({ sum: each.at - each.size / 2, items: 1, span: each.size, first: index })
    for (let last = blocks.length - 1; last > 0; last -= 1) {
      const [upper, lower] = [blocks[last - 1], blocks[last]]
      if (!upper || !lower || start(upper) + upper.span <= start(lower)) break
      upper.sum += lower.sum - lower.items * upper.span
      upper.items += lower.items
      upper.span += lower.span
      blocks.pop()
    }
  })
  const total = wishes.reduce((sum, each) => sum + each.size, 0)
  const places: number[] = []
  let floor = least
  let below = total
  for (const block of blocks) {
    // Inside the bounds, and leaving room for all that follow.
    let top = Math.max(floor, Math.min(start(block), greatest - below))
    floor = top + block.span
    below -= block.span
    for (const each of wishes.slice(block.first, block.first + block.items)) {
      places.push(top + each.size / 2)
      top += each.size
    }
  }
  return places
}

const start = (block: Block): number => block.sum / block.items

function wish(wishes: readonly Wish[], index: number): Wish {
  const found = wishes[index]
  if (!found) throw new RangeError(`no label ${index}`)
  return found
}
