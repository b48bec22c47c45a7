import type { Database } from '../../engine/database'
import type { RawTable } from '../../ingest/table'
import { amountBinding } from './money/amount'
import { currencyBinding } from './money/currency'
import { columnsOf } from '../mapping/expression'
import { creditNotes, flagBinding, negativeQuantity } from './flags'
import { isStated } from '../mapping/left-out'
import { leftBinding } from './left-mark'
import type { Binding, Expression, Role, TableMapping } from '../mapping/mapping'
import { stateBindings } from './money/order-states'
import { versionBinding } from './money/order-versions'
import type { Candidate, KindGuess } from './kind-guess'
import type { Evidence } from './evidence'
import { kindEntry, rolesOf } from '../mapping/roles'
import { roleType } from '../mapping/mapped-table'
import { isOfReturns } from './money/taken-back'
import { isUnitUnclear } from './doubts/tenure-doubt'
import { totalBinding } from './money/totals'

/** Optional roles below this are left unmapped: a wrong one does more harm than none. */
const WORTH_MAPPING = 0.5

/** A reading as a mapping: roles become bindings, and what two columns say together becomes an expression. */
export async function bind(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  reading: KindGuess,
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
  const made = await composed(database, table, columns, reading)
  // A column that tells sales from returns is no category of what was sold.
  const states = new Set(made.flatMap(({ role, from }) => (STATES.includes(role) && 'isOneOf' in from ? [from.column] : [])))
  const others = plain.filter(({ role, from }) => !STATED.includes(role) || !states.has(from.column))
  const bindings = [...others, ...made]
  const order = rolesOf(reading.kind)
  return {
    table: table.name,
    kind: reading.kind,
    confidence,
    bindings: bindings.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role)),
  }
}

/** Roles that more than one column may make. */
const COMPOSED: readonly Role[] = ['revenue', 'is_cancelled', 'is_return', 'is_total', 'version_at', 'currency', 'is_churned']

const STATES: readonly Role[] = ['is_cancelled', 'is_return']
const STATED: readonly Role[] = ['order_id', 'category', 'channel', 'campaign']

async function composed(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  reading: KindGuess,
): Promise<readonly Binding[]> {
  const bindings: (Binding | null)[] = []
  if (reading.kind === 'orders' || reading.kind === 'order_lines')
    bindings.push(...(await orderBindings(database, table, columns, reading)))
  if (reading.kind === 'customers') {
    bindings.push(await leftBinding(database, table, columns, reading))
  }
  return bindings.filter((binding) => binding !== null)
}

/** A reading that is to be asked about stays so, whatever its header says. */
const ASKED = 0.5

/** What only orders have: an amount, and what tells which rows are sales. */
async function orderBindings(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  reading: KindGuess,
): Promise<readonly (Binding | null)[]> {
  const made = await amountBinding(database, table, columns, reading)
  const given = reading.roles.get('revenue')
  const isGiven = given && made && isStated(made.from) && columnsOf(made.from)[0] === given.evidence.column.name && made.confidence > ASKED
  const sure = given ? confidenceOf('revenue', given, reading, columns) : 0
  const isMixed = given?.evidence.column.nearly !== undefined
  const amount = made && isGiven ? { ...made, confidence: isMixed ? sure : Math.max(made.confidence, sure) } : made
  const from = amount?.from ?? null
  const states = await stateBindings(database, table, columns, reading, from)
  const has = (role: Role) => states.some((binding) => binding.role === role)
  return [
    amount,
    ...states,
    ...(has('is_cancelled') || has('is_return') ? [] : [await cancelledBinding(database, table, reading, from)]),
    has('is_return') || !from ? null : await negativeQuantity(database, table, reading, from),
    from ? await totalBinding(database, table, reading, from) : null,
    await versionBinding(database, table, columns, reading),
    currencyBinding(columns, from),
  ]
}

async function cancelledBinding(
  database: Database,
  table: RawTable,
  reading: KindGuess,
  amount: Expression | null,
): Promise<Binding | null> {
  const marked = reading.roles.get('is_cancelled')
  const flag = marked && (await flagBinding(database, table, 'is_cancelled', marked))
  if (!marked || !flag) return creditNotes(database, table, reading)
  return (await isOfReturns(database, table, reading, marked, amount)) ? { ...flag, role: 'is_return' } : flag
}

const SURE = 0.9
const LITTLE = 0.5
/** Words of a list that stand this close together say equally much. */
const AS_GOOD = 0.002

/**
 * How sure a role is: a word that says little is enough where no other column could be meant,
 * and a word that says much is not where another column's says as much.
 */
function confidenceOf(role: Role, { evidence, score }: Candidate, reading: KindGuess, columns: readonly Evidence[]): number {
  const taken = new Set([...reading.roles.values()].map((one) => one.evidence))
  const type = roleType(role)
  // Most of its values are what the role needs; what the others are is for somebody to say.
  if (evidence.column.nearly) return Math.min(score, 0.5)
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
    // Only somebody who says so makes cases customers.
    if (evidence.named.has('case_id')) return Math.min(0.95, Math.max(score, 0.7))
    return evidence.isUnnamed ? score : Math.max(score, 0.7)
  }
  if (role === 'tenure_months' && isUnitUnclear(evidence.column)) return 0.5
  return score
}
