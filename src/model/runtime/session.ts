import type { Engine, Session, Variables } from '../../engine/database'
import { makeBreakdown } from './breakdown'
import type { Company } from '../company/company'

/**
 * A connection for one run: as_of ('YYYY-MM-DD'), first_at, last_at (ISO text) and every setting as variables, and the view
 * breakdown(customer_key, customer_id, value) of the setting `by`. An as_of among the settings goes before the company's unless it is empty.
 */
export async function openRun(engine: Engine, company: Company, settings: Variables, signal?: AbortSignal): Promise<Session> {
  const asOf = settings.as_of || company.asOf
  const session = await engine.open({ first_at: company.firstAt, last_at: company.lastAt, ...settings, as_of: asOf }, signal)
  try {
    await makeBreakdown(session, settings.by)
    return session
  } catch (error) {
    await session.close()
    throw error
  }
}
