import type { Need } from './definition'

export const ANY_CUSTOMER: Need = {
  anyOf: (['orders', 'customers', 'events', 'feedback', 'tickets', 'subscriptions', 'touches'] as const).map((table) => ({
    table,
    roles: ['customer_id'],
  })),
  short: 'needs customers',
  sentence: 'Any table with a column that says who the customer is.',
}

export const ORDERS_WITH_MONEY: Need = {
  anyOf: [{ table: 'orders', roles: ['customer_id', 'ordered_at', 'revenue'] }],
  short: 'needs orders',
  sentence: 'A table with a customer, a date and an amount.',
}

/** Who leaves and why. */
export const DEPARTURES: Need = {
  anyOf: [
    { table: 'orders', roles: ['customer_id', 'ordered_at'] },
    { table: 'subscriptions', roles: ['customer_id', 'started_on', 'ended_on'] },
    { table: 'customers', roles: ['customer_id', 'joined_on', 'ended_on'] },
    { table: 'customers', roles: ['customer_id', 'is_churned'] },
  ],
  short: 'needs orders or who left',
  sentence: 'Who left: orders over some months, subscriptions, dates of joining and leaving, or a column that says who has left.',
  isOfCustomers: true,
}
