import type { Database } from '../../engine/database'
import { kaplanMeier, type Stay } from '../../stats/kaplan-meier'
import type { Tables } from '../contract/definition'
import { groupStays } from './groups'
import type { SurvivalSettings } from './options'
import type { SurvivalResult } from './result'
import { termName } from './words'

/** `curves` has every length of stay from 0 on, unlike the picture's. Times and `rmst` are in `unit`. */
export async function tables(database: Database, settings: SurvivalSettings, result: SurvivalResult): Promise<Tables> {
  const { unit, until } = result
  const grouped = await groupStays(database)
  const summaries = settings.by === '' ? [result.all] : [...result.groups, result.all]
  return {
    curves: grouped.flatMap(({ name, stays }) =>
      kaplanMeier(fromStart(stays)).map(({ time, atRisk, left, survival, error, low, high }) => ({
        group: name,
        time,
        at_risk: atRisk,
        events: left,
        survival,
        low,
        high,
        se: error,
      })),
    ),
    groups: summaries
      .filter(({ customers }) => customers > 0)
      .map(({ name, customers, left, median, low, high, mean }) => ({
        group: name,
        n: customers,
        events: left,
        median,
        low,
        high,
        rmst: mean?.mean ?? null,
        rmst_low: mean?.low ?? null,
        rmst_high: mean?.high ?? null,
        rmst_until: until,
        unit,
      })),
    tests: testRows(result),
    hazards: (result.hazards?.terms ?? []).map((term) => ({
      term: term.level === null ? term.attribute : termName(term),
      coefficient: term.hazard?.coefficient ?? null,
      se: term.hazard?.error ?? null,
      ratio: term.hazard?.ratio ?? null,
      low: term.hazard?.low ?? null,
      high: term.hazard?.high ?? null,
      p: term.hazard?.p ?? null,
      attribute: term.attribute,
      level: term.level,
      base: term.base,
      n: term.customers,
      events: term.left,
    })),
  }
}

function fromStart(stays: readonly Stay[]): readonly Stay[] {
  return stays[0]?.time === 0 ? stays : [{ time: 0, left: 0, staying: 0 }, ...stays]
}

function testRows({ test, hazards }: SurvivalResult): Tables[string] {
  const row = (name: string, { statistic, df, p }: { statistic: number; df: number; p: number }) => ({ name, statistic, df, p })
  return [
    ...(test ? [row('log-rank', test)] : []),
    ...(hazards
      ? [
          ...(hazards.test ? [row('Cox, all terms (likelihood ratio)', hazards.test)] : []),
          ...hazards.checks.map((check) => row(`proportional hazards: ${check.attribute}`, check)),
          ...(hazards.concordance === null ? [] : [{ name: 'Cox, concordance', statistic: hazards.concordance, df: null, p: null }]),
        ]
      : []),
  ]
}
