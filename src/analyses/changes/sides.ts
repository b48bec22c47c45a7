import type { Company } from '../../model/company/company'
import type { ChangeSettings } from './options'

/** One load as the page knows it. `id` is '' where its customers are not kept: then it has numbers only. */
export interface Load {
  readonly id: string
  /** What it is called in settings: unique among the loads. */
  readonly name: string
  readonly label: string
  readonly takenAt: string | null
  readonly asOf: string | null
  readonly customers: number | null
  readonly activeCustomers: number | null
  readonly orders: number | null
  readonly revenue: number | null
  readonly isCurrent: boolean
}

/** One of the two states compared. */
export interface Side {
  /** '' where it is a date; else a kept load, or 'now'. */
  readonly load: string
  /** 'YYYY-MM-DD': what came before this day is in it. */
  readonly at: string
  /** From this day on it is counted; the first day of all where everything is. */
  readonly from: string
  /** "orders-march.csv", or "" for a date. */
  readonly name: string
}

export interface Sides {
  readonly mode: 'loads' | 'dates'
  readonly before: Side
  readonly after: Side
  /** Days counted up to each date; null: everything. */
  readonly countedDays: number | null
  /** The same months a year apart: no season is in the difference. */
  readonly isYearApart: boolean
}

/** Before any order: what has no beginning is counted from here. */
const EVER = '0001-01-01'
const DAY = 86_400_000
/** Begins the id of a load that was only compared. */
export const COMPARED = 'compared-'

export function sidesOf(settings: ChangeSettings, company: Company, loads: readonly Load[]): Sides {
  return loadSides(settings, company, loads) ?? dateSides(settings, company)
}

function loadSides(settings: ChangeSettings, company: Company, loads: readonly Load[]): Sides | null {
  const now: Side = { load: 'now', at: company.asOf ?? EVER, from: EVER, name: loads.find(({ isCurrent }) => isCurrent)?.name ?? 'now' }
  const kept = loads
    .filter(({ id, isCurrent }) => id !== '' && !isCurrent)
    .map((load): Side => ({ load: load.id, at: load.asOf ?? EVER, from: EVER, name: load.name }))
  if (settings.compare === 'dates' || kept.length === 0) return null
  const isNamed = settings.from_load !== '' || settings.to_load !== ''
  if (settings.compare === 'auto' && !isNamed && kept.every(({ load }) => load.startsWith(COMPARED))) return null
  const all = [...kept, now]
  const named = (name: string) => all.find((side) => side.name === name)
  const after = named(settings.to_load) ?? now
  const earlier = all.filter((side) => side !== after)
  // What was only compared was never in force: it must be named.
  const inForce = all.slice(0, Math.max(0, all.indexOf(after))).filter(({ load }) => !load.startsWith(COMPARED))
  const before = named(settings.from_load) ?? inForce.at(-1) ?? earlier[0] ?? after
  return { mode: 'loads', before, after, countedDays: null, isYearApart: false }
}

function dateSides(settings: ChangeSettings, company: Company): Sides {
  const asOf = company.asOf ?? EVER
  const first = (company.firstAt ?? asOf).slice(0, 10)
  const given = [settings.before, settings.after].filter((date) => date !== '').toSorted()
  const { before, after, days } =
    given.length === 2
      ? between(given[0]!, given[1]!)
      : settings.before !== ''
        ? between(settings.before, settings.before < monthStart(asOf) ? monthStart(asOf) : later(asOf, settings.before))
        : periodBefore(settings.after !== '' ? settings.after : lastEnd(asOf, first), first)
  const counted = settings.over === 'all' || days === 0 ? null : settings.over === 'year' ? 365 : days
  const side = (at: string): Side => ({ load: '', at, from: counted === null ? EVER : addDays(at, -counted), name: '' })
  return { mode: 'dates', before: side(before), after: side(after), countedDays: counted, isYearApart: before === addMonths(after, -12) }
}

/** Two dates, and how many days up to each are counted. */
interface Pair {
  readonly before: string
  readonly after: string
  readonly days: number
}

function between(before: string, after: string): Pair {
  return { before, after, days: daysBetween(before, after) }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY)
}

/** The end of the last full month, unless the data begin in it. */
function lastEnd(asOf: string, first: string): string {
  return monthStart(asOf) > first ? monthStart(asOf) : asOf
}

/**
 * The longest of a year, a quarter and a month that the data hold before the date and a year before it, since a season is no change;
 * else the longest that they hold twice in a row; else half of what they hold.
 */
function periodBefore(at: string, first: string): Pair {
  const start = monthStart(first)
  const spans = [12, 3, 1].map((months) => ({ months, days: daysBetween(addMonths(at, -months), at) }))
  for (const { months, days } of spans) if (addMonths(at, -12 - months) >= start) return { before: addMonths(at, -12), after: at, days }
  for (const { months, days } of spans) if (addMonths(at, -2 * months) >= start) return { before: addMonths(at, -months), after: at, days }
  const half = Math.max(1, Math.ceil(daysBetween(first, at) / 2))
  return { before: addDays(at, -half), after: at, days: half }
}

function later(one: string, other: string): string {
  return one > other ? one : other
}

function monthStart(date: string): string {
  return `${date.slice(0, 7)}-01`
}

function addDays(date: string, days: number): string {
  return isoDay(Date.parse(date) + days * DAY)
}

/** The same day so many months away, or the last of a shorter month. */
function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return isoDay(Date.UTC(year, month - 1 + months, Math.min(day, last)))
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
