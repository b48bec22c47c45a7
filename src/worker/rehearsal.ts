import { runAnalysis, type Environment } from '../analyses/contract/run'
import { analysis as insights } from '../analyses/insights/analysis'
import type { Engine } from '../engine/database'
import { buildCompany } from '../model/company/build'
import { openRun } from '../model/runtime/session'
import { suggestMapping } from '../model/suggest/suggest'
import { random } from '../stats/random'
import { Files } from './files'

/** Enough that the inner loops turn hot, little enough that no step of it keeps anybody waiting. */
const LINES = 6_000
const CUSTOMERS = 700

/** A browser compiles the engine quickly and badly at first, and well what it finds in use: after this, more of it. */
const ROUNDS = 2

/**
 * Reads made-up orders, builds their company and computes the pages that the landing page waits for, so that the same code is hot
 * when real files come. `engine` is one of its own, that shares nothing with the reader's but its compiled code.
 */
export async function rehearse(engine: Engine, signal: AbortSignal, rounds = ROUNDS): Promise<void> {
  const files = new Files(
    async () => engine,
    () => undefined,
  )
  signal.addEventListener('abort', () => files.cancel())
  for (let round = 0; round < rounds; round++) {
    signal.throwIfAborted()
    const { tables } = await files.import([madeUpOrders(round)])
    const { mapping } = await suggestMapping(engine, tables, 'net')
    signal.throwIfAborted()
    const company = await buildCompany(engine, mapping, tables)
    const environment: Environment = { engine, company, filter: null, segments: [], openRun }
    // All other pages with it.
    await runAnalysis(environment, insights, {}, signal)
    for (const { name } of tables) await files.remove(name)
  }
}

/** Lines of orders as a shop exports them: text, quotes, dates with times, prices, returns, a few without a customer. */
function madeUpOrders(seed: number): File {
  const next = random(seed + 1)
  const pick = (many: number) => Math.floor(next() * many)
  const lines = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country']
  let order = 0
  let head = ''
  for (let line = 0; line < LINES; line++) {
    if (line === 0 || next() < 0.25) {
      order++
      const day = new Date(Date.UTC(2022, 0, 1 + pick(720), 8 + pick(10), pick(60)))
      const customer = next() < 0.05 ? '' : 10_000 + Math.floor(CUSTOMERS * next() ** 2)
      head = `${day.toISOString().slice(0, 19).replace('T', ' ')},|,${customer},Country ${pick(12)}`
    }
    const quantity = next() < 0.02 ? -1 : 1 + pick(12)
    lines.push(
      `${500_000 + order},S${pick(300)},"Thing ${pick(300)}, with ""quotes""",${quantity},${head.replace('|', (0.5 + pick(900) / 50).toFixed(2))}`,
    )
  }
  return new File([lines.join('\r\n')], 'rehearsal.csv', { type: 'text/csv' })
}
