import { monthName } from '../../shared/format'
import type { Feature } from './first-order'
import { periodOf, ROLLING_DAYS, spanOf, type RetentionSettings } from './options'

const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** "month six", "day 14", "months two to three"; "days 30 to 59" where periods are rolling. */
export function periodName(period: number, settings: RetentionSettings): string {
  const unit = periodOf(settings)
  const { from, to } = spanOf(period, settings)
  if (settings.counted !== 'calendar' && unit !== 'day') {
    const length = ROLLING_DAYS[unit]
    return `days ${from * length} to ${(to + 1) * length - 1}`
  }
  return from === to ? `${unit} ${numberName(from)}` : `${unit}s ${numberName(from)} to ${numberName(to)}`
}

/** In heads and axes: "3", "4–6". */
export function periodHead(period: number, settings: RetentionSettings): string {
  const { from, to } = spanOf(period, settings)
  return from === to ? String(from) : `${from}–${to}`
}

/** After "came back": "in month six", "in every month up to month six". */
export function cameBack(period: number, settings: RetentionSettings): string {
  const name = periodName(period, settings)
  if (settings.mode !== 'streak' || period === 1) return `in ${name}`
  return settings.counted === 'calendar' ? `in every ${periodOf(settings)} up to ${name}` : `in every period up to ${name}`
}

function numberName(value: number): string {
  return NUMBERS[value] ?? String(value)
}

/** "in the next month", "in days 30 to 59", "after the first month". */
export function nextPeriod(settings: RetentionSettings): string {
  const unit = periodOf(settings)
  if (settings.mode === 'unbounded')
    return settings.counted === 'calendar' ? `after the first ${unit}` : `after day ${ROLLING_DAYS[unit] - 1}`
  return settings.counted === 'calendar' && spanOf(1, settings).to === 1 ? `in the next ${unit}` : `in ${periodName(1, settings)}`
}

/** "months since the first order", "periods of 30 days since the first order". */
export function sinceFirst(settings: RetentionSettings): string {
  const unit = periodOf(settings)
  return settings.counted === 'calendar' || unit === 'day'
    ? `${unit}s since the first order`
    : `periods of ${ROLLING_DAYS[unit]} days since the first order`
}

const FEATURES: Readonly<Record<Feature, string>> = {
  channel: 'Channel',
  campaign: 'Campaign',
  discount: 'Discount',
  amount: 'Amount',
  month: 'Month of the year',
  product: 'Product',
  category: 'Category',
}

export function featureName(feature: Feature): string {
  return FEATURES[feature]
}

/** "December", "highest quarter by amount", "RED RETROSPOT CAKE STAND". */
export function valueName({ feature, value }: { readonly feature: Feature; readonly value: string }): string {
  if (feature === 'month') return monthName(Number(value))
  return feature === 'amount' ? `${value} by amount` : value
}

/** After "a first order": "in December", "through Shop", "of the highest quarter by amount", "with RED RETROSPOT CAKE STAND". */
export function firstOrderWords(of: { readonly feature: Feature; readonly value: string }): string {
  switch (of.feature) {
    case 'month':
      return `in ${valueName(of)}`
    case 'channel':
      return `through ${of.value}`
    case 'campaign':
      return `from the campaign ${of.value}`
    case 'discount':
      return of.value
    case 'amount':
      return `in the ${valueName(of)}`
    default:
      return `with ${of.value}`
  }
}
