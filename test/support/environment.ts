import type { Analysis, AnyAnalysis, Options, Tables } from '../../src/analyses/contract/definition'
import type { Outcome } from '../../src/analyses/contract/outcome'
import { withRun, type Environment } from '../../src/analyses/contract/run'
import type { RawSettings } from '../../src/analyses/contract/settings'
import { openRun } from '../../src/model/runtime/session'

/** An engine with a company in it, and whatever else is not as it is at first. */
export type Opened = Pick<Environment, 'engine' | 'company'> & Partial<Environment>

/** Where analyses run, as the worker has it at first: nothing is filtered, no segment kept. */
export function environmentOf(opened: Opened): Environment {
  return { filter: null, segments: [], openRun, ...opened }
}

export type Looked<Result> = Outcome & { readonly result: Result; readonly tables: Tables }

/** What a page shows and what it exports, of one run. */
export async function lookAt<O extends Options, Result>(
  opened: Opened,
  analysis: Analysis<O, Result>,
  raw: RawSettings = {},
): Promise<Looked<Result>> {
  return withRun(environmentOf(opened), analysis as AnyAnalysis, raw, undefined, async (run) => {
    const outcome = run.outcome()
    return { ...outcome, result: outcome.result as Result, tables: await run.tables() }
  })
}
