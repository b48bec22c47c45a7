import type { RawColumn } from '../../ingest/table'
import type { Role } from '../mapping/mapping'
import { roleType } from '../mapping/mapped-table'
import type { Shape } from './column-shape'

/** Ranges outside which a number cannot be what its header says. */
const RANGES: Readonly<Record<Role, readonly [least: number, most: number]>> = {
  age: [0, 130],
  birth_year: [1880, 2100],
  nps: [0, 99],
  csat: [0, 100],
  ces: [0, 100],
  rating: [0, 100],
  employees: [0, 5_000_000],
  tenure_months: [0, 1500],
  tenure_weeks: [0, 6000],
  tenure_days: [0, 40_000],
  tenure_years: [0, 130],
}

/** Texts that divide into groups, and texts that are nearly all different. */
const GROUPS: readonly Role[] = [
  'gender',
  'channel',
  'plan',
  'status',
  'stage',
  'priority',
  'device',
  'kind',
  'variant',
  'source',
  'industry',
]
const WORDS: readonly Role[] = [
  'name',
  'first_name',
  'last_name',
  'email',
  'comment',
  'country',
  'region',
  'city',
  'company',
  'event',
  'page',
]

/** Codes such as #1001 are nobody's name. */
const NAMES: readonly Role[] = ['name', 'first_name', 'last_name']

/** How well a column's values fit a role, as a factor: 0 where they cannot be it. */
export function fit(column: RawColumn, shape: Shape, role: Role): number {
  if (column.filled === 0) return 0
  switch (roleType(role)) {
    case 'timestamp':
    case 'date':
      return shape.isDate || shape.isMonth ? 1 : 0
    case 'flag':
      return fitsFlag(column) || (role === 'is_churned' && column.distinct <= MOST_CODES) ? 1 : 0
    case 'number':
      return fitsNumber(column, shape, role)
    case 'text':
      return fitsText(column, shape, role)
  }
}

/** Codes such as 1 and 2 that mark who left, whatever they mean. */
const MOST_CODES = 2

function fitsFlag(column: RawColumn): boolean {
  if (column.type === 'flag') return true
  if (column.type === 'integer') return column.least === '0' && column.most === '1'
  return column.type === 'text' && column.distinct <= 30
}

function fitsNumber(column: RawColumn, shape: Shape, role: Role): number {
  if (role === 'birth_year' && shape.isDate) return 1
  if (!shape.isNumber) return 0
  const range = RANGES[role]
  if (range && (Number(column.least) < range[0] || Number(column.most) > range[1])) return 0
  if (role === 'quantity' && shape.hasCents) return 0.8
  return 1
}

function fitsText(column: RawColumn, shape: Shape, role: Role): number {
  if (shape.isDate) return 0
  if (role === 'email') return shape.isEmail ? 1 : 0
  if (role === 'comment') return column.type !== 'text' ? 0 : shape.isProse ? 1 : column.distinct > 20 ? 0.8 : 0.3
  if (role.endsWith('_id')) return column.type === 'flag' ? 0 : shape.hasCents ? 0.3 : 1
  if (role === 'name' && shape.isCode) return 0.1
  if (NAMES.includes(role) && shape.isCode) return 0.1
  if (WORDS.includes(role)) return column.type === 'text' || (role === 'region' && column.type === 'integer') ? 1 : 0.1
  if (GROUPS.includes(role)) return shape.hasCents || (column.distinct > 1000 && shape.uniqueness > 0.5) ? 0.2 : 1
  if (role === 'product' || role === 'category') return shape.hasCents ? 0.1 : role === 'category' && shape.isProse ? 0.2 : 1
  return 1
}
