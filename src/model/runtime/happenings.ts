import { literal } from '../../engine/database'
import type { Company } from '../company/company'
import type { Happening } from './rule'

/** Something that the tables date: what rules can count, and what can follow what. */
export interface HappeningKind {
  readonly id: string
  /** In lists: "Bought a product". */
  readonly label: string
  /** "bought", "buy": before the values where there are any. */
  readonly past: string
  readonly plain: string
  /** Behind these words where no value is named: "anything". */
  readonly any: string
  /** The field whose values tell kinds of it apart; null: it has none. */
  readonly field: string | null
}

interface Known {
  readonly kind: HappeningKind
  readonly from: string
  readonly at: string
  readonly value: string | null
  /** What is counted once; null: every row. */
  readonly thing: string | null
}

type About = Pick<Company, 'tables' | 'roles'> & { readonly until?: string }

/** All that can be counted or put in order. */
export function happeningsOf(company: About): readonly HappeningKind[] {
  return known(company).map(({ kind }) => kind)
}

/** Rows of customer_id, happened_at and thing: one a happening, its moment known. */
export function happeningSql({ what, values }: Happening, company: About): string | null {
  const found = known(company).find(({ kind }) => kind.id === what)
  if (!found || (values.length > 0 && found.value === null)) return null
  const among = values.length > 0 ? ` and ${found.value} in (${values.map(literal).join(', ')})` : ''
  const isKnown = company.until === undefined ? `${found.at} is not null` : `${found.at} < cast(${literal(company.until)} as date)`
  return `select customer_id, ${found.at} as happened_at, ${found.thing ?? 'null'} as thing from ${found.from} and ${isKnown}${among}`
}

/** Whether one of them is counted once however many rows it has. */
export function isCountedOnce({ what }: Happening, company: About): boolean {
  return known(company).some(({ kind, thing }) => kind.id === what && thing !== null)
}

function known({ tables, roles }: About): readonly Known[] {
  const has = (table: 'orders' | 'events' | 'tickets' | 'feedback' | 'touches', ...needed: readonly string[]) =>
    (tables[table] ?? 0) > 0 && needed.every((role) => (roles[table] ?? []).includes(role))
  const lines = (tables.order_lines ?? 0) > 0 ? (roles.order_lines ?? []) : []
  const kind = (id: string, label: string, past: string, plain: string, any: string, field: string | null) => ({
    id,
    label,
    past,
    plain,
    any,
    field,
  })
  const all: readonly (Known | false)[] = [
    has('orders') && {
      kind: kind('order', 'Ordered', 'ordered', 'order', '', null),
      from: 'company.orders where is_purchase',
      at: 'ordered_at',
      value: null,
      thing: null,
    },
    ...(['product', 'category'] as const).map(
      (role) =>
        lines.includes(role) && {
          kind: kind(role, role === 'product' ? 'Bought a product' : 'Bought of a category', 'bought', 'buy', 'anything', `fact.${role}`),
          from: 'company.order_lines where is_purchase',
          at: 'ordered_at',
          value: role,
          thing: 'order_key',
        },
    ),
    has('orders', 'revenue') && {
      kind: kind('return', 'Sent something back', 'sent something back', 'send something back', '', null),
      from: 'company.orders where is_return',
      at: 'ordered_at',
      value: null,
      thing: null,
    },
    ...(['deal', 'full'] as const).map(
      (id) =>
        (roles.orders ?? lines).includes('discount') &&
        (tables.orders ?? 0) > 0 && {
          kind:
            id === 'deal'
              ? kind(id, 'Ordered at a discount', 'ordered at a discount', 'order at a discount', '', null)
              : kind(id, 'Ordered at full price', 'ordered at full price', 'order at full price', '', null),
          from: `company.orders where is_purchase and coalesce(discount, 0) ${id === 'deal' ? '>' : '<='} 0`,
          at: 'ordered_at',
          value: null,
          thing: null,
        },
    ),
    has('events', 'happened_at', 'event') && {
      kind: kind('event', 'Did', 'did', 'do', 'anything', 'fact.event'),
      from: 'company.events where true',
      at: 'happened_at',
      value: 'event',
      thing: null,
    },
    has('tickets', 'opened_at') && {
      kind: kind(
        'ticket',
        'Opened a ticket',
        'opened a ticket',
        'open a ticket',
        '',
        roles.tickets?.includes('category') ? 'fact.ticket' : null,
      ),
      from: 'company.tickets where true',
      at: 'opened_at',
      value: 'category',
      thing: null,
    },
    has('feedback', 'answered_at') && {
      kind: kind('answer', 'Answered', 'gave feedback', 'give feedback', '', null),
      from: 'company.feedback where true',
      at: 'answered_at',
      value: null,
      thing: null,
    },
    has('touches', 'happened_at') && {
      kind: kind('touch', 'Was reached', 'were reached', 'get reached', '', roles.touches?.includes('channel') ? 'fact.touch' : null),
      from: 'company.touches where true',
      at: 'happened_at',
      value: 'channel',
      thing: null,
    },
  ]
  return all.filter((one) => one !== false)
}
