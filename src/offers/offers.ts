import type { Engine } from '../engine/database'
import type { RawTable } from '../ingest/table'
import type { Mapping, Role, TableKind } from '../model/mapping/mapping'
import { labelsOffer } from './labels'
import { monthsOffer } from './months'
import type { Offer } from './offer'
import { repairOffer } from './repair'
import { stagesOffer } from './stages'
import { surveyOffer } from './survey'

/**
 * What could be done to the tables so that more, or anything, can be read from them. Offers that were taken are not made again.
 * `urgent`: only what is to be asked before the answers.
 */
export async function offersFor(
  engine: Engine,
  mapping: Mapping,
  tables: readonly RawTable[],
  which: 'urgent' | 'all',
): Promise<readonly Offer[]> {
  const session = await engine.open()
  try {
    const isNeeded = answersNothing(mapping)
    const offers: (Offer | null)[] = [await repairOffer(session, mapping, tables)]
    for (const table of tables) offers.push(await labelsOffer(session, table, mapping))
    const read = which === 'all' || isNeeded ? tables.filter(({ format }) => format !== 'sample') : []
    for (const table of read) {
      if (tables.some(({ name }) => name.startsWith(`${table.name}_`)) || table.name.includes('_')) continue
      const offer =
        (await monthsOffer(session, table, mapping, isNeeded)) ??
        (await surveyOffer(session, table, mapping, isNeeded)) ??
        (await stagesOffer(session, table, mapping, isNeeded))
      offers.push(offer)
    }
    return offers.filter((offer) => offer !== null)
  } finally {
    await session.close()
  }
}

/** Kinds of tables that no page answers from alone. */
const SILENT: readonly TableKind[] = ['other', 'customers', 'leads', 'spend']

/** What a list of customers must tell for a page to answer from it. */
const TELLING: readonly Role[] = [
  'joined_on',
  'ended_on',
  'is_churned',
  'tenure_months',
  'tenure_weeks',
  'tenure_days',
  'tenure_years',
  'mrr',
]

function answersNothing({ tables }: Mapping): boolean {
  return tables.every(({ kind, bindings }) => SILENT.includes(kind) && !bindings.some(({ role }) => TELLING.includes(role)))
}
