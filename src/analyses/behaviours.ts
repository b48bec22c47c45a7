/** How a number is taken into a regression: as it is, or its logarithm after adding one (counts, money, ratios that pile up near 0). */
type Scale = 'plain' | 'log'

/** Something a customer did before the day of the cut: a column of leaving-features.sql. */
export interface Behaviour {
  readonly column: string
  /** "Days since the last order". */
  readonly label: string
  readonly kind: 'number' | 'flag' | 'text'
  readonly scale: Scale
  /** Left out where who leaves is told by this silence itself: never; or has no meaning without: the table it is read from. */
  readonly unit: 'days' | 'times' | 'money' | 'count' | 'share' | 'score' | 'hours' | 'none'
}

function behaviour(column: string, label: string, unit: Behaviour['unit'], scale: Scale = 'plain'): Behaviour {
  return { column, label, kind: 'number', scale, unit }
}

/** Everything leaving-features.sql says of behaviour, in its order; the kinds of events follow the data. */
export const BEHAVIOURS: readonly Behaviour[] = [
  behaviour('tenure', 'Days as a customer', 'days', 'log'),
  behaviour('silence', 'Days since the last order', 'days', 'log'),
  behaviour('silence_ratio', 'Silence against their usual gap', 'times', 'log'),
  behaviour('usual_gap', 'Usual days between orders', 'days', 'log'),
  behaviour('last_gap_ratio', 'Last gap against their usual gap', 'times', 'log'),
  behaviour('orders', 'Orders so far', 'count', 'log'),
  behaviour('orders_recent', 'Orders lately', 'count', 'log'),
  behaviour('orders_before', 'Orders in the time before', 'count', 'log'),
  behaviour('orders_ratio', 'Orders lately against before', 'times', 'log'),
  behaviour('revenue', 'Revenue so far', 'money', 'log'),
  behaviour('revenue_recent', 'Revenue lately', 'money', 'log'),
  behaviour('revenue_before', 'Revenue in the time before', 'money', 'log'),
  behaviour('order_value', 'Mean order', 'money', 'log'),
  behaviour('discounted', 'Orders with a discount', 'share'),
  behaviour('returned', 'Returns', 'count', 'log'),
  { column: 'first_channel', label: 'First channel', kind: 'text', scale: 'plain', unit: 'none' },
  behaviour('products', 'Different products', 'count', 'log'),
  behaviour('categories', 'Different categories', 'count', 'log'),
  behaviour('price_ratio', 'Price paid against before', 'times'),
  { column: 'favourite_gone', label: 'Favourite product no longer sold', kind: 'flag', scale: 'plain', unit: 'none' },
  behaviour('events', 'Events so far', 'count', 'log'),
  behaviour('events_recent', 'Events lately', 'count', 'log'),
  behaviour('events_ratio', 'Events lately against before', 'times', 'log'),
  behaviour('event_silence', 'Days since the last event', 'days', 'log'),
  ...Array.from({ length: 8 }, (_, index): Behaviour => ({
    column: `event_${index + 1}`,
    label: `Event ${index + 1}`,
    kind: 'flag',
    scale: 'plain',
    unit: 'none',
  })),
  behaviour('tickets', 'Tickets so far', 'count', 'log'),
  behaviour('tickets_recent', 'Tickets lately', 'count', 'log'),
  behaviour('tickets_open', 'Open tickets', 'count', 'log'),
  behaviour('tickets_reopened', 'Reopened tickets', 'count', 'log'),
  behaviour('ticket_score', 'Mean score of their tickets', 'score'),
  behaviour('ticket_hours', 'Mean hours until a ticket is closed', 'hours', 'log'),
  behaviour('answers', 'Answers given', 'count', 'log'),
  behaviour('score_mean', 'Mean answer, of 100', 'score'),
  behaviour('score_last', 'Last answer, of 100', 'score'),
  { column: 'plan_now', label: 'Plan on that day', kind: 'text', scale: 'plain', unit: 'none' },
  behaviour('mrr_now', 'Monthly price', 'money', 'log'),
  behaviour('spells', 'Subscriptions so far', 'count', 'log'),
  behaviour('mrr_ratio', 'Monthly price against before', 'times'),
  behaviour('touches_recent', 'Touches lately', 'count', 'log'),
]
