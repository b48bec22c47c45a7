import type { Example } from '../parts/example'
import type { FlowLink, FlowMark, FlowNode, SankeyProps } from './types'

/** Nodes follow from the links, so examples cannot contradict themselves. */
export function nodesOf(links: readonly FlowLink[]): FlowNode[] {
  const kindOf = (name: string): FlowNode['kind'] => (name === 'Other' ? 'other' : name === 'End' ? 'end' : 'event')
  const values = new Map<string, FlowNode>()
  const add = (step: number, name: string, value: number) => {
    const key = `${step} ${name}`
    values.set(key, { step, name, kind: kindOf(name), value: (values.get(key)?.value ?? 0) + value })
  }
  const firstStep = Math.min(...links.map((link) => link.step))
  for (const link of links) {
    if (link.step === firstStep) add(link.step, link.source, link.value)
    add(link.step + 1, link.target, link.value)
  }
  return [...values.values()]
}

const link = (step: number, source: string, target: string, value: number): FlowLink => ({ step, source, target, value })

const tickets: readonly FlowLink[] = [
  link(1, 'Assign seriousness', 'Take in charge', 4050),
  link(1, 'Assign seriousness', 'Resolve', 257),
  link(1, 'Assign seriousness', 'Wait', 67),
  link(1, 'Assign seriousness', 'Other', 10),
  link(1, 'Insert', 'Assign seriousness', 111),
  link(1, 'Insert', 'Take in charge', 7),
  link(1, 'Take in charge', 'Wait', 28),
  link(1, 'Take in charge', 'Resolve', 46),
  link(1, 'Other', 'Other', 4),
  link(2, 'Take in charge', 'Wait', 1068),
  link(2, 'Take in charge', 'Resolve', 2875),
  link(2, 'Take in charge', 'Other', 114),
  link(2, 'Assign seriousness', 'Take in charge', 111),
  link(2, 'Wait', 'Take in charge', 43),
  link(2, 'Wait', 'Resolve', 52),
  link(2, 'Resolve', 'Closed', 295),
  link(2, 'Resolve', 'Take in charge', 8),
  link(2, 'Other', 'Wait', 9),
  link(2, 'Other', 'End', 5),
  link(3, 'Wait', 'Take in charge', 406),
  link(3, 'Wait', 'Resolve', 671),
  link(3, 'Resolve', 'Closed', 2831),
  link(3, 'Resolve', 'Take in charge', 96),
  link(3, 'Take in charge', 'Wait', 40),
  link(3, 'Take in charge', 'Resolve', 122),
  link(3, 'Closed', 'End', 295),
  link(3, 'Other', 'Resolve', 86),
  link(3, 'Other', 'Other', 28),
]

const many: readonly FlowLink[] = Array.from({ length: 9 }, (_unused, step) =>
  Array.from({ length: 5 }, (_other, from) =>
    Array.from({ length: 5 }, (_another, to) =>
      link(
        step + 1,
        `An event with a very long name, the ${from}th of them, <b>bold</b>`,
        `An event with a very long name, the ${to}th of them, <b>bold</b>`,
        1 + ((step * 7 + from * 3 + to * 5) % 11) ** 3,
      ),
    ),
  ),
).flat(2)

/** Makes step n end as step n + 1 begins: later flows are scaled to what arrives. */
function conserved(links: readonly FlowLink[]): FlowLink[] {
  const steps = [...new Set(links.map((each) => each.step))].sort((a, b) => a - b)
  const result: FlowLink[] = []
  let arrived: Map<string, number> | null = null
  for (const step of steps) {
    const own = links.filter((each) => each.step === step)
    const scaled: FlowLink[] = own.map((each) => {
      if (!arrived) return each
      const leaving = own.filter((other) => other.source === each.source).reduce((sum, other) => sum + other.value, 0)
      return { ...each, value: ((arrived.get(each.source) ?? 0) * each.value) / leaving }
    })
    result.push(...scaled)
    arrived = new Map()
    for (const each of scaled) arrived.set(each.target, (arrived.get(each.target) ?? 0) + each.value)
  }
  return result
}

const describe = (mark: FlowMark) =>
  mark.kind === 'node'
    ? { name: mark.node.name, lines: [`${mark.node.value} sequences at step ${mark.node.step}`], customers: mark.node.value }
    : { name: `${mark.link.source} to ${mark.link.target}`, lines: [`${mark.link.value} sequences`], customers: mark.link.value }

const props = (links: readonly FlowLink[], label: string): SankeyProps => ({ label, links, nodes: nodesOf(links), describe })

export const examples: readonly Example<SankeyProps>[] = [
  {
    name: 'tickets',
    props: { ...props(tickets, '406 tickets that waited are taken in charge again'), selected: link(3, 'Wait', 'Take in charge', 406) },
  },
  { name: 'ten-steps-of-long-names', props: props(conserved(many), 'Ten steps of events with long names') },
  { name: 'one-path', props: props([link(1, 'Order', 'End', 1)], 'One customer ordered once') },
  { name: 'none', props: { label: 'No sequence is left', nodes: [], links: [], describe } },
]
