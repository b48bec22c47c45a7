import type { Move } from '../parts/keyboard-navigation'
import type { SankeyLayout } from './types'

/**
 * Arrows follow a path: along the flow from a node into its largest ribbon and on to where that leads, across the flow
 * between the nodes of a step or the ribbons of a node. Marks are counted nodes first, then links.
 */
export function followPaths({ nodes, links, isDownwards }: SankeyLayout): Move {
  const first = nodes.length
  const [ahead, back, next, before] = isDownwards
    ? ['ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft']
    : ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']
  const largestNode = (step: number | undefined): number => {
    const all = [...nodes.keys()].filter((index) => nodes[index]?.node.step === step)
    return all.reduce((best, index) => ((nodes[index]?.node.value ?? 0) > (nodes[best]?.node.value ?? 0) ? index : best), all[0] ?? 0)
  }
  const linksOf = (side: 'source' | 'target', node: number): number[] =>
    [...links.keys()]
      .filter((index) => links[index]?.[side] === node)
      .sort((a, b) => (links[b]?.thickness ?? 0) - (links[a]?.thickness ?? 0))
  const neighbour = (all: readonly number[], own: number, step: number): number => all[all.indexOf(own) + step] ?? own

  return (key, from) => {
    if (from < 0 || key === 'Home') return largestNode(nodes[0]?.node.step)
    if (key === 'End') return largestNode(nodes.at(-1)?.node.step)
    const link = links[from - first]
    if (link) {
      if (key === ahead) return link.target
      if (key === back) return link.source
      const beside = linksOf('source', link.source).map((index) => index + first)
      return neighbour(beside, from, key === next ? 1 : -1)
    }
    if (key === next || key === before) {
      const step = nodes[from]?.node.step
      const column = [...nodes.keys()].filter((index) => nodes[index]?.node.step === step)
      return neighbour(column, from, key === next ? 1 : -1)
    }
    const [largest] = linksOf(key === ahead ? 'source' : 'target', from)
    return largest === undefined ? from : largest + first
  }
}
