import type { CustomerSet } from '../contract/definition'
import type { PathLink, PathNode } from './flow'
import { SEPARATOR, type PathsResult, type WholePath } from './result'
import type { PathSettings } from './options'

type Ends = 'any' | 'named' | 'other' | 'end'

/** Names that a step shows by themselves; all that are not among them are its Other. */
function shownAt(result: PathsResult, step: number): string[] {
  return result.nodes.filter((node) => node.step === step && node.kind === 'event').map(({ name }) => name)
}

function place(result: PathsResult, step: number, name: string): { kind: Ends; names: readonly string[] | null } {
  const kind = result.nodes.find((node) => node.step === step && node.name === name)?.kind
  if (kind === 'end') return { kind: 'end', names: null }
  if (kind === 'other') return { kind: 'other', names: shownAt(result, step) }
  return { kind: 'named', names: [name] }
}

/** SQL counts from the anchor, so from the end it counts backwards. */
function anchored(step: number, settings: PathSettings): number {
  return settings.anchor === 'end' ? Number(settings.steps) + 1 - step : step
}

export function passingNode(node: PathNode, result: PathsResult, settings: PathSettings): CustomerSet | null {
  if (node.kind === 'end') {
    // Whoever ended before was at the step before, whatever it was. End after the last step shown is everyone still there.
    const step = settings.anchor === 'end' ? node.step + 1 : node.step - 1
    if (anchored(step, settings) === Number(settings.steps)) return null
    return {
      set: 'passing',
      values: {
        ...base(result, false),
        at_step: anchored(step, settings),
        from_kind: 'any',
        from_names: null,
        to_kind: 'end',
        to_names: null,
      },
      name: settings.anchor === 'end' ? `Began at step ${node.step + 1}` : `Ended after step ${step}`,
      count: node.customers,
    }
  }
  const { kind, names } = place(result, node.step, node.name)
  return {
    set: 'passing',
    values: {
      ...base(result, false),
      at_step: anchored(node.step, settings),
      from_kind: kind,
      from_names: names,
      to_kind: 'any',
      to_names: null,
    },
    name: `${node.name} at step ${node.step}`,
    count: node.customers,
  }
}

export function passingLink(link: PathLink, result: PathsResult, settings: PathSettings): CustomerSet | null {
  const isFromEnd = settings.anchor === 'end'
  const [from, to] = isFromEnd ? [link.target, link.source] : [link.source, link.target]
  const [fromStep, toStep] = isFromEnd ? [link.step + 1, link.step] : [link.step, link.step + 1]
  const source = place(result, fromStep, from)
  const target = place(result, toStep, to)
  if (target.kind === 'end' && anchored(fromStep, settings) === Number(settings.steps)) return null
  return {
    set: 'passing',
    values: {
      ...base(result, false),
      at_step: anchored(fromStep, settings),
      from_kind: source.kind,
      from_names: source.names,
      to_kind: target.kind,
      to_names: target.names,
    },
    name: `${link.source} to ${link.target} at step ${link.step}`,
    count: link.customers,
  }
}

/** Those who come from `target` and go back to it. */
export function goingBack(link: PathLink, result: PathsResult, settings: PathSettings): CustomerSet {
  const set = passingLink(link, result, settings)!
  return {
    ...set,
    values: { ...set.values, only_back: true },
    name: `Back from ${link.source} to ${link.target}`,
    count: link.returning_customers,
  }
}

export function onPath(path: WholePath, result: PathsResult): CustomerSet {
  return {
    set: 'path',
    values: { ...result.making, of_path: path.names.join(SEPARATOR), path_length: path.names.length },
    name: path.names.length > 3 ? `${path.names.slice(0, 3).join(', ')} … (${path.names.length} steps)` : path.names.join(', '),
    count: path.customers,
  }
}

function base(result: PathsResult, isBack: boolean) {
  return { ...result.making, only_back: isBack }
}
