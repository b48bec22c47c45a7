import { count } from '../../shared/format'
import type { Box } from '../parts/place-tooltip'
import { round } from '../parts/round'
import { fitText, textWidth } from '../parts/text-width'
import type { FlowNode, NodeMark } from './layout'

/** Thickness of a node along the flow: to the right, and downwards. */
export const NODE = 9
export const DOWN_NODE = 8

/** `from` is where ribbons begin, across the flow; `step` counts columns from 0. */
export interface PlacedNode {
  readonly node: FlowNode
  readonly box: Box
  readonly from: number
  readonly step: number
}

/** Name and count right of the node: below one another where it is tall, else on one line. */
export function labelBeside({ node, box }: PlacedNode, room: number): NodeMark['label'] {
  const x = box.x + NODE + 7
  const value = count(node.value)
  const isStacked = box.height >= 36
  const nameRoom = room - NODE - 14 - (isStacked ? 0 : textWidth(value) + 6)
  const name = fitText(node.name, Math.max(24, nameRoom), 'medium')
  return { x, y: round(isStacked ? box.y + 14 : box.y + box.height / 2 + 4), name, value, isStacked, isEnd: false }
}

/** Under the nodes of a step, the larger first; a label without room is in the tooltip only. */
export function labelsBelow(placed: readonly PlacedNode[], width: number): NodeMark['label'][] {
  const labels: NodeMark['label'][] = placed.map(() => null)
  const taken = new Map<number, [number, number][]>()
  const bySize = [...placed.keys()].sort((a, b) => (placed[b]?.node.value ?? 0) - (placed[a]?.node.value ?? 0))
  for (const index of bySize) {
    const each = placed[index]
    if (!each) continue
    const spans = taken.get(each.step) ?? []
    const value = count(each.node.value)
    const name = fitText(each.node.name, Math.max(each.box.width, 110), 'medium')
    const size = Math.max(textWidth(name, 'medium'), textWidth(value))
    const x = Math.max(0, Math.min(each.box.x, width - size))
    if (spans.some(([from, to]) => x < to + 8 && x + size > from - 8)) continue
    taken.set(each.step, [...spans, [x, x + size]])
    labels[index] = { x: round(x), y: each.box.y + DOWN_NODE + 15, name, value, isStacked: true, isEnd: false }
  }
  return labels
}

/** The selected ribbon leaves over the place of its source's label, which goes to the node's other side. */
export function standAside(label: NodeMark['label'], { node, box, step }: PlacedNode, isDownwards: boolean): NodeMark['label'] {
  if (!label || step === 0) return label
  return isDownwards
    ? { ...label, x: box.x, y: box.y - 7, isStacked: false }
    : { ...label, x: box.x - 7, name: fitText(node.name, 110, 'medium'), isEnd: true }
}
