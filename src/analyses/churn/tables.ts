import type { Tables } from '../definition'
import { groupRates } from './groups'
import type { ChurnSettings } from './options'
import { isBridge, rateOf, revenueRates, type Period } from './rates'
import type { ChurnResult } from './result'
import { METHODS } from './words'

/** `rates`: all customers; gross and net are shares of revenue_start. False ones of `thresholds` are counts at the day of the cut. */
export function tables(result: ChurnResult, settings: ChurnSettings): Tables {
  return {
    rates: result.all.map((period) => rateRow(period, settings)),
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

function thresholdRows(silences: NonNullable<ChurnResult['silences']>): Tables[string] {
  const back = silences.atCut.reduce((sum, one) => sum + one.back, 0)
  const gone = silences.atCut.reduce((sum, one) => sum + one.gone, 0)
  return silences.methods.map(({ method, days, lost, falseLost, falseKept }) => ({
    method: METHODS[method].name,
    days,
    customers_lost: lost,
    false_lost: falseLost,
    false_kept: falseKept,
    false_lost_share: falseLost === null || back === 0 ? null : falseLost / back,
    false_kept_share: falseKept === null || gone === 0 ? null : falseKept / gone,
    cut: silences.cut,
  }))
}
