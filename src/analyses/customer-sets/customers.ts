import { query, setVariables, type Session, type Variables } from '../../engine/database'
import countText from './count-customers.sql?raw'
import { csvPieces } from '../export/csv'
import { analysisById } from '../index'
import { CUSTOMER_COLUMNS, FIRST_VIEW, isEveryone, type CustomerPage, type CustomerView, type Selection } from '../contract/outcome'
import pageText from './page-customers.sql?raw'
import { scoreCustomers } from './score-customers'
import { settingsOf, withSession, type Environment } from '../contract/run'
import selectText from './select-customers.sql?raw'

const total = query('customers selected', countText, { total: 'number', revenue: 'number' })

const page = query('customers', pageText, {
  customer_id: 'text',
  name: 'text',
  email: 'text',
  country: 'text',
  segment: 'text',
  orders: 'number',
  revenue: 'number',
  first_order_at: 'timestamp',
  last_order_at: 'timestamp',
  silent_days: 'number',
  usual_gap_days: 'number',
})

/** What evaluates a selection anew: a select of customer_id and the variables it reads. Everyone under the filter for null. */
export interface MemberQuery {
  readonly sql: string
  readonly variables: Variables
}

export function memberQuery(environment: Environment, selection: Selection | null): MemberQuery {
  if (!selection || isEveryone(selection)) return { sql: 'select customer_id from customers', variables: {} }
  const { sql, settings } = resolve(environment, selection)
  const { asOf, firstAt, lastAt } = environment.company
  const dates = { as_of: asOf, first_at: firstAt, last_at: lastAt }
  return { sql, variables: { ...dates, ...settings, as_of: settings.as_of || asOf, ...selection.who.values } }
}

/** Customers from `from` up to but without `to`, in the order of the view. */
export async function selectCustomers(
  environment: Environment,
  selection: Selection | null,
  from: number,
  to: number,
  view = FIRST_VIEW,
): Promise<CustomerPage> {
  return withSelected(environment, selection, view, async (session) => {
    const [sum] = await session.rows(total)
    const rows = await pageOf(session, from, to)
    return {
      total: sum?.total ?? 0,
      revenue: sum?.revenue ?? null,
      rows: rows.map((row) => ({ ...row, customer_id: row.customer_id ?? '' })),
    }
  })
}

/** Rows read at a time for the file. */
const PIECE = 50_000

/** The rows and columns of the view. */
export async function customersCsv(environment: Environment, selection: Selection | null, view = FIRST_VIEW): Promise<Blob> {
  const shown = CUSTOMER_COLUMNS.filter((column) => view.columns.includes(column))
  return withSelected(environment, selection, view, async (session) => {
    const pieces: Uint8Array<ArrayBuffer>[] = []
    for (let from = 0; ; from += PIECE) {
      const rows = await pageOf(session, from, from + PIECE)
      const [head, ...lines] = csvPieces(rows.map((row) => Object.fromEntries(shown.map((column) => [column, row[column]]))))
      // Every piece begins with the header: only the first one's is wanted.
      if (from === 0 && head) pieces.push(head)
      pieces.push(...lines)
      if (rows.length < PIECE) return new Blob(pieces, { type: 'text/csv;charset=utf-8' })
    }
  })
}

function pageOf(session: Session, from: number, to: number) {
  return session.rows(page, { from_place: from, to_place: to })
}

async function withSelected<T>(
  environment: Environment,
  selection: Selection | null,
  { sort, isDescending, search }: CustomerView,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const isSet = selection !== null && !isEveryone(selection)
  const { sql, settings } = isSet ? resolve(environment, selection) : { ...memberQuery(environment, null), settings: {} }
  return withSession(environment, { ...settings, ...(isSet && selection.who.values) }, undefined, async (session) => {
    await session.execute(`create temporary table selected as ${sql}`)
    await scoreCustomers(session)
    await session.execute(setVariables({ sort, is_descending: isDescending, search: search.trim().replaceAll('\0', '') }))
    await session.execute(selectText)
    return use(session)
  })
}

/** The query behind a selection and the settings it reads; 'segments/members' names another page's set. */
function resolve(environment: Environment, { analysis: id, settings, who }: Selection) {
  const [page, set] = who.set.includes('/') ? (who.set.split('/', 2) as [string, string]) : [id, who.set]
  const analysis = analysisById(page)
  const found = analysis && Object.hasOwn(analysis.sets, set) ? analysis.sets[set] : undefined
  if (!analysis || !found) throw new Error(`there is no set of customers called ${who.set} on the page ${id}`)
  const { text } = typeof found === 'function' ? found(who.values, environment.company) : found
  return { sql: text, settings: page === id ? settings : settingsOf(environment, analysis, {}) }
}
