/** How a number is taken into a regression: as it is, or its logarithm after adding one (counts, money, ratios that pile up near 0). */
type Scale = 'plain' | 'log'

/** Something a customer did before the day of the cut: a column of leaving-features.sql. */
export interface BehaviouralFeature {
  readonly column: string
  /** "Days since the last order". */
  readonly label: string
  readonly kind: 'number' | 'flag' | 'text'
  readonly scale: Scale
}

function behaviour(column: string, label: string, scale: Scale = 'plain'): BehaviouralFeature {
  return { column, label, kind: 'number', scale }
}

/** Everything leaving-features.sql says of behaviour, in its order; the kinds of events follow the data. */
export const BEHAVIOURAL_FEATURES: readonly BehaviouralFeature[] = [
  behaviour('days_there', 'Days as a customer', 'log'),
  behaviour('silence', 'Days since the last order', 'log'),
  behaviour('silence_ratio', 'Silence against their usual gap', 'log'),
  behaviour('usual_gap', 'Usual days between orders', 'log'),
  behaviour('last_gap_ratio', 'Last gap against their usual gap', 'log'),
  behaviour('orders', 'Orders so far', 'log'),
  behaviour('orders_recent', 'Orders lately', 'log'),
  behaviour('orders_before', 'Orders in the time before', 'log'),
  behaviour('orders_ratio', 'Orders lately against before', 'log'),
  behaviour('revenue', 'Revenue so far', 'log'),
  behaviour('revenue_recent', 'Revenue lately', 'log'),
  behaviour('revenue_before', 'Revenue in the time before', 'log'),
  behaviour('order_value', 'Mean order', 'log'),
  behaviour('discounted', 'Orders with a discount'),
  behaviour('returned', 'Returns', 'log'),
  { column: 'first_channel', label: 'First channel', kind: 'text', scale: 'plain' },
  behaviour('products', 'Different products', 'log'),
  behaviour('categories', 'Different categories', 'log'),
  behaviour('price_ratio', 'Price paid against before'),
  { column: 'favourite_gone', label: 'Favourite product no longer sold', kind: 'flag', scale: 'plain' },
  behaviour('events', 'Events so far', 'log'),
  behaviour('events_recent', 'Events lately', 'log'),
  behaviour('events_ratio', 'Events lately against before', 'log'),
  behaviour('event_silence', 'Days since the last event', 'log'),
  ...Array.from({ length: 8 }, (_, index): BehaviouralFeature => ({
    column: `event_${index + 1}`,
    label: `Event ${index + 1}`,
    kind: 'flag',
    scale: 'plain',
  })),
  behaviour('tickets', 'Tickets so far', 'log'),
  behaviour('tickets_recent', 'Tickets lately', 'log'),
  behaviour('tickets_open', 'Open tickets', 'log'),
  behaviour('tickets_reopened', 'Reopened tickets', 'log'),
  behaviour('ticket_score', 'Mean score of their tickets'),
  behaviour('ticket_hours', 'Mean hours until a ticket is closed', 'log'),
  behaviour('answers', 'Answers given', 'log'),
  behaviour('score_mean', 'Mean answer, of 100'),
  behaviour('score_last', 'Last answer, of 100'),
  { column: 'plan_now', label: 'Plan on that day', kind: 'text', scale: 'plain' },
  behaviour('mrr_now', 'Monthly price', 'log'),
  behaviour('spells', 'Subscriptions so far', 'log'),
  behaviour('mrr_ratio', 'Monthly price against before'),
  behaviour('touches_recent', 'Touches lately', 'log'),
]
