import { describe, expect, test } from 'vitest'
import { examples } from './examples'
import { followPaths } from './follow'
import { textWidth } from '../parts/text-width'
import { layoutSankey } from './layout'
import type { SankeyProps } from './types'

function example(name: string): SankeyProps {
  const found = examples.find((each) => each.name === name)
  if (!found) throw new Error(name)
  return found.props
}

describe.each([1040, 350])('at %i px', (width) => {
  const { nodes, links } = example('ten-steps-of-long-names')
  const layout = layoutSankey({ nodes, links }, width)
  const length = (index: number) => {
    const box = layout.nodes[index]?.box
    return layout.isDownwards ? (box?.width ?? 0) : (box?.height ?? 0)
  }
  const sum = (side: 'source' | 'target', node: number) =>
    layout.links.filter((link) => link[side] === node).reduce((total, link) => total + link.thickness, 0)

  test('what flows into a node and out of it is as thick as the node', () => {
    const lastStep = Math.max(...nodes.map((node) => node.step))
    layout.nodes.forEach(({ node }, index) => {
      if (node.step > 1) expect(sum('target', index)).toBeCloseTo(length(index), 0)
      if (node.step < lastStep) expect(sum('source', index)).toBeCloseTo(length(index), 0)
    })
  })

  test('every link and every node is drawn', () => {
    expect(layout.links).toHaveLength(links.length)
    expect(layout.nodes).toHaveLength(nodes.length)
  })

  test('nodes of a step do not overlap, and stay inside the picture', () => {
    for (const { box } of layout.nodes) {
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(width + 0.2)
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height)
    }
    for (const one of layout.nodes)
      for (const other of layout.nodes)
        if (one !== other && one.node.step === other.node.step)
          expect(
            layout.isDownwards
              ? one.box.x + one.box.width <= other.box.x || other.box.x + other.box.width <= one.box.x
              : one.box.y + one.box.height <= other.box.y || other.box.y + other.box.height <= one.box.y,
          ).toBe(true)
  })
})

test('a step is ordered by size, Other and End last', () => {
  const { nodes, links } = example('tickets')
  const layout = layoutSankey({ nodes, links }, 1040)
  const third = layout.nodes.filter(({ node }) => node.step === 4).map(({ node }) => node.name)
  expect(third).toEqual(['Closed', 'Resolve', 'Take in charge', 'Wait', 'Other', 'End'])
})

test('a wide picture flows to the right, a narrow one downwards', () => {
  const { nodes, links } = example('tickets')
  expect(layoutSankey({ nodes, links }, 1040).isDownwards).toBe(false)
  expect(layoutSankey({ nodes, links }, 350).isDownwards).toBe(true)
})

test('in a wide picture every node has its count beside it', () => {
  const { nodes, links } = example('tickets')
  for (const node of layoutSankey({ nodes, links }, 1040).nodes) expect(node.label?.value).toBe(node.node.value.toLocaleString('en-GB'))
})

test.each(['tickets', 'ten-steps-of-long-names'])(
  'U11: at the width of a phone every node of %s is named, and no label is over another',
  (name) => {
    const { nodes, links } = example(name)
    const width = 350
    const layout = layoutSankey({ nodes, links }, width)
    const boxes = layout.nodes.map(({ label, hit }) => {
      expect(label).not.toBeNull()
      expect(Math.min(hit.width, hit.height)).toBeGreaterThanOrEqual(24)
      const { x, y, name: text, value, isStacked } = label!
      const size = isStacked ? Math.max(textWidth(text, 'medium'), textWidth(value)) : textWidth(`${text}  ${value}`, 'medium')
      expect(x + size).toBeLessThanOrEqual(width + 1)
      return { x, right: x + size, top: y - 12, bottom: isStacked ? y + 19 : y + 3 }
    })
    expect(Math.max(...boxes.map(({ bottom }) => bottom))).toBeLessThanOrEqual(layout.height)
    boxes.forEach((one, at) => {
      for (const other of boxes.slice(at + 1))
        expect(
          one.right <= other.x || other.right <= one.x || one.bottom <= other.top || other.bottom <= one.top,
          JSON.stringify([one, other]),
        ).toBe(true)
    })
  },
)

test('an event that is called Other is not the node of all others', () => {
  const nodes = [
    { step: 1, name: 'Start', value: 5, kind: 'event' as const },
    { step: 2, name: 'Other', value: 3, kind: 'event' as const },
    { step: 2, name: 'Other', value: 2, kind: 'other' as const },
  ]
  const links = [
    { step: 1, source: 'Start', target: 'Other', value: 3 },
    { step: 1, source: 'Start', target: 'Other', value: 2, targetKind: 'other' as const },
  ]
  const layout = layoutSankey({ nodes, links }, 1040)
  const targets = layout.links.map((link) => [layout.nodes[link.target]?.node.kind, link.link.value])
  expect(targets).toEqual(
    expect.arrayContaining([
      ['event', 3],
      ['other', 2],
    ]),
  )
})

test('arrows follow the largest ribbon from node to node and back', () => {
  const { nodes, links } = example('tickets')
  const layout = layoutSankey({ nodes, links }, 1040)
  const move = followPaths(layout)
  const nameOf = (index: number) =>
    layout.nodes[index]?.node.name ??
    `${layout.links[index - layout.nodes.length]?.link.source} to ${layout.links[index - layout.nodes.length]?.link.target}`
  let mark = move('ArrowRight', -1)
  const walk = [nameOf(mark)]
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowLeft'])
    walk.push(nameOf((mark = move(key, mark))))
  expect(walk).toEqual([
    'Assign seriousness',
    'Assign seriousness to Take in charge',
    'Take in charge',
    'Take in charge to Resolve',
    'Take in charge to Wait',
    'Wait',
    'Take in charge to Wait',
    'Take in charge',
  ])
})
