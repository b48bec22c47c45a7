import { PLANS } from './catalogue'
import type { Spell, Subscriptions } from './subscriptions'
import { coded, MISSING, numbersOf, numeric, type SampleTable } from './table'

export function subscriptionTable({ spells }: Subscriptions, ids: readonly string[]): SampleTable {
  const sorted = [...spells].sort((one, other) => one.startedOn - other.startedOn || one.customer - other.customer)
  const column = (value: (spell: Spell) => number) => numbersOf(sorted, value)
  return {
    file: 'subscriptions.csv',
    rows: sorted.length,
    columns: [
      coded(
        'customer_id',
        ids,
        column((spell) => spell.customer),
      ),
      coded(
        'plan',
        PLANS.map((plan) => plan.name),
        column((spell) => spell.plan),
      ),
      numeric(
        'started_on',
        'date',
        column((spell) => spell.startedOn),
      ),
      numeric(
        'ended_on',
        'date',
        column((spell) => spell.endedOn ?? MISSING),
      ),
      numeric(
        'mrr',
        'integer',
        column((spell) => spell.monthly),
      ),
    ],
  }
}
