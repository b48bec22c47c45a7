import { identifier, query, type Database } from '../../engine/database'
import type { RawColumn, RawTable } from '../../ingest/table'
import { count } from '../../shared/format'
import { expressionSql } from '../mapping/expression'
import type { Binding, Doubt, DoubtChoice, Expression, TableMapping } from '../mapping/mapping'
import type { Candidate, KindGuess } from './kind-guess'
import type { Evidence } from './evidence'
import { placeOf } from './doubts/table-doubts'
import { valuesMeaning } from '../words/vocabulary'

/** Texts with more values than this are no status. */
const MOST_STATES = 30
/** With more values than this under its name, a mark is a reason or a remark. */
const MOST_CODES = 6

/** A name that says as much as "active". */
const PLAIN = 0.84
/** The review asks. */
const UNCLEAR = 0.5

/** Who left, from a column that marks it: read where its values are plain, kept to be asked about where only its name is. */
export async function leftBinding(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  { roles }: KindGuess,
): Promise<Binding | null> {
  const mark = roles.get('is_churned')
  if (mark) return bindingOf(await markOf(database, table, mark.evidence.column), mark)
  const status = roles.get('status')
  if (status?.evidence.column.type === 'text') {
    const found = await markOf(database, table, status.evidence.column)
    if (found?.isPlain) return bindingOf(found, status)
  }
  const taken = [...roles.values()].map(({ evidence }) => evidence)
  const active = columns.find((one) => !taken.includes(one) && (one.named.get('is_active') ?? 0) >= PLAIN)
  const stays = active && (await stayOf(database, table, active.column))
  return stays ? { role: 'is_churned', from: stays, confidence: active.named.get('is_active')! } : null
}

interface Mark {
  readonly from: Expression
  readonly isPlain: boolean
}

function bindingOf(mark: Mark | null, { score }: Candidate): Binding | null {
  return mark && { role: 'is_churned', from: mark.from, confidence: mark.isPlain ? score : UNCLEAR }
}

async function markOf(database: Database, table: RawTable, column: RawColumn): Promise<Mark | null> {
  const { name } = column
  const isOneOf = (values: readonly string[]): Expression => ({ column: name, isOneOf: values })
  const states = await statesOf(database, table, column)
  const hasBlanks = column.filled < table.rowsKept
  if (states.length === 0) return null
  const gone =
    column.type === 'text'
      ? valuesMeaning(
          states.map(({ state }) => state),
          'gone',
        )
      : []
  if (gone.length > 0 && (gone.length < states.length || hasBlanks)) return { from: isOneOf(gone), isPlain: true }
  const yes = states.filter(({ state }) => YES.has(state.trim().toLowerCase()))
  // What a mark does not stand beside is not marked: "Yes" or blank, "x" or nothing.
  if (states.length === 1 && hasBlanks) return yes.length === 1 ? { from: isOneOf([states[0]!.state]), isPlain: true } : null
  const isYesOrNo = states.every(({ state }) => YES.has(state.trim().toLowerCase()) || isNo(state))
  if (isYesOrNo) return { from: { column: name }, isPlain: true }
  if (states.length > MOST_CODES || states.length < 2) return null
  const likely = states.find(({ state }) => Number(state) === 1) ?? states.toSorted((a, b) => a.rows - b.rows)[0]!
  return { from: isOneOf([likely.state]), isPlain: false }
}

/** Who left, from a column that marks those who did not. */
async function stayOf(database: Database, table: RawTable, column: RawColumn): Promise<Expression | null> {
  const states = (await statesOf(database, table, column)).map(({ state }) => state)
  const hasBlanks = column.filled < table.rowsKept
  const no = states.filter((state) => NO.has(state.trim().toLowerCase()))
  const gone = valuesMeaning(states, 'gone')
  if (states.length === 1 && hasBlanks && YES.has(states[0]!.trim().toLowerCase())) return { column: column.name, isOneOf: [''] }
  if (states.length !== 2) return null
  if (no.length === 1) return { column: column.name, isOneOf: no }
  return gone.length === 1 ? { column: column.name, isOneOf: gone } : null
}

const YES = new Set('yes y true t 1 da ja j oui o vrai si sí s x ✓ ✔ wahr verdadero adevărat'.split(' '))
const NO = new Set('no n false f 0 nu nein non falsch faux falso fals'.split(' '))

/** No, or a sign in place of a word: Y and −. */
function isNo(state: string): boolean {
  return NO.has(state.trim().toLowerCase()) || !/[\p{L}\p{N}✓✔]/u.test(state)
}

interface State {
  readonly state: string
  readonly rows: number
}

async function statesOf(database: Database, table: RawTable, column: RawColumn): Promise<readonly State[]> {
  if (column.distinct > MOST_STATES) return []
  const state = expressionSql({ column: column.name }, table, 'text')
  const text = `select ${state} as state, count(*) as rows from ${identifier(table.name)} where ${state} is not null group by state order by state`
  const rows = await database.rows(query('states', text, { state: 'text', rows: 'number' }))
  return rows.map((row) => ({ state: row.state!, rows: row.rows! }))
}

/** A column is called by what it marks, and its codes could mean either: 1 and 2, −1 and 1. */
export async function leftDoubt(database: Database, table: RawTable, mapping: TableMapping, column: RawColumn): Promise<Doubt> {
  const states = await statesOf(database, table, column)
  const others = mapping.bindings.filter(({ role }) => role !== 'is_churned')
  const inForce = mapping.bindings.find(({ role }) => role === 'is_churned')!.from
  const first = 'isOneOf' in inForce ? inForce.isOneOf[0] : null
  const choices = states
    .toSorted((a, b) => Number(b.state === first) - Number(a.state === first))
    .map(({ state, rows }): DoubtChoice => {
      const from = { column: column.name, isOneOf: [state] }
      return {
        label: `${state} means left`,
        consequence: `${count(rows)} of ${count(column.filled)} left`,
        mapping: { ...mapping, bindings: [...others, { role: 'is_churned', from, confidence: 1 }] },
      }
    })
  return {
    ...placeOf(table, column),
    question: `Which value of ${column.header} says that a customer left?`,
    why: `It holds ${states.map(({ state }) => state).join(', ')}, and nothing in the file tells which is which.`,
    choices: [...choices, { label: 'None of them', consequence: 'nobody is marked', mapping: { ...mapping, bindings: others } }],
  }
}
