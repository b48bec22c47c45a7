import { count, date, decimal, interval, money, month, plural } from '../../shared/format'
import type { CustomerSet } from '../contract/definition'
import { dayOf, type Bin } from './binning'
import type { Brush } from './brush'
import type { Dimension } from './dimensions'
import type { ExploreResult } from './result'
import { chosenBy } from './variables'
import type { View } from './view'

/** The set of customers whom all brushes keep. */
export function chosenOf(result: ExploreResult, brushes: readonly Brush[], customers: number, currency: string | null): CustomerSet {
  const name = brushes.map((brush) => brushWords(brush, result, currency)).join(', ')
  return { set: 'chosen', values: chosenBy(brushes, result.dimensions), name, count: customers }
}

/** "Silent for 30 to 90 days", "Country: Germany or France". */
export function brushWords(brush: Brush, { views }: Pick<ExploreResult, 'views'>, currency: string | null): string {
  const { dimension, isWhole } = views.find((view) => view.dimension.id === brush.of)!
  if (brush.kind === 'range') return `${dimension.label}: ${rangeWords(dimension, brush.from, brush.to, isWhole, currency)}`
  const labels = [...brush.labels.map((label) => label || 'empty'), ...(brush.takesUnknown && !brush.isNot ? ['not known'] : [])]
  const listed = labels.length > 3 ? [...labels.slice(0, 2), `${count(labels.length - 2)} more`] : labels
  if (!brush.isNot) return `${dimension.label}: ${listed.join(' or ')}`
  return listed.length > 0 ? `${dimension.label}: not ${listed.join(', ')}` : `${dimension.label}: known`
}

type Named = Pick<View, 'dimension' | 'isWhole' | 'least' | 'most'>

export function binWords(view: Named, bin: Bin, currency: string | null): string {
  if (bin.kind === 'unknown') return view.dimension.isSeveral ? 'none' : 'not known'
  if (bin.kind === 'others') return 'all others'
  if (bin.kind === 'label') return bin.label || 'empty'
  const { from, to } = boundsOf(view, bin)
  return rangeWords(view.dimension, from, to, view.isWhole, currency)
}

/** Below the least whole number and above the largest there is none: "1" rather than "1 or less". */
export function boundsOf({ isWhole, least, most }: Named, { from, to }: Bin): Pick<Bin, 'from' | 'to'> {
  return {
    from: from === null && to !== null && isWhole && least === to - 1 ? least : from,
    to: to === null && from !== null && isWhole && most === from ? from + 1 : to,
  }
}

/** Bins from the first to the last as one range. */
export function binsWords(view: Named & Pick<View, 'bins'>, from: number, to: number, currency: string | null): string {
  const [first, last] = [view.bins[from]!, view.bins[to]!]
  if (from === to || first.kind !== 'range' || last.kind !== 'range') return binWords(view, first, currency)
  return rangeWords(view.dimension, first.from, last.to, view.isWhole, currency)
}

function rangeWords(dimension: Dimension, from: number | null, to: number | null, isWhole: boolean, currency: string | null): string {
  if (dimension.kind === 'date') return periodWords(from, to)
  const value = (number: number) => valueWords(dimension, number, currency)
  const unit = (number: number) => (dimension.unit === 'days' ? (number === 1 ? ' day' : ' days') : '')
  // Whole numbers end at the last that is meant; amounts of money at a round one, and so does what somebody typed.
  const isCounted = isWhole && dimension.unit !== 'money' && Number.isInteger(from ?? 0) && Number.isInteger(to ?? 0)
  if (from === null && to === null) return 'known'
  if (from === null) return isCounted ? `${value(to! - 1)}${unit(to! - 1)} or less` : `under ${value(to!)}${unit(to!)}`
  if (to === null) return `${value(from)}${unit(from)} or more`
  if (isWhole && to - from === 1) return `${value(from)}${unit(from)}`
  const end = isCounted ? to - 1 : to
  return interval(from, end, value) + unit(end)
}

/** A number of the dimension, without "days". */
export function valueWords({ unit }: Dimension, value: number, currency: string | null): string {
  if (unit === 'money') return money(value, currency)
  if (Number.isInteger(value)) return unit === 'number' && Math.abs(value) < 10_000 ? String(value).replace('-', '−') : count(value)
  return decimal(value, Math.abs(value) < 10 ? 2 : 1)
}

/** "Dec 2010", "Q1 2011", "2011", "1 Dec 2010 to 9 Dec 2010": from and up to but without, in days since 1970. */
function periodWords(from: number | null, to: number | null): string {
  if (from === null) return to === null ? 'known' : `before ${date(dayOf(to))}`
  if (to === null) return `from ${date(dayOf(from))}`
  const [first, end] = [dayOf(from), dayOf(to)]
  if (!first.endsWith('-01') || !end.endsWith('-01')) return to - from === 1 ? date(first) : `${date(first)} to ${date(dayOf(to - 1))}`
  const months = (Number(end.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(first.slice(5, 7))
  const place = Number(first.slice(5, 7)) - 1
  if (months === 1) return month(first)
  if (months === 3 && place % 3 === 0) return `Q${place / 3 + 1} ${first.slice(0, 4)}`
  if (months % 12 === 0 && place === 0) return months === 12 ? first.slice(0, 4) : `${first.slice(0, 4)} to ${Number(end.slice(0, 4)) - 1}`
  return `${month(first)} to ${month(dayOf(to - 1))}`
}

export function customersWords({ subject }: Pick<ExploreResult, 'subject'>, customers: number): string {
  return plural(customers, subject.one, subject.many)
}
