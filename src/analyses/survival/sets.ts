import type { CustomerSet } from '../contract/definition'
import { variablesOf, type Group, type SurvivalResult } from './result'
import type { Span } from './spans'

interface Chosen {
  readonly state: 'all' | 'left' | 'staying'
  readonly from?: number
  readonly to?: number | null
}

function set(result: SurvivalResult, group: Group, { state, from = 0, to = null }: Chosen, name: string, count: number): CustomerSet {
  return {
    set: 'members',
    values: { ...variablesOf(result), in_group: group === result.all ? null : group.name, state, from_time: from, to_time: to },
    name: group === result.all ? name : `${group.name}: ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    count,
  }
}

/** Everybody of a group; not of those beyond the largest, which no value names. */
export function everyone(result: SurvivalResult, group: Group): CustomerSet {
  return set(result, group, { state: 'all' }, 'Everybody whose stay is known', group.customers)
}

export function stillThere(result: SurvivalResult, group: Group): CustomerSet {
  return set(result, group, { state: 'staying' }, 'Still there', group.customers - group.left)
}

export function allWhoLeft(result: SurvivalResult, group: Group): CustomerSet {
  return set(result, group, { state: 'left' }, 'Left', group.left)
}

/** Those who are in a span now. */
export function nowIn(result: SurvivalResult, group: Group, { from, to, staying }: Span, name: string): CustomerSet {
  return set(result, group, { state: 'staying', from, to }, `Now in their ${name}`, staying)
}

export function leftIn(result: SurvivalResult, group: Group, { from, to, left }: Span, name: string): CustomerSet {
  return set(result, group, { state: 'left', from, to }, `Left in their ${name}`, left)
}
