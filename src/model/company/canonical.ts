import type { Columns } from '../../engine/database'

/**
 * The tables analyses read, with every column they may use. A column whose role is not mapped is null.
 * `customers` also carries one column a0…aN per further attribute (Company.attributes tells which).
 * All are already filtered.
 */
export const CANONICAL = {
  /** One row per customer known anywhere. */
  customers: {
    /** From 0 without a gap: what tables are joined and grouped by. Lists and exports say the id. */
    customer_key: 'number',
    customer_id: 'text',
    name: 'text',
    email: 'text',
    joined_on: 'date',
    birth_year: 'number',
    gender: 'text',
    country: 'text',
    region: 'text',
    city: 'text',
    postcode: 'text',
    company: 'text',
    industry: 'text',
    employees: 'number',
    plan: 'text',
    status: 'text',
    ended_on: 'date',
    /** In Company.tenureUnit. */
    tenure: 'number',
    is_churned: 'flag',
    mrr: 'number',
    source: 'text',
  },
  /** One row per order of a known customer, lines added up. A purchase adds up to more than 0; a return to less. */
  orders: {
    order_key: 'number',
    customer_key: 'number',
    customer_id: 'text',
    ordered_at: 'timestamp',
    revenue: 'number',
    is_purchase: 'flag',
    is_return: 'flag',
    channel: 'text',
    campaign: 'text',
    country: 'text',
    discount: 'number',
    margin: 'number',
    line_count: 'number',
  },
  /** What orders are called. Never filtered. */
  order_ids: { order_key: 'number', order_id: 'text' },
  /**
   * One row per customer and day with a purchase, customer by customer and day by day. Days since the order day before and until
   * the next; null: there is none.
   */
  order_days: { customer_key: 'number', day: 'date', orders: 'number', revenue: 'number', gap_before: 'number', gap_after: 'number' },
  /** The same for rows without a customer: they count in totals that need none. Never filtered. */
  orders_without_customer: {
    order_id: 'text',
    ordered_at: 'timestamp',
    revenue: 'number',
    is_purchase: 'flag',
    is_return: 'flag',
    channel: 'text',
    country: 'text',
    line_count: 'number',
  },
  /** One row per product in an order of a known customer. The discount is a share of what the line would have come to without it. */
  order_lines: {
    order_key: 'number',
    customer_key: 'number',
    customer_id: 'text',
    ordered_at: 'timestamp',
    product_key: 'number',
    product: 'text',
    category: 'text',
    quantity: 'number',
    unit_price: 'number',
    revenue: 'number',
    discount: 'number',
    margin: 'number',
    is_purchase: 'flag',
  },
  events: {
    customer_id: 'text',
    happened_at: 'timestamp',
    event: 'text',
    session_id: 'text',
    source: 'text',
    page: 'text',
    device: 'text',
    value: 'number',
  },
  feedback: {
    customer_id: 'text',
    answered_at: 'timestamp',
    kind: 'text',
    score: 'number',
    scale_low: 'number',
    scale_high: 'number',
    comment: 'text',
    product: 'text',
    touchpoint: 'text',
  },
  tickets: {
    ticket_id: 'text',
    customer_id: 'text',
    opened_at: 'timestamp',
    closed_at: 'timestamp',
    category: 'text',
    priority: 'text',
    is_reopened: 'flag',
    score: 'number',
  },
  subscriptions: { customer_id: 'text', started_on: 'date', ended_on: 'date', plan: 'text', mrr: 'number' },
  leads: {
    lead_id: 'text',
    created_at: 'timestamp',
    source: 'text',
    stage: 'text',
    value: 'number',
    customer_id: 'text',
    industry: 'text',
    employees: 'number',
    country: 'text',
  },
  touches: { customer_id: 'text', happened_at: 'timestamp', channel: 'text', campaign: 'text', cost: 'number', variant: 'text' },
  spend: { spent_on: 'date', channel: 'text', campaign: 'text', cost: 'number' },
  /** One row per product of a list of products; its key is what order lines call the product. Never filtered. */
  products: { product: 'text', category: 'text', unit_price: 'number', cost: 'number' },
  /** One row per customer, so that nothing rescans orders: purchases only, but revenue is net of returns. */
  customer_facts: {
    customer_key: 'number',
    customer_id: 'text',
    orders: 'number',
    order_days: 'number',
    returns: 'number',
    revenue: 'number',
    revenue_gross: 'number',
    first_order_at: 'timestamp',
    last_order_at: 'timestamp',
    /** Median days between one order day and the next; null for fewer than two. */
    median_gap_days: 'number',
    country: 'text',
  },
  /** One row per customer who had bought something by an earlier load of the data that was kept; segment: as the segments page named it then. */
  customer_states: {
    load_id: 'text',
    customer_id: 'text',
    first_at: 'timestamp',
    last_at: 'timestamp',
    orders: 'number',
    revenue: 'number',
    segment: 'text',
  },
  /** One row per load, also the one in force, which is not kept. Never filtered. */
  loads: {
    load_id: 'text',
    taken_at: 'timestamp',
    as_of: 'date',
    label: 'text',
    customers: 'number',
    active_customers: 'number',
    orders: 'number',
    revenue: 'number',
    /** Whether its customers stand in customer_states. */
    is_kept: 'flag',
    is_current: 'flag',
  },
  /** One row per kind of table that dates anything: when it begins and ends, and between which days nothing is missing. Never filtered. */
  spans: { kind: 'text', first_at: 'timestamp', last_at: 'timestamp', seen_from: 'date', seen_until: 'date' },
  /** One row per customer with the value of the attribute or segment chosen under `by`; 'All customers' when none is. Made per session. */
  breakdown: { customer_key: 'number', customer_id: 'text', value: 'text' },
} as const satisfies Record<string, Columns>

export type CanonicalTable = keyof typeof CANONICAL
