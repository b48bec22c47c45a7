import { query, setVariables, type Session, type Variables } from '../engine/database'
import countText from './count-customers.sql?raw'
import { csvPieces } from './csv'
import { analysisById } from './index'
import type { CustomerPage, Selection } from './outcome'
import pageText from './page-customers.sql?raw'
import { settingsOf, withSession, type Environment } from './run'
import selectText from './select-customers.sql?raw'

const total = query('customers selected', countText, { total: 'number', revenue: 'number' })

const page = query('customers', pageText, {
  customer_id: 'text',
  name: 'text',
  email: 'text',
  country: 'text',
  orders: 'number',
  revenue: 'number',
  first_order_at: 'timestamp',
  last_order_at: 'timestamp',
})

/** What evaluates a selection anew: a select of customer_id and the variables it reads. Everyone under the filter for null. */
export interface MemberQuery {
  readonly sql: string
  readonly variables: Variables
}

export function memberQuery(environment: Environment, selection: Selection | null): MemberQuery {
  if (!selection) return { sql: 'select customer_id from customers', variables: {} }
  const { sql, settings } = resolve(environment, selection)
  const { asOf, firstAt, lastAt } = environment.company
  const dates = { as_of: asOf, first_at: firstAt, last_at: lastAt }
  return { sql, variables: { ...dates, ...settings, as_of: settings.as_of || asOf, ...selection.who.values } }
}

/** Customers from `from` up to but without `to`, the largest by revenue first. */
export async function selectCustomers(
  environment: Environment,
  selection: Selection | null,
  from: number,
  to: number,
  signal?: AbortSignal,
): Promise<CustomerPage> {
  return withSelected(environment, selection, signal, async (session) => {
    const [sum] = await session.rows(total)
    const rows = await pageOf(session, from, to)
    return {
      total: sum?.total ?? 0,
      revenue: sum?.revenue ?? null,
      rows: rows.map(({ customer_id, name, orders, revenue, last_order_at }) => ({
        customer_id: customer_id ?? '',
        name,
        orders,
        revenue,
        last_order_at,
      })),
    }
  })
}

/** Rows read at a time for the file. */
const PIECE = 50_000

export async function customersCsv(environment: Environment, selection: Selection | null, signal?: AbortSignal): Promise<Blob> {
  return withSelected(environment, selection, signal, async (session) => {
    const pieces: Uint8Array<ArrayBuffer>[] = []
    for (let from = 0; ; from += PIECE) {
      const rows = await pageOf(session, from, from + PIECE)
      const [head, ...lines] = csvPieces(rows)
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
  signal: AbortSignal | undefined,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const { sql, settings } = selection ? resolve(environment, selection) : { ...memberQuery(environment, null), settings: {} }
  return withSession(environment, settings, signal, async (session) => {
    if (selection) await session.execute(setVariables(selection.who.values))
    await session.execute(`create temporary table selected as ${sql}`)
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
  return { sql: found.text, settings: page === id ? settings : settingsOf(environment, analysis, {}) }
}
