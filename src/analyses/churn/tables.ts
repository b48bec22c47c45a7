import type { Tables } from '../contract/definition'
import { groupRates } from './groups'
import type { ChurnSettings } from './options'
import { isBridge, rateOf, revenueRates, type Period } from './rates'
import type { ChurnResult } from './result'
import type { Silences } from './silences'
import { METHODS } from './words'

/**
 * `rates`: all customers; gross and net are shares of revenue_start; of silence, `lost` are all whose last order the period holds.
 * `state`: everybody as of now. Counts and shares of errors in `thresholds` are those at the day of the cut.
 */
export function tables(result: ChurnResult, settings: ChurnSettings): Tables {
  return {
    rates: result.all.map((period) => rateRow(period, settings)),
    state: [
      { source: result.source, customers: result.known, there: result.known - result.gone, gone: result.gone, pauses: result.pauses },
    ],
    ...(result.silences && { thresholds: thresholdRows(result.silences) }),
    ...(settings.by !== '' && {
      groups: groupRates(result, settings).map(({ group, start, lost, there, rate }) => ({
        group: group.name,
        customers_start: start,
        lost,
        rate: rate?.rate ?? null,
        low: rate?.low ?? null,
        high: rate?.high ?? null,
        customers_now: there,
      })),
      rates_by_group: result.groups.flatMap(({ name, periods }) =>
        periods.map((period) => ({ group: name, ...rateRow(period, settings) })),
      ),
    }),
  }
}

function rateRow(period: Period, { of, net }: ChurnSettings): Tables[string][number] {
  const rate = period.isBlind ? null : rateOf(period, of)
  const money = period.money
  const bridge = isBridge(money) ? money : null
  const revenue = revenueRates(money, net)
  return {
    period: period.key,
    customers_start: period.start,
    lost: period.lost,
    rate: rate?.rate ?? null,
    low: rate?.low ?? null,
    high: rate?.high ?? null,
    revenue_start: money?.start ?? null,
    churned: money?.churned ?? null,
    contraction: bridge?.contraction ?? null,
    expansion: bridge?.expansion ?? null,
    gross: revenue?.gross ?? null,
    net: revenue?.net ?? null,
    new: period.fresh,
    resurrected: period.resurrected,
    customers_end: period.end,
    revenue_new: bridge?.fresh ?? null,
    revenue_resurrected: bridge?.resurrected ?? null,
    revenue_end: bridge?.end ?? null,
    is_complete: !period.isOpen && !period.isBlind,
  }
}

function thresholdRows({ atCut, cut, methods }: Silences): Tables[string] {
  const back = atCut.reduce((sum, one) => sum + one.back, 0)
  const gone = atCut.reduce((sum, one) => sum + one.gone, 0)
  const share = (part: number | null, whole: number | null) => (part === null || whole === null || whole === 0 ? null : part / whole)
  return methods.map(({ method, days, lost, called, falseLost, falseKept }) => ({
    method: METHODS[method].name,
    days,
    customers_lost: lost,
    called_gone: called,
    false_lost: falseLost,
    false_kept: falseKept,
    came_back_share: share(falseLost, called),
    called_there_share: share(falseKept, gone),
    false_lost_share: share(falseLost, back),
    cut,
  }))
}
