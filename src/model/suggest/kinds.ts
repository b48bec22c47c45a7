import { tableName } from '../../ingest/table-name'
import type { RawTable } from '../../ingest/table'
import type { Role, TableKind } from '../mapping/mapping'
import { readAs, type KindGuess } from './kind-guess'
import type { Evidence } from './evidence'
import { kindsNamed } from '../words/vocabulary'

/** What speaks for a kind when a table has it, and what against. */
interface Signs {
  readonly needs: readonly (readonly Role[])[]
  readonly weights: Readonly<Record<Role, number>>
}

const SIGNS: Partial<Record<TableKind, Signs>> = {
  customers: {
    needs: [['customer_id']],
    weights: {
      customer_id: 0.2,
      name: 0.4,
      first_name: 0.3,
      last_name: 0.3,
      email: 0.4,
      joined_on: 0.6,
      birth_year: 0.5,
      age: 0.4,
      gender: 0.4,
      country: 0.3,
      city: 0.3,
      postcode: 0.3,
      company: 0.3,
      industry: 0.3,
      employees: 0.4,
      plan: 0.3,
      ended_on: 0.2,
      tenure_months: 0.6,
      tenure_weeks: 0.6,
      tenure_days: 0.6,
      tenure_years: 0.6,
      is_churned: 0.9,
      mrr: 0.4,
      source: 0.2,
    },
  },
  orders: {
    needs: [['customer_id', 'order_id'], ['ordered_at'], ['revenue', 'order_id']],
    weights: {
      ordered_at: 0.6,
      revenue: 0.9,
      order_id: 0.8,
      quantity: 0.3,
      unit_price: 0.3,
      discount: 0.3,
      is_cancelled: 0.2,
      margin: 0.3,
    },
  },
  order_lines: {
    needs: [
      ['order_id', 'ordered_at'],
      ['product', 'category', 'unit_price', 'quantity'],
      ['quantity', 'unit_price', 'revenue', 'order_id'],
    ],
    weights: { product: 0.9, quantity: 0.5, unit_price: 0.6, order_id: 0.7, revenue: 0.4, category: 0.2, ordered_at: 0.2, discount: 0.2 },
  },
  events: {
    needs: [['customer_id', 'session_id'], ['happened_at'], ['event']],
    weights: { event: 1.5, happened_at: 0.5, session_id: 0.6, page: 0.4, device: 0.3 },
  },
  feedback: {
    needs: [['nps', 'csat', 'ces', 'rating', 'comment', 'score']],
    weights: { nps: 1.6, csat: 1.4, ces: 1.4, rating: 1.1, comment: 1.1, score: 0.6, answered_at: 0.3, touchpoint: 0.3 },
  },
  tickets: {
    needs: [['opened_at'], ['ticket_id', 'closed_at', 'priority']],
    weights: { ticket_id: 1.1, closed_at: 1.1, priority: 0.9, opened_at: 0.5, is_reopened: 0.8, category: 0.2, score: 0.1 },
  },
  subscriptions: {
    needs: [['customer_id'], ['started_on'], ['ended_on', 'plan', 'mrr']],
    weights: { started_on: 0.8, ended_on: 0.6, plan: 0.5, mrr: 0.7 },
  },
  leads: {
    needs: [['created_at'], ['lead_id', 'stage']],
    weights: { lead_id: 1.4, stage: 0.9, created_at: 0.3, source: 0.3, value: 0.3 },
  },
  touches: {
    needs: [['customer_id'], ['happened_at'], ['channel']],
    weights: { channel: 0.9, campaign: 0.9, variant: 0.7, cost: 0.5, happened_at: 0.4 },
  },
  products: {
    needs: [['product'], ['category', 'cost', 'unit_price']],
    weights: { product: 0.5, category: 0.4, unit_price: 0.2, cost: 0.3 },
  },
  spend: { needs: [['spent_on'], ['channel'], ['cost']], weights: { cost: 1.3, channel: 0.8, campaign: 0.3, spent_on: 0.4 } },
}

export interface RankedGuess extends KindGuess {
  readonly weight: number
}

/** Below this a table is nothing we know. */
const LEAST_WEIGHT = 0.9
const FILE_NAME = 0.7

/** The kinds a table may be, the likeliest first; empty when it is nothing we know. */
export function readings(table: RawTable, columns: readonly Evidence[]): readonly RankedGuess[] {
  const byFile = kindsNamed(tableName(table))
  return Object.entries(SIGNS)
    .flatMap(([kind, { needs, weights }]) => {
      const reading = readAs(kind as TableKind, columns)
      if (!needs.every((anyOf) => anyOf.some((role) => reading.roles.has(role)))) return []
      const signs = [...reading.roles].reduce((sum, [role, { score }]) => sum + (weights[role] ?? 0) * score, 0)
      const weight =
        signs + repetition(reading, table) + strangers(reading, columns) + unnamed(reading) + (byFile.get(reading.kind) ?? 0) * FILE_NAME
      return weight >= LEAST_WEIGHT ? [{ ...reading, weight }] : []
    })
    .toSorted((a, b) => b.weight - a.weight)
}

/** A customer, a date and an amount without any names are orders as good as ever. */
function unnamed({ kind, roles }: KindGuess): number {
  const all = ['customer_id', 'ordered_at', 'revenue'].every((role) => roles.get(role)?.evidence.isUnnamed)
  return kind === 'orders' && all ? 0.5 : 0
}

/** Whether customers and orders repeat as they should in a table of this kind. Many distinct values are counted roughly: nothing hangs on a few percent. */
function repetition({ kind, roles }: KindGuess, table: RawTable): number {
  const share = (role: Role) => {
    const column = roles.get(role)?.evidence.column
    return column ? column.distinct / Math.max(1, table.rowsKept) : null
  }
  const customers = share('customer_id')
  const orders = share('order_id')
  if (kind === 'customers') return customers === null ? 0 : customers > 0.85 ? 0.7 : -2
  if (kind === 'orders') return orders === null ? (roles.has('product') ? -0.6 : 0) : orders > 0.85 ? 0.6 : -0.6
  if (kind === 'order_lines') return orders === null ? (roles.has('product') ? 0.2 : -0.5) : orders > 0.9 ? -0.7 : 0.5
  if (kind === 'events' || kind === 'touches') return customers !== null && customers > 0.99 && table.rowsKept > 20 ? -0.5 : 0
  if (kind === 'tickets') return isShared(share('ticket_id')) ? -1.5 : 0
  if (kind === 'products') return isShared(share('product')) || roles.has('customer_id') ? -2 : 0.6
  if (kind === 'spend') return roles.has('customer_id') ? -2 : 0
  return 0
}

/** A number that several rows have in common numbers none of them: a log of what happened to each case. */
function isShared(share: number | null): boolean {
  return share !== null && share < 0.6
}

/** Roles that belong to other kinds: an amount beside a channel is an order, not a contact with marketing. */
const STRANGE: Partial<Record<TableKind, readonly Role[]>> = {
  customers: ['product', 'unit_price', 'event', 'order_id', 'ordered_at', 'nps', 'comment', 'ticket_id', 'lead_id'],
  orders: ['event', 'stage', 'lead_id'],
  order_lines: ['event'],
  touches: ['revenue', 'event', 'order_id', 'nps', 'rating', 'ticket_id', 'stage'],
  spend: ['customer_id', 'order_id', 'event'],
  products: ['customer_id', 'email', 'order_id', 'ordered_at', 'quantity', 'event', 'rating', 'comment', 'session_id', 'ticket_id'],
  events: ['order_id', 'nps', 'ticket_id', 'lead_id'],
  subscriptions: ['order_id', 'ticket_id', 'lead_id', 'email', 'gender', 'is_churned'],
  feedback: ['revenue', 'order_id', 'closed_at', 'event', 'is_churned'],
  tickets: ['order_id', 'stage', 'lead_id'],
  leads: ['order_id', 'ticket_id'],
}

const SURE = 0.84

function strangers({ kind, roles }: KindGuess, columns: readonly Evidence[]): number {
  // A column may play a role of this kind and still be surely named for another: an order date is no date of joining.
  const own = new Map([...roles.values()].map(({ evidence, score }) => [evidence, score]))
  const isStranger = (one: Evidence, role: Role) => {
    const named = one.named.get(role) ?? 0
    return named >= SURE && (own.get(one) ?? 0) < named
  }
  const strange = (STRANGE[kind] ?? []).filter((role) => columns.some((one) => isStranger(one, role)))
  return -0.4 * strange.length
}
