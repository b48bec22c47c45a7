import { COUNT, DAYS, moneyUnit, WHOLE_SHARE, type Unit } from '../../charts/parts/unit'
import { valueOf } from './words'
import type { Feature } from './features'

/** How a feature is lettered. */
export function unitOf(feature: Feature, currency: string | null): Unit {
  if (feature.unit === 'money') return moneyUnit(currency)
  // The median of an even number of whole days is half a day at times, which tells nobody more.
  if (feature.unit === 'days')
    return { ...DAYS, full: (value) => DAYS.full(Math.round(value)), bare: (value) => DAYS.bare(Math.round(value)) }
  if (feature.unit === 'share' || feature.unit === 'flag') return WHOLE_SHARE
  if (feature.unit === 'count') return COUNT
  const plain = (value: number) => valueOf(feature, value, currency)
  return { full: plain, bare: plain, tick: plain }
}
