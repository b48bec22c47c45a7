import { literal, type Engine } from './database'
import type { LeakAttempt } from './leaks'
import type { WayOut } from './ways-out'

const STATEMENTS: Readonly<Record<string, (address: string) => string>> = {
  'reading a web address': (address) => `select * from read_csv(${literal(address)})`,
  'writing to a web address': (address) => `copy (select 1) to ${literal(address)}`,
  'attaching a web database': (address) => `attach ${literal(address)} as elsewhere`,
  'loading the network extension': () => 'load httpfs',
  'unlocking its own settings': () => 'set enable_external_access = true',
}

/** Ways that statements have. */
export const SQL_WAYS: readonly WayOut[] = Object.keys(STATEMENTS).map((way) => ({
  way: `SQL: ${way}`,
  standing: 'closed',
  by: 'The lock of the engine, set before any data arrive',
}))

/** Tries every way out that SQL has. Blocked means that the engine refused by its own lock, not that a connection failed. */
export async function tryToLeakBySql(engine: Engine, address: string): Promise<readonly LeakAttempt[]> {
  const attempts: LeakAttempt[] = []
  for (const [way, statement] of Object.entries(STATEMENTS)) attempts.push(await tryStatement(engine, `SQL: ${way}`, statement(address)))
  return attempts
}

async function tryStatement(engine: Engine, way: string, sql: string): Promise<LeakAttempt> {
  try {
    await engine.execute(sql)
    return { way, blocked: false, detail: 'not refused' }
  } catch (error) {
    const { message } = error as Error
    const isRefused = /permission error|configuration has been locked|disabled/i.test(message)
    return { way, blocked: isRefused, detail: isRefused ? "refused by the engine's lock" : message }
  }
}
