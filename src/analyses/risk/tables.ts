import type { Database } from '../../engine/database'
import type { Context, Tables } from '../contract/definition'
import { featureSet } from '../churn-features/features'
import type { RiskSettings } from './options'
import { readParts, type RiskResult } from './result'
import { followNow, foreseeCustomers } from './scoring'
import { stakesOf } from './stakes'
import { MODEL_NAMES } from './models'

/** `customers` has everybody who is foreseen; `save_list` those worth an offer, with the draw. Probabilities are corrected where `metrics` says so. */
export async function tables(database: Database, settings: RiskSettings, result: RiskResult, context: Context): Promise<Tables> {
  const { models, corrected, chosen, list } = result
  const evaluated = [
    ...(models ?? []).map((one) => ({ one, isCorrected: false })),
    ...(corrected ? [{ one: corrected, isCorrected: true }] : []),
  ]
  const shown = corrected ?? models?.find(({ name }) => name === chosen)
  return {
    metrics: evaluated.map(({ one, isCorrected }) => ({
      model: isCorrected ? `${MODEL_NAMES[one.name]}, corrected` : MODEL_NAMES[one.name],
      auc: one.auc.auc,
      auc_low: one.auc.low,
      auc_high: one.auc.high,
      pr_auc: one.precision.precision,
      brier: one.brier,
      log_loss: one.logLoss,
      pr_auc_low: one.precision.low,
      pr_auc_high: one.precision.high,
      skill: one.skill,
      is_used: one.name === chosen && isCorrected === (corrected !== null),
      trained_on: result.trained.people,
      tested_on: result.tested.people,
      left: result.tested.left,
    })),
    customers: await customers(database, result, context),
    calibration: (shown?.calibration ?? []).map(({ people, left, foreseen, observed, low, high }) => ({
      customers: people,
      left,
      predicted: foreseen,
      observed,
      low,
      high,
    })),
    gains: (models ?? []).flatMap(({ name, gains }) =>
      gains.map(({ people, left, share, captured, lift }) => ({
        model: MODEL_NAMES[name],
        customers: people,
        left,
        share_of_customers: share,
        share_of_left: captured,
        lift,
      })),
    ),
    importance: result.importance.map(({ feature, drop, spread }) => ({ feature, auc_drop: drop, sd: spread })),
    left_out: result.leftOut.map(({ feature, auc, level }) => ({ feature, auc, value_of_leavers_only: level })),
    save_list: (list?.customers ?? []).map(({ id, risk, value, loss, reasons, isHeldOut }, index) => ({
      rank: index + 1,
      customer_id: id,
      group: isHeldOut ? 'hold-out' : 'contact',
      risk,
      value,
      expected_loss: loss,
      reason_1: reasons[0] ?? null,
      reason_2: reasons[1] ?? null,
      reason_3: reasons[2] ?? null,
    })),
    state: result.design
      ? [{ customers: result.state.customers, there: result.state.customers - result.state.gone, gone: result.state.gone }]
      : [],
    draw: list
      ? [
          {
            as_of: result.design!.cuts?.score ?? context.company.asOf,
            seed: settings.seed,
            share: settings.hold_out / 100,
            customers: list.customers.length,
            held_out: list.customers.filter(({ isHeldOut }) => isHeldOut).length,
            save_rate: settings.save_rate / 100,
            cost: list.cost,
            expected_loss: list.hasMoney ? list.customers.reduce((sum, { loss }) => sum + (loss ?? 0), 0) : null,
            expected_loss_low: list.lossInterval?.low ?? null,
            expected_loss_high: list.lossInterval?.high ?? null,
            expected_loss_days: list.hasMoney ? list.days : null,
          },
        ]
      : [],
  }
}

async function customers(database: Database, { fitted }: RiskResult, { company, pause }: Context): Promise<Tables[string]> {
  if (!fitted) return []
  const set = await featureSet(database, company, fitted.design.source)
  const partOf = await readParts(database, fitted, set)
  await followNow(database, fitted, set)
  const stakes = await stakesOf(database, fitted.design)
  const rows: { customer_id: string; risk: number; expected_loss: number | null; [reason: string]: string | number | null }[] = []
  for await (const piece of foreseeCustomers(database, fitted, set, partOf, stakes, () => true, pause))
    for (const { id, risk, loss, reasons } of piece.customers)
      rows.push({
        customer_id: id,
        risk,
        expected_loss: loss,
        reason_1: reasons[0] ?? null,
        reason_2: reasons[1] ?? null,
        reason_3: reasons[2] ?? null,
      })
  return rows.sort((a, b) => (b.expected_loss ?? b.risk) - (a.expected_loss ?? a.risk) || (a.customer_id < b.customer_id ? -1 : 1))
}
