import type { Session } from '../../engine/database'
import { account } from './accounting'
import { CANONICAL } from './canonical'
import type { Account } from './company'
import { isUsed, required, NO_CUSTOMER, type Reason } from '../mapping/left-out'
import { withoutOpenEnd } from './open-end'
import { storageChoice } from './storage-choice'
import { nullOf, roleType, tableSql, type MappedTable } from '../mapping/mapped-table'

/** Tables whose rows stand as they are: role by role, one row a row. */
const PLAIN = {
  events: { used: 'Events used', required: { customer_id: NO_CUSTOMER, happened_at: 'No date', event: 'No name of the event' }, id: null },
  tickets: { used: 'Cases used', required: { opened_at: 'No date' }, id: 'ticket_id' },
  subscriptions: { used: 'Subscriptions used', required: { customer_id: NO_CUSTOMER, started_on: 'No start' }, id: null },
  leads: { used: 'Leads used', required: { created_at: 'No date' }, id: 'lead_id' },
  touches: { used: 'Contacts used', required: { customer_id: NO_CUSTOMER, happened_at: 'No date', channel: 'No channel' }, id: null },
  products: { used: 'Products used', required: { product: 'No product' }, id: null },
  spend: { used: 'Rows used', required: { spent_on: 'No date', channel: 'No channel', cost: 'No cost' }, id: null },
} as const

type PlainKind = keyof typeof PLAIN
export const PLAIN_KINDS = Object.keys(PLAIN) as readonly PlainKind[]

/** Creates company.<kind> from its sources, empty where there are none. */
export async function buildPlainTable(session: Session, kind: PlainKind, all: readonly MappedTable[]): Promise<readonly Account[]> {
  const sources = all.filter((source) => source.kind === kind)
  const parts = sources.map((source) => selectSql(kind, source, sources.length > 1))
  await session.execute(
    `create ${storageChoice(sources)} company.${kind} as ${parts.length > 0 ? parts.join('\nunion all\n') : emptySql(kind)}`,
  )
  const accounts: Account[] = []
  for (const one of sources) accounts.push(await account(session, one, tableSql(one), reasonsOf(kind, one), PLAIN[kind].used))
  return accounts
}

function reasonsOf(kind: PlainKind, source: MappedTable): readonly Reason[] {
  return Object.entries(PLAIN[kind].required)
    .map(([role, label]) => required(source, role, label))
    .filter((reason) => reason !== null)
}

function selectSql(kind: PlainKind, source: MappedTable, several: boolean): string {
  const columns = Object.keys(CANONICAL[kind]).map((role) => `${valueOf(kind, source, role, several)} as ${role}`)
  return `select ${columns.join(', ')} from ${tableSql(source)} where ${isUsed(reasonsOf(kind, source))}`
}

function valueOf(kind: PlainKind, source: MappedTable, role: string, several: boolean): string {
  const line = several ? `'${source.raw.name}:' || line::varchar` : 'line::varchar'
  if (role === PLAIN[kind].id) return source.has(role) ? `coalesce(${source.sql(role)}, ${line})` : line
  return role === 'ended_on' ? withoutOpenEnd(source.sql(role)) : source.sql(role)
}

function emptySql(kind: PlainKind): string {
  const columns = Object.keys(CANONICAL[kind]).map((role) => `${nullOf(roleType(role))} as ${role}`)
  return `select ${columns.join(', ')} where false`
}
