import { dayOf } from './calendar'
import { countryIndex } from './places'
import type { Random } from './random'
import { TRUTHS } from './truths'

const { ordinary, trouble, countries, from, until, leavesExtra } = TRUTHS.lateDelivery.planted
const TROUBLED: readonly number[] = countries.map(countryIndex)
const FROM = dayOf(from)
const UNTIL = dayOf(until)

/** Whether a parcel ordered on that day comes late. */
export function comesLate(random: Random, country: number, day: number): boolean {
  return random.chance(day >= FROM && day < UNTIL && TROUBLED.includes(country) ? trouble : ordinary)
}

/** The chance of leaving once a late parcel has annoyed those who would have stayed. */
export function afterParcel(leaving: number, isLate: boolean): number {
  return isLate ? leaving + (1 - leaving) * leavesExtra : leaving
}
