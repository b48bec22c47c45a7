import { group } from 'd3'
import { wilson, Z95, type Interval } from '../../stats/wilson'
import { addPeriods, periodKey } from '../wording/calendar-periods'
import type { ChurnSettings } from './options'

/** What moved in a period, as periods.sql returns it. */
export interface MoveRow {
  readonly group_name: string | null
  readonly period: string | null
  readonly kind: string | null
  readonly customers: number | null
  readonly endings: number | null
  readonly mrr_before: number | null
  readonly mrr_after: number | null
  readonly gained: number | null
  readonly given_up: number | null
  readonly days_gained: number | null
}

/** Money a month that moved; start + fresh + expansion + resurrected − contraction − churned = end. */
export interface Bridge {
  readonly start: number
  readonly fresh: number
  readonly expansion: number
  readonly resurrected: number
  readonly contraction: number
  readonly churned: number
  readonly end: number
}

export interface Period {
  /** As exports key it: '2024-03', of a quarter its first day; 'all' where leaving has no date. */
  readonly key: string
  /** First day; null for 'all'. */
  readonly from: string | null
  /** Of contracts, not over as far as the data reach; of silence, nor so long before it that all who left in it are known. */
  readonly isOpen: boolean
  /** Of silence: orders were not seen for as long before it as a silence may last. */
  readonly isBlind: boolean
  /** There as it began. Of contracts, start + fresh + resurrected − lost = end. */
  readonly start: number
  readonly fresh: number
  readonly resurrected: number
  /** Of contracts, of those there as it began; of silence, everyone whose last order it holds. */
  readonly lost: number
  readonly end: number
  /** Everyone who left, also who came and left within the period. */
  readonly endings: number
  /** Periods that customers were there for, day by day. */
  readonly exposure: number
  /** Null where the source tells no money. Of silence: what was bought in the year before, of which only start and churned are known. */
  readonly money: Pick<Bridge, 'start' | 'churned'> | Bridge | null
}

export interface Rate extends Interval {
  readonly rate: number
  /** What the rate is a share of. */
  readonly base: number
}

type Counts = Pick<Period, 'start' | 'end' | 'lost' | 'endings' | 'exposure'> & { readonly key?: string }

/** The share who leave under one of three definitions; null where nobody could. */
export function rateOf(counts: Counts, of: ChurnSettings['of']): Rate | null {
  // A mark knows of no time that passed: everyone was there once.
  const own = counts.key === 'all' ? 'start' : of
  if (own === 'exposure') return exposureRate(counts)
  const [lost, base] = own === 'average' ? [counts.endings, (counts.start + counts.end) / 2] : [counts.lost, counts.start]
  if (base <= 0) return null
  const within = Math.min(lost, base)
  return { rate: within / base, base, ...wilson(within, base) }
}

/** The chance of leaving within a period from the rate day by day; Poisson bounds by the square root of the count. */
function exposureRate({ endings, exposure }: Counts): Rate | null {
  if (exposure <= 0) return null
  const share = (count: number) => 1 - Math.exp(-count / exposure)
  const root = Math.sqrt(endings)
  return { rate: share(endings), base: exposure, low: share(Math.max(0, root - Z95 / 2) ** 2), high: share((root + Z95 / 2) ** 2) }
}

/** Periods whose rates count: over, and seen from their start. */
export function isWhole({ isOpen, isBlind, start }: Period): boolean {
  return !isOpen && !isBlind && start > 0
}

const A_YEAR = { month: 12, quarter: 4 }

/** The latest year of them, or all there are. */
export function latestYear(periods: readonly Period[], period: ChurnSettings['period']): readonly Period[] {
  return periods.filter(isWhole).slice(-(period === 'quarter' ? A_YEAR.quarter : A_YEAR.month))
}

/** Several periods as one: everyone at risk in each of them, and all who left. */
export function pooled(periods: readonly Period[]): Counts {
  const sum = (of: (period: Period) => number) => periods.reduce((total, period) => total + of(period), 0)
  return {
    start: sum(({ start }) => start),
    end: sum(({ end }) => end),
    lost: sum(({ lost }) => lost),
    endings: sum(({ endings }) => endings),
    exposure: sum(({ exposure }) => exposure),
  }
}

export interface RevenueRates {
  readonly gross: number
  /** Null where only what was lost is known. */
  readonly net: number | null
}

/** (churned + contraction) ÷ start, and less what the others pay more; GRR and NRR are 1 − each. */
export function revenueRates(money: Period['money'], net: ChurnSettings['net']): RevenueRates | null {
  if (!money || money.start <= 0) return null
  if (!isBridge(money)) return { gross: money.churned / money.start, net: null }
  const { start, churned, contraction, expansion, resurrected } = money
  const less = net === 'ended' ? churned - expansion : churned + contraction - expansion
  return { gross: (churned + contraction) / start, net: (net === 'back' ? less - resurrected : less) / start }
}

export function isBridge(money: Period['money']): money is Bridge {
  return money !== null && 'end' in money
}

/** Bridges of periods that follow one another, as one. */
export function wholeBridge(bridges: readonly Bridge[]): Bridge | null {
  const [first, last] = [bridges[0], bridges.at(-1)]
  if (!first || !last) return null
  const sum = (part: keyof Bridge) => bridges.reduce((total, bridge) => total + bridge[part], 0)
  return {
    start: first.start,
    fresh: sum('fresh'),
    expansion: sum('expansion'),
    resurrected: sum('resurrected'),
    contraction: sum('contraction'),
    churned: sum('churned'),
    end: last.end,
  }
}

interface Calendar {
  readonly period: 'month' | 'quarter'
  /** 'YYYY-MM-DD' */
  readonly asOf: string
  /** The first day of which something may be missing. */
  readonly seenTo: string
  readonly hasMoney: boolean
}

/** Periods from the first move to the as-of date, also those in which nothing moved; of all rows together, or of one group's. */
export function periodsOf(rows: readonly MoveRow[], from: string, { period, asOf, seenTo, hasMoney }: Calendar): Period[] {
  const byPeriod = group(rows, (row) => row.period!)
  const last = [asOf, ...byPeriod.keys()].reduce((one, other) => (other > one ? other : one))
  const found: Period[] = []
  let [customers, money] = [0, 0]
  for (let day = from; day < asOf || (day <= last && byPeriod.has(day)); day = addPeriods(day, period, 1)) {
    const own = byPeriod.get(day) ?? []
    const sum = (kind: string, of: keyof MoveRow) => own.reduce((total, row) => total + (row.kind === kind ? Number(row[of] ?? 0) : 0), 0)
    const all = (of: keyof MoveRow) => own.reduce((total, row) => total + Number(row[of] ?? 0), 0)
    const next = addPeriods(day, period, 1)
    const seen = Math.max(0, daysBetween(day, next < asOf ? next : asOf))
    const [fresh, resurrected, lost] = [sum('new', 'customers'), sum('back', 'customers'), sum('lost', 'customers')]
    const end = customers + fresh + resurrected - lost
    const bridge: Bridge = {
      start: tidy(money),
      fresh: tidy(sum('new', 'mrr_after')),
      expansion: tidy(sum('stayed', 'gained')),
      resurrected: tidy(sum('back', 'mrr_after')),
      contraction: tidy(sum('stayed', 'given_up')),
      churned: tidy(sum('lost', 'mrr_before')),
      end: tidy(money + all('mrr_after') - all('mrr_before')),
    }
    found.push({
      key: periodKey(day, period),
      from: day,
      isOpen: next > seenTo,
      isBlind: false,
      start: customers,
      fresh,
      resurrected,
      lost,
      end,
      endings: all('endings'),
      exposure: (customers * seen + all('days_gained')) / daysBetween(day, next),
      money: hasMoney ? bridge : null,
    })
    customers = end
    money = bridge.end
  }
  return found
}

interface MarkedRow {
  readonly customers: number | null
  readonly lost: number | null
  readonly mrr: number | null
  readonly mrr_lost: number | null
}

/** A mark without a date: everyone was there once, and some have left since. */
export function markedPeriod(rows: readonly MarkedRow[], hasMoney: boolean): Period {
  const sum = (of: keyof MarkedRow) => tidy(rows.reduce((total, row) => total + row[of]!, 0))
  const [start, lost] = [sum('customers'), sum('lost')]
  const bridge = { start: sum('mrr'), fresh: 0, expansion: 0, resurrected: 0, contraction: 0, churned: sum('mrr_lost') }
  return {
    key: 'all',
    from: null,
    isOpen: false,
    isBlind: false,
    start,
    fresh: 0,
    resurrected: 0,
    lost,
    end: start - lost,
    endings: lost,
    exposure: start,
    money: hasMoney ? { ...bridge, end: tidy(bridge.start - bridge.churned) } : null,
  }
}

/** Sums of cents end a rounding error beside them. */
export function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** `days` before an ISO date. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}
