import type { FlowNode, FlowLink, SankeyProps, LinkMark, SankeyLayout } from './types'
import { area, curveBumpX, curveBumpY } from 'd3'
import { count } from '../../shared/format'
import type { Box } from '../parts/place-tooltip'

import { round } from '../parts/round'
import { textWidth } from '../parts/text-width'
import { DOWN_NODE, labelAt, labelBeside, labelsBelow, NODE, roomBelow, standAside, type PlacedNode } from './labels'

const GAP = 26
const DOWN_GAP = 13
const NARROWEST_STEP = 104
const DOWN_STEP = 155

type Given = Pick<SankeyProps, 'nodes' | 'links' | 'steps' | 'thickness' | 'selected'>

/** A node's stretch along its column, before it is known whether columns stand upright. */
interface Stretch {
  readonly node: FlowNode
  readonly from: number
  readonly to: number
}

export function layoutSankey(given: Given, width: number): SankeyLayout {
  const steps = [...new Set(given.nodes.map((node) => node.step))].sort((a, b) => a - b)
  const columns = steps.map((step) => given.nodes.filter((node) => node.step === step).toSorted(inOrder))
  const lastLabels = (columns.at(-1) ?? []).map((node) => textWidth(`${node.name}  ${count(node.value)}`, 'medium'))
  const labelRoom = Math.min(Math.max(90, ...lastLabels), width * (steps.length > 2 ? 0.16 : 0.36)) + 24
  const distance = steps.length > 1 ? (width - labelRoom) / (steps.length - 1) : width
  const isDownwards = distance < NARROWEST_STEP
  const largest = Math.max(1, ...columns.map((column) => column.reduce((sum, node) => sum + node.value, 0)))
  const gap = isDownwards ? DOWN_GAP : GAP
  const most = Math.max(0, ...columns.map((column) => column.length))
  // The column with most gaps decides: none may be wider than the picture.
  const room = isDownwards ? width - 1 - gap * Math.max(0, most - 1) : (given.thickness ?? 260)
  const scale = Math.max(0, room) / largest
  const stretches = columns.map((column) => stack(column, scale, gap))

  const below = isDownwards ? stretches.map((column) => labelsBelow(column, width)) : []
  const at = (step: number): number =>
    isDownwards ? 20 + below.slice(0, step).reduce((sum, labels) => sum + DOWN_STEP + roomBelow(labels), 0) : 2 + step * distance
  const start = isDownwards ? 0 : 34
  const placed = stretches.flatMap((column, step) =>
    column.map(({ node, from, to }) => {
      const length = Math.max(1, to - from)
      const box: Box = isDownwards
        ? { x: round(from), y: at(step), width: round(length), height: DOWN_NODE }
        : { x: round(at(step)), y: round(start + from), width: NODE, height: round(length) }
      return { node, box, from: start + from, step }
    }),
  )
  const keys = new Map(placed.map(({ node }, index) => [keyOf(node.step, node.name, node.kind), index]))
  const links = routeLinks(given.links, placed, keys, scale, at, isDownwards)
  const under = below.flat()
  const labels = isDownwards
    ? placed.map((each, index) => labelAt(each, under[index]!))
    : placed.map((each) => labelBeside(each, each.step === steps.length - 1 ? labelRoom : distance))
  const chosen = links.find((mark) => isSameLink(mark.link, given.selected))?.source
  if (chosen !== undefined) labels[chosen] = standAside(labels[chosen] ?? null, placed[chosen] as PlacedNode, isDownwards)
  const bottom = Math.max(0, ...placed.map(({ box }) => box.y + box.height))
  return {
    height: placed.length === 0 ? 0 : isDownwards ? bottom + 42 + roomBelow(below.at(-1) ?? []) : bottom + 12,
    isDownwards,
    steps: steps.map((step, index) => ({
      x: isDownwards ? width : round(at(index)),
      y: isDownwards ? at(index) - 7 : 12,
      text: given.steps?.[index] ?? (index === 0 || isDownwards ? `Step ${step}` : String(step)),
      isEnd: isDownwards,
    })),
    nodes: placed.map(({ node, box }, index) => ({ node, box, hit: grow(box, isDownwards), label: labels[index] ?? null })),
    links: links.toSorted((a, b) => a.thickness - b.thickness),
  }
}

const LAST: Readonly<Record<FlowNode['kind'], number>> = { event: 0, other: 1, end: 2 }

/** By size, Other and End last. */
function inOrder(a: FlowNode, b: FlowNode): number {
  return LAST[a.kind] - LAST[b.kind] || b.value - a.value || (a.name < b.name ? -1 : 1)
}

function stack(column: readonly FlowNode[], scale: number, gap: number): Stretch[] {
  let cursor = 0
  return column.map((node) => {
    const from = cursor
    const to = from + node.value * scale
    cursor = Math.max(to, from + 1) + gap
    return { node, from, to }
  })
}

const keyOf = (step: number, name: string, kind: FlowNode['kind']): string => `${step} ${kind} ${name}`

/** Ribbons leave and enter a node in the order of their other ends, so that they cross as little as they can. */
function routeLinks(
  links: readonly FlowLink[],
  placed: readonly PlacedNode[],
  keys: ReadonlyMap<string, number>,
  scale: number,
  at: (step: number) => number,
  isDownwards: boolean,
): LinkMark[] {
  const find = (step: number, name: string, kind: FlowNode['kind'] | undefined): number | undefined => {
    const kinds: readonly FlowNode['kind'][] = kind ? [kind] : ['event', 'other', 'end']
    for (const each of kinds) {
      const index = keys.get(keyOf(step, name, each))
      if (index !== undefined) return index
    }
    return undefined
  }
  const ends = links.flatMap((link) => {
    const source = find(link.step, link.source, link.sourceKind)
    const target = find(link.step + 1, link.target, link.targetKind)
    return source === undefined || target === undefined ? [] : [{ link, source, target, thickness: link.value * scale, from: 0, to: 0 }]
  })
  const startOf = (index: number) => placed[index]?.from ?? 0
  for (const [own, other, side] of [
    ['source', 'target', 'from'],
    ['target', 'source', 'to'],
  ] as const) {
    const taken = new Map<number, number>()
    for (const end of ends.toSorted((a, b) => startOf(a[other]) - startOf(b[other]))) {
      const used = taken.get(end[own]) ?? 0
      end[side] = startOf(end[own]) + used
      taken.set(end[own], used + end.thickness)
    }
  }
  return ends.map(({ link, source, target, thickness, from, to }) => {
    const a = at(placed[source]?.step ?? 0) + (isDownwards ? DOWN_NODE : NODE)
    const b = at(placed[target]?.step ?? 0)
    return {
      link,
      source,
      target,
      thickness,
      d: ribbon(a, b, from, to, thickness, isDownwards),
      box: middleOf(a, b, from, to, thickness, isDownwards),
    }
  })
}

function ribbon(a: number, b: number, from: number, to: number, thickness: number, isDownwards: boolean): string {
  const shape = area<readonly [along: number, across: number]>().digits(1)
  if (isDownwards)
    shape
      .y(([along]) => along)
      .x0(([, across]) => across + thickness)
      .x1(([, across]) => across)
      .curve(curveBumpY)
  else
    shape
      .x(([along]) => along)
      .y0(([, across]) => across + thickness)
      .y1(([, across]) => across)
      .curve(curveBumpX)
  return (
    shape([
      [a, from],
      [b, to],
    ]) ?? ''
  )
}

function middleOf(a: number, b: number, from: number, to: number, thickness: number, isDownwards: boolean): Box {
  const [along, across] = [(a + b) / 2, (from + to) / 2]
  return isDownwards
    ? { x: round(across), y: round(along - 6), width: round(thickness), height: 12 }
    : { x: round(along - 6), y: round(across), width: 12, height: round(thickness) }
}

export function isSameLink(one: FlowLink, other: FlowLink | undefined): boolean {
  return other !== undefined && one.step === other.step && one.source === other.source && one.target === other.target
}

/** Where a node is hit: fingers need more than it shows. */
function grow(box: Box, isDownwards: boolean): Box {
  const [across, along] = isDownwards ? [Math.max(6, (24 - box.width) / 2), 8] : [6, 6]
  return { x: box.x - across, y: box.y - along, width: box.width + 2 * across, height: box.height + 2 * along }
}
