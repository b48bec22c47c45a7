import type { Database } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { amountBinding } from './amount'
import { creditNotes, flagBinding } from './flags'
import { leftBinding } from './left-mark'
import type { Binding, Role, TableMapping } from './mapping'
import type { Candidate, Evidence, Reading } from './reading'
import { kindEntry, rolesOf } from './roles'
import { roleType } from './source'
import { isUnitUnclear } from './tenure-unit'

/** Optional roles below this are left unmapped: a wrong one does more harm than none. */
const WORTH_MAPPING = 0.5

/** A reading as a mapping: roles become bindings, and what two columns say together becomes an expression. */
export async function bind(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  reading: Reading,
  confidence: number,
): Promise<TableMapping> {
  const required = kindEntry(reading.kind).required
  const plain = [...reading.roles]
    .filter(([role, { score }]) => !COMPOSED.includes(role) && (required.includes(role) || score >= WORTH_MAPPING))
    .map(([role, candidate]) => ({
      role,
      from: { column: candidate.evidence.column.name },
      confidence: confidenceOf(role, candidate, reading, columns),
    }))
  const bindings = [...plain, ...(await composed(database, table, columns, reading))]
  const order = rolesOf(reading.kind)
  return {
    table: table.name,
    kind: reading.kind,
    confidence,
    bindings: bindings.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role)),
  }
}

/** Roles that more than one column may make. */
const COMPOSED: readonly Role[] = ['revenue', 'is_cancelled', 'is_churned']

async function composed(database: Database, table: RawTable, columns: readonly Evidence[], reading: Reading): Promise<readonly Binding[]> {
  const bindings: (Binding | null)[] = []
  if (reading.kind === 'orders' || reading.kind === 'order_lines') {
    const amount = await amountBinding(database, table, reading)
    const given = reading.roles.get('revenue')
    const from = amount?.from
    const isGiven = given && from && 'column' in from && from.column === given.evidence.column.name
    bindings.push(
      amount && isGiven ? { ...amount, confidence: Math.max(amount.confidence, confidenceOf('revenue', given, reading, columns)) } : amount,
    )
    const marked = reading.roles.get('is_cancelled')
    const cancelled = marked && (await flagBinding(database, table, 'is_cancelled', marked, 'cancelled'))
    bindings.push(cancelled ?? (await creditNotes(database, table, reading)))
  }
  if (reading.kind === 'customers') {
    bindings.push(await leftBinding(database, table, columns, reading))
  }
  return bindings.filter((binding) => binding !== null)
}

const SURE = 0.9
const LITTLE = 0.5
/** Words of a list that stand this close together say equally much. */
const AS_GOOD = 0.002

/**
 * How sure a role is: a word that says little is enough where no other column could be meant,
 * and a word that says much is not where another column's says as much.
 */
function confidenceOf(role: Role, { evidence, score }: Candidate, reading: Reading, columns: readonly Evidence[]): number {
  const taken = new Set([...reading.roles.values()].map((one) => one.evidence))
  const type = roleType(role)
  if (type === 'date' || type === 'timestamp') {
    const rivals = columns.filter((one) => one !== evidence && !taken.has(one) && one.shape.isDate)
    const asGood = rivals.filter((one) => (one.named.get(role) ?? 0) >= score - AS_GOOD)
    if (evidence.isUnnamed || asGood.length > 0) return Math.min(score, 0.5)
    return Math.max(score, rivals.length === 0 ? SURE : score < LITTLE ? 0.5 : 0.7)
  }
  if (role === 'revenue') {
    const rivals = columns.filter((one) => one !== evidence && !taken.has(one) && (one.named.get(role) ?? 0) >= score - 0.05)
    return rivals.length === 0 && !evidence.isUnnamed && score >= LITTLE ? Math.max(score, SURE) : Math.min(score, 0.5)
  }
  if (role === 'customer_id') {
    const rivals = columns.filter(
      (one) => one !== evidence && (one.named.get(role) ?? 0) >= score - 0.06 && one.column.distinct !== evidence.column.distinct,
    )
    if (rivals.length > 0) return Math.min(score, 0.5)
    return evidence.isUnnamed ? score : Math.max(score, 0.7)
  }
  if (role === 'tenure_months' && isUnitUnclear(evidence.column)) return 0.5
  return score
}
