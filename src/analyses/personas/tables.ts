import type { Company } from '../../model/company/company'
import type { Tables } from '../contract/definition'
import { entriesOf, notesOf, textOf } from './written'
import type { PersonaSettings } from './options'
import type { PersonasResult } from './result'
import { isClear } from './traits'
import { dataName, told, traitsOf, type Told } from './words'

export function tables(result: PersonasResult, settings: PersonaSettings, { currency }: Company): Tables {
  const { portraits, features, personas, checklist, measures, way, said, leftOut, shown } = result
  const answers = (persona: string) =>
    joined(
      entriesOf(settings.answers)
        .filter((entry) => entry.persona === persona)
        .map(({ about, text }) => `${about ?? ''} ${text}`),
    )
  const notes = (persona: string) => joined(notesOf(settings, persona).map(({ text, on }) => `${text}${on ? ` (${on})` : ''}`))
  const all = portraits.flatMap(({ persona, traits }) => told(traits, features, currency).map((trait) => ({ persona, trait })))
  const rows = all.map(({ persona, trait }) => ({ ...rowOf(persona, trait), is_clear: isClear(trait) }))
  return {
    traits: all.filter(({ trait }) => isClear(trait)).map(({ persona, trait }) => rowOf(persona, trait)),
    compared: rows,
    personas: personas.map(({ name, customers, revenue }) => ({
      persona: name,
      name: textOf(settings.names, name) ?? dataName(traitsOf(result, currency, name)),
      customers,
      share: customers / result.customers,
      revenue,
      answers: answers(name),
      notes: notes(name),
    })),
    profile: (checklist?.lines ?? []).map(({ label, feature, values, points, odds, low, high, share, shareElsewhere, customers }) => ({
      item: label,
      points,
      odds,
      low,
      high,
      share,
      share_elsewhere: shareElsewhere,
      n: customers,
      feature,
      values: values.join('; '),
    })),
    points: (checklist?.rows ?? []).map(({ from, to, customers, members, interval }) => ({
      points_from: from,
      points_to: to,
      customers,
      members,
      share: members / customers,
      low: interval.low,
      high: interval.high,
    })),
    score: checklist
      ? [{ persona: shown, auc: checklist.auc.auc, low: checklist.auc.low, high: checklist.auc.high, n: checklist.fitted }]
      : [],
    measures: measures.map(({ label, own, other }) => ({
      measure: label,
      median: own.median,
      low: own.low,
      high: own.high,
      n: own.customers,
      median_elsewhere: other.median,
      low_elsewhere: other.low,
      high_elsewhere: other.high,
      n_elsewhere: other.customers,
    })),
    way: way.own.map(({ step, customers, days }) => {
      const other = way.other.find((one) => one.step === step)
      return { step, customers, days, customers_elsewhere: other?.customers ?? 0, days_elsewhere: other?.days ?? null }
    }),
    said: said.map(({ kind, own, other, low, high }) => ({
      score: kind,
      mean: own.mean,
      n: own.customers,
      mean_elsewhere: other.mean,
      n_elsewhere: other.customers,
      difference_low: low,
      difference_high: high,
    })),
    left_out: leftOut.map(({ label, why }) => ({ trait: label, why })),
  }
}

function joined(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.join('; ')
}

function rowOf(
  persona: string,
  { label, value, share, shareElsewhere, lift, low, high, q, n, having, others, othersHaving, p, counted }: Told,
) {
  return {
    persona,
    trait: label,
    value,
    share,
    share_elsewhere: shareElsewhere,
    lift,
    low,
    high,
    q_value: q,
    n,
    having,
    n_elsewhere: others,
    having_elsewhere: othersHaving,
    p_value: p,
    counted,
  }
}
