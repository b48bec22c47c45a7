import { count } from '../../shared/format'
import type { Box } from '../parts/place-tooltip'
import { round } from '../parts/round'
import { fitText, textWidth } from '../parts/text-width'
import type { FlowNode, NodeMark } from './types'

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

/** Height of a further row of labels under a step. */
export const LABEL_ROW = 19
const STACKED = 38

/** Where a label stands under its step: 0 right below the node, else so many rows further down, with a line that leads there. */
export interface LabelBelow {
  readonly x: number
  readonly row: number
  readonly name: string
  readonly value: string
}

/** Labels of one step of a flow that goes down, the larger nodes first below themselves; the others further down, so that none is left out. */
export function labelsBelow(
  step: readonly { readonly node: FlowNode; readonly from: number; readonly to: number }[],
  width: number,
): LabelBelow[] {
  const labels: LabelBelow[] = []
  const rows: [number, number][][] = []
  const bySize = [...step.keys()].sort((a, b) => step[b]!.node.value - step[a]!.node.value)
  for (const index of bySize) {
    const { node, from, to } = step[index]!
    const value = count(node.value)
    for (let row = 0; labels[index] === undefined; row++) {
      const name = fitText(node.name, row === 0 ? Math.max(to - from, 110) : width * 0.7, 'medium')
      const size = row === 0 ? Math.max(textWidth(name, 'medium'), textWidth(value)) : textWidth(`${name}  ${value}`, 'medium') + 8
      const x = Math.max(0, Math.min(from, width - size))
      const taken = (rows[row] ??= [])
      if (taken.some(([start, end]) => x < end + 8 && x + size > start - 8)) continue
      taken.push([x, x + size])
      labels[index] = { x: round(x), row, name, value }
    }
  }
  return labels
}

/** What a step's labels take besides the two lines below its nodes. */
export function roomBelow(labels: readonly LabelBelow[]): number {
  return Math.max(0, ...labels.map(({ row }) => row)) * LABEL_ROW
}

export function labelAt({ box }: PlacedNode, { x, row, name, value }: LabelBelow): NodeMark['label'] {
  const bottom = box.y + DOWN_NODE
  if (row === 0) return { x, y: bottom + 15, name, value, isStacked: true, isEnd: false }
  const y = bottom + STACKED + row * LABEL_ROW - 6
  const foot = round(box.x + Math.min(box.width / 2, 6))
  // From the node down, then to where the words begin.
  return { x, y, name, value, isStacked: false, isEnd: false, leader: `M${foot} ${bottom}V${y - 14}` }
}

/** The selected ribbon leaves over the place of its source's label, which goes to the node's other side. */
export function standAside(label: NodeMark['label'], { node, box, step }: PlacedNode, isDownwards: boolean): NodeMark['label'] {
  if (!label || step === 0) return label
  return isDownwards
    ? { ...label, x: box.x, y: box.y - 7, isStacked: false, leader: undefined }
    : { ...label, x: box.x - 7, name: fitText(node.name, 110, 'medium'), isEnd: true }
}
