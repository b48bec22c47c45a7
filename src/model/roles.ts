import type { ColumnType } from '../engine/database'
import type { Role, TableKind } from './mapping'

export interface KindEntry {
  readonly kind: TableKind
  /** In a list of kinds: "Orders". */
  readonly label: string
  /** What one row is: "an order". */
  readonly rowIs: string
  readonly required: readonly Role[]
  readonly optional: readonly Role[]
}

interface RoleEntry {
  readonly label: string
  readonly type: ColumnType
}

const PERSON = ['name', 'email', 'gender', 'country', 'region', 'city', 'postcode', 'company'] as const

/** What each kind of table may hold, in the order a person would look for it. */
export const KINDS: readonly KindEntry[] = [
  {
    kind: 'customers',
    label: 'Customers',
    rowIs: 'a customer',
    required: ['customer_id'],
    optional: [
      'name',
      'first_name',
      'last_name',
      'email',
      'joined_on',
      'birth_year',
      'age',
      'gender',
      'country',
      'region',
      'city',
      'postcode',
      'company',
      'industry',
      'employees',
      'plan',
      'status',
      'ended_on',
      'tenure_months',
      'tenure_weeks',
      'tenure_days',
      'tenure_years',
      'is_churned',
      'mrr',
      'source',
    ],
  },
  {
    kind: 'orders',
    label: 'Orders',
    rowIs: 'an order',
    required: ['customer_id', 'ordered_at', 'revenue'],
    optional: [
      'order_id',
      'quantity',
      'unit_price',
      'product',
      'category',
      'channel',
      'campaign',
      'discount',
      'cost',
      'margin',
      'currency',
      'is_cancelled',
      'is_return',
      'is_total',
      'version_at',
      ...PERSON,
    ],
  },
  {
    kind: 'order_lines',
    label: 'Order lines',
    rowIs: 'a product in an order',
    required: ['customer_id', 'ordered_at', 'revenue'],
    optional: [
      'order_id',
      'product',
      'category',
      'quantity',
      'unit_price',
      'channel',
      'campaign',
      'discount',
      'cost',
      'margin',
      'currency',
      'is_cancelled',
      'is_return',
      'is_total',
      'version_at',
      ...PERSON,
    ],
  },
  {
    kind: 'events',
    label: 'Events',
    rowIs: 'something that happened',
    required: ['customer_id', 'happened_at', 'event'],
    optional: ['session_id', 'source', 'page', 'device', 'value'],
  },
  {
    kind: 'feedback',
    label: 'Feedback',
    rowIs: 'an answer or a review',
    required: [],
    optional: [
      'customer_id',
      'answered_at',
      'nps',
      'csat',
      'ces',
      'rating',
      'score',
      'kind',
      'scale_low',
      'scale_high',
      'comment',
      'product',
      'touchpoint',
    ],
  },
  {
    kind: 'tickets',
    label: 'Support cases',
    rowIs: 'a support case',
    required: ['opened_at'],
    optional: ['ticket_id', 'customer_id', 'closed_at', 'category', 'priority', 'is_reopened', 'score'],
  },
  {
    kind: 'subscriptions',
    label: 'Subscriptions',
    rowIs: 'a subscription from its start to its end',
    required: ['customer_id', 'started_on'],
    optional: ['ended_on', 'plan', 'mrr'],
  },
  {
    kind: 'leads',
    label: 'Leads',
    rowIs: 'a prospect',
    required: ['created_at'],
    optional: ['lead_id', 'source', 'stage', 'value', 'customer_id', 'industry', 'employees', 'country'],
  },
  {
    kind: 'touches',
    label: 'Marketing contacts',
    rowIs: 'a contact with marketing',
    required: ['customer_id', 'happened_at', 'channel'],
    optional: ['campaign', 'cost', 'variant'],
  },
  {
    kind: 'spend',
    label: 'Marketing spend',
    rowIs: 'what a channel cost',
    required: ['spent_on', 'channel', 'cost'],
    optional: ['campaign'],
  },
  { kind: 'other', label: 'Not used', rowIs: 'not known', required: [], optional: [] },
]

/** What each role is called on the page, and what its values are. */
export const ROLES: Readonly<Record<Role, RoleEntry>> = {
  age: { label: 'age', type: 'number' },
  answered_at: { label: 'date', type: 'timestamp' },
  birth_year: { label: 'year of birth', type: 'number' },
  campaign: { label: 'campaign', type: 'text' },
  category: { label: 'category', type: 'text' },
  ces: { label: 'effort score', type: 'number' },
  channel: { label: 'channel', type: 'text' },
  city: { label: 'city', type: 'text' },
  closed_at: { label: 'closed', type: 'timestamp' },
  comment: { label: 'comment', type: 'text' },
  company: { label: 'company', type: 'text' },
  cost: { label: 'cost', type: 'number' },
  country: { label: 'country', type: 'text' },
  created_at: { label: 'created', type: 'timestamp' },
  csat: { label: 'satisfaction', type: 'number' },
  currency: { label: 'currency', type: 'text' },
  customer_id: { label: 'customer', type: 'text' },
  device: { label: 'device', type: 'text' },
  discount: { label: 'discount', type: 'number' },
  email: { label: 'e-mail', type: 'text' },
  employees: { label: 'employees', type: 'number' },
  ended_on: { label: 'ended', type: 'date' },
  event: { label: 'event', type: 'text' },
  first_name: { label: 'first name', type: 'text' },
  gender: { label: 'gender', type: 'text' },
  happened_at: { label: 'date', type: 'timestamp' },
  industry: { label: 'industry', type: 'text' },
  is_cancelled: { label: 'cancelled', type: 'flag' },
  is_churned: { label: 'left', type: 'flag' },
  is_reopened: { label: 'reopened', type: 'flag' },
  is_return: { label: 'takes money back', type: 'flag' },
  is_total: { label: 'is a total', type: 'flag' },
  joined_on: { label: 'joined', type: 'date' },
  kind: { label: 'kind of score', type: 'text' },
  last_name: { label: 'last name', type: 'text' },
  lead_id: { label: 'lead', type: 'text' },
  margin: { label: 'margin', type: 'number' },
  mrr: { label: 'revenue a month', type: 'number' },
  name: { label: 'name', type: 'text' },
  nps: { label: 'recommendation, 0 to 10', type: 'number' },
  opened_at: { label: 'opened', type: 'timestamp' },
  order_id: { label: 'order', type: 'text' },
  ordered_at: { label: 'date', type: 'timestamp' },
  page: { label: 'page', type: 'text' },
  plan: { label: 'plan', type: 'text' },
  postcode: { label: 'postcode', type: 'text' },
  priority: { label: 'priority', type: 'text' },
  product: { label: 'product', type: 'text' },
  quantity: { label: 'quantity', type: 'number' },
  rating: { label: 'rating', type: 'number' },
  region: { label: 'region', type: 'text' },
  revenue: { label: 'amount', type: 'number' },
  scale_high: { label: 'best score', type: 'number' },
  scale_low: { label: 'worst score', type: 'number' },
  score: { label: 'score', type: 'number' },
  session_id: { label: 'session', type: 'text' },
  source: { label: 'source', type: 'text' },
  spent_on: { label: 'date', type: 'date' },
  stage: { label: 'stage', type: 'text' },
  started_on: { label: 'started', type: 'date' },
  status: { label: 'status', type: 'text' },
  tenure_days: { label: 'days with the company', type: 'number' },
  tenure_months: { label: 'months with the company', type: 'number' },
  tenure_weeks: { label: 'weeks with the company', type: 'number' },
  tenure_years: { label: 'years with the company', type: 'number' },
  ticket_id: { label: 'case', type: 'text' },
  touchpoint: { label: 'touchpoint', type: 'text' },
  unit_price: { label: 'unit price', type: 'number' },
  value: { label: 'value', type: 'number' },
  version_at: { label: 'last changed', type: 'timestamp' },
  variant: { label: 'variant', type: 'text' },
}

export function kindEntry(kind: TableKind): KindEntry {
  return KINDS.find((entry) => entry.kind === kind)!
}

export function rolesOf(kind: TableKind): readonly Role[] {
  const entry = kindEntry(kind)
  return [...entry.required, ...entry.optional]
}
