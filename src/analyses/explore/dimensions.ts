import type { Attribute, Company } from '../../model/company/company'

/** Something known of a customer by which they can be told apart: each view is one. */
export interface Dimension {
  /** Stands in links; those of facts have a dot, as in the filter. */
  readonly id: string
  /** Its name in facts.sql. */
  readonly column: string
  readonly label: string
  readonly note: string
  readonly kind: 'number' | 'date' | 'text' | 'flag'
  readonly unit: 'count' | 'money' | 'days' | 'number'
  /** A customer may have several values: months in which they ordered, categories that they bought of. */
  readonly isSeveral: boolean
  /** What it tells of: two that tell of the same go together by what they are. */
  readonly about: string
}

type About = Pick<Company, 'attributes' | 'tables' | 'roles' | 'tenureUnit'>

const MOST_USUAL = 8
/** A text with more values is looked at when it is asked for. */
const FEW_VALUES = 60

/** Everything that can be looked at in these data: what customers did, then what the files tell of them. */
export function dimensionsOf(company: About): readonly Dimension[] {
  const { tables, roles } = company
  const has = (table: keyof typeof tables) => (tables[table] ?? 0) > 0
  const tells = (table: 'orders' | 'order_lines' | 'tickets' | 'subscriptions' | 'touches', role: string) =>
    has(table) && (roles[table] ?? []).includes(role)
  const hasMoney = (roles.orders ?? roles.order_lines ?? []).includes('revenue')
  return [
    ...(has('orders')
      ? [
          number('fact.silent', 'silent', 'Silent for', 'days since the last order', 'days', 'when'),
          number('fact.orders', 'orders', 'Orders', 'in all the time the data show', 'count', 'how often'),
          ...(hasMoney
            ? [
                number('fact.order', 'order_value', 'An order', 'what one order is worth on average', 'money', 'how much'),
                number('fact.revenue', 'revenue', 'Revenue', 'all orders, net of returns', 'money', 'how much'),
              ]
            : []),
          number('fact.gap', 'usual_gap', 'Usual gap', 'median days from one order to the next', 'days', 'how often'),
          several('fact.ordered', 'ordered', 'When they order', 'customers with an order in that time', 'date', 'when'),
          date('fact.first', 'first_order', 'First order', 'by its date', 'since when'),
          date('fact.last', 'last_order', 'Last order', 'by its date', 'when'),
        ]
      : []),
    ...(tells('order_lines', 'category')
      ? [several('fact.category', 'category', 'Bought of', 'customers who ever bought of a category', 'text', 'what')]
      : []),
    ...(tells('order_lines', 'product')
      ? [several('fact.product', 'product', 'Bought', 'customers who ever bought a product', 'text', 'what')]
      : []),
    ...(tells('orders', 'channel')
      ? [several('fact.channel', 'channel', 'Ordered through', 'customers who ever ordered through a channel', 'text', 'through')]
      : []),
    ...(has('events')
      ? [
          number('event.count', 'events', 'Events', 'in all the time the data show', 'count', 'events'),
          number('event.silence', 'event_silence', 'Since the last event', 'days', 'days', 'when events'),
          several('event.kind', 'event', 'What happened', 'with such an event', 'text', 'events'),
          several('event.when', 'happened', 'When it happened', 'with an event in that time', 'date', 'when events'),
        ]
      : []),
    ...(has('tickets') ? [number('ticket.count', 'tickets', 'Tickets', 'opened', 'count', 'tickets')] : []),
    ...(tells('tickets', 'category')
      ? [several('ticket.category', 'ticket_category', 'Tickets about', 'customers with such a ticket', 'text', 'tickets')]
      : []),
    ...(has('feedback')
      ? [number('feedback.score', 'score', 'Mean score', 'of the answers of the most frequent kind', 'number', 'scores')]
      : []),
    ...(tells('subscriptions', 'plan')
      ? [several('subscription.plan', 'plan_held', 'Subscribed to', 'customers who ever had the plan', 'text', 'plan')]
      : []),
    ...(tells('touches', 'channel')
      ? [several('touch.channel', 'contact', 'Reached through', 'customers who were ever reached so', 'text', 'touches')]
      : []),
    ...company.attributes.map((attribute) => ofAttribute(attribute, company)),
  ]
}

/** Those looked at unless the reader chose: what is asked for first, and then the columns of the files in their order. */
export function usualDimensions(dimensions: readonly Dimension[], attributes: readonly Attribute[]): readonly Dimension[] {
  const isShort = ({ id, kind }: Dimension) =>
    id === 'country' || kind !== 'text' || (attributes.find((attribute) => attribute.id === id)?.distinct ?? 0) <= FEW_VALUES
  const known = (ids: readonly string[]) => ids.flatMap((id) => dimensions.find((dimension) => dimension.id === id) ?? [])
  const first = known(['fact.silent', 'fact.orders', 'fact.order', 'fact.ordered', 'country', 'fact.category'])
  const events = known(['event.count', 'event.silence', 'event.kind', 'event.when'])
  const told = dimensions.filter((dimension) => attributes.some(({ id }) => id === dimension.id) && isShort(dimension))
  const later = [...known(['fact.revenue', 'fact.gap', 'fact.first', 'fact.channel', 'feedback.score', 'ticket.count'])]
  const chosen = [...new Set([...first, ...(first.length > 1 ? [] : events), ...told.slice(0, 2), ...later.slice(0, 2), ...told, ...later])]
  return chosen.slice(0, MOST_USUAL)
}

function number(id: string, column: string, label: string, note: string, unit: Dimension['unit'], about: string): Dimension {
  return { id, column, label, note, kind: 'number', unit, isSeveral: false, about }
}

function date(id: string, column: string, label: string, note: string, about: string): Dimension {
  return { id, column, label, note, kind: 'date', unit: 'number', isSeveral: false, about }
}

function several(id: string, column: string, label: string, note: string, kind: 'date' | 'text', about: string): Dimension {
  return { id, column, label, note, kind, unit: 'number', isSeveral: true, about }
}

function ofAttribute({ id, column, label, type }: Attribute, { tenureUnit }: About): Dimension {
  const note = column === 'tenure' && tenureUnit ? `in ${tenureUnit}s` : ''
  return { id, column, label, note, kind: type, unit: 'number', isSeveral: false, about: id }
}
