import { count, days, decimal, money, percent } from '../../shared/format'
import type { CustomerSet } from '../contract/definition'
import { numberWord } from '../wording/fractions'
import type { Feature } from './features'
import { EDGE, type ClustersResult } from './result'

/** "four groups". */
export function groupsWord(k: number): string {
  return `${numberWord(k)} groups`
}

/** A value of a feature as it is read: "£460", "117 days", "2.5". */
export function valueOf({ unit }: Feature, value: number, currency: string | null): string {
  if (unit === 'money') return money(value, currency)
  if (unit === 'days') return days(Math.round(value))
  if (unit === 'share' || unit === 'flag') return percent(value, 0)
  return Number.isInteger(value) ? count(value) : decimal(value, Math.abs(value) < 10 ? 2 : 0)
}

/** The same between brackets, where the unit has been said. */
export function bareValueOf(feature: Feature, value: number, currency: string | null): string {
  return feature.unit === 'days' ? count(Math.round(value)) : valueOf(feature, value, currency)
}

/** What places customers as the page did: the values that every set of it reads. */
function placing({ features, scalings, numbers }: ClustersResult) {
  return {
    numbers,
    used: features.map(({ id }) => id),
    logs: scalings.map(({ isLog }) => Number(isLog)),
    middles: scalings.map(({ middle }) => middle),
    spreads: scalings.map(({ spread }) => spread),
  }
}

function nearest(result: ClustersResult) {
  return { ...placing(result), centres: result.centres, k: result.groups.length }
}

/** Those nearest to the middle of a group, as it stands: next month’s customers join the nearest. */
export function membersOf(result: ClustersResult, place: number): CustomerSet {
  const { name, customers } = result.groups[place]!
  return { set: 'members', values: { ...nearest(result), group: place + 1 }, name, count: customers }
}

export function betweenOf(result: ClustersResult): CustomerSet {
  return { set: 'between', values: { ...nearest(result), edge: EDGE }, name: 'Between two groups', count: result.edge!.customers }
}

/** Those within a line drawn on the map. */
export function insideOf(result: ClustersResult, corners: readonly (readonly [x: number, y: number])[], customers: number): CustomerSet {
  return {
    set: 'inside',
    values: {
      ...placing(result),
      axis_x: result.axes!.x,
      axis_y: result.axes!.y,
      corners_x: corners.map(([x]) => x),
      corners_y: corners.map(([, y]) => y),
    },
    name: 'Chosen on the map of groups',
    count: customers,
  }
}
