import type { Columns, Database, Engine, Query, RowOf, Session, Variables } from '../../engine/database'
import { QueryCancelled, QueryFailed } from '../../engine/failures'
import { withDerived, type Made } from '../../derived/session'
import { DERIVED, derivedIn } from '../../derived/tables'
import type { Company } from '../../model/company/company'
import type { AnyAnalysis, Context, PageFindings } from './definition'
import { ANALYSES } from '../index'
import { canRun } from './needs'
import { isAwaited, isBearable, urgencyOf } from './urgency'
import type { KeptSegment, Outcome, RanQuery, Settings } from './outcome'
import { breakdownsOf, parseSettings, type RawSettings } from './settings'

/** Where analyses run: the worker's, or a test's. */
export interface Environment {
  readonly engine: Engine
  readonly company: Company
  readonly filter: Context['filter']
  readonly segments: readonly KeptSegment[]
  /** Opens a connection with as_of, first_at, last_at and the settings as variables, and the view `breakdown`. */
  openRun(engine: Engine, company: Company, settings: Variables, signal?: AbortSignal): Promise<Session>
  /** How `findings()` runs the other pages: the caller's cache in front of runAnalysis. */
  readonly run?: (analysis: AnyAnalysis, signal?: AbortSignal) => Promise<Outcome>
  /** What a page answered before at its initial settings; null when it was not asked. */
  readonly known?: (analysis: AnyAnalysis) => Outcome | null
  /** Awaited before each query and after each pause: resolves when nothing more urgent wants the engine. */
  readonly step?: () => Promise<void>
}

/** `soFar` hears what an analysis shows before all of it is computed. */
export async function runAnalysis(
  environment: Environment,
  analysis: AnyAnalysis,
  raw: RawSettings,
  signal?: AbortSignal,
  soFar?: (outcome: Outcome) => void,
): Promise<Outcome> {
  return withRun(environment, analysis, raw, signal, async (run) => run.outcome(), soFar)
}

/** A run whose connection is still open: its outcome, and the tables it exports. */
export interface OpenRun {
  outcome(): Outcome
  tables(): ReturnType<AnyAnalysis['tables']>
}

/** Runs an analysis, hands the open run to `use` and closes it. */
export async function withRun<T>(
  environment: Environment,
  analysis: AnyAnalysis,
  raw: RawSettings,
  signal: AbortSignal | undefined,
  use: (run: OpenRun) => Promise<T>,
  soFar?: (outcome: Outcome) => void,
): Promise<T> {
  const { company, filter } = environment
  const settings = settingsOf(environment, analysis, raw)
  const queries: RanQuery[] = []
  const heard = (made: Made) => void queries.push(made)
  const run = async (session: Session) => {
    const variables = { first_at: company.firstAt, last_at: company.lastAt, ...settings, as_of: asOf(company, settings) }
    const database = recording(session, variables, queries, environment.step)
    const context: Context = {
      company,
      filter,
      segments: environment.segments,
      others: otherPages(environment, analysis),
      findings: () => otherFindings(environment, analysis, signal),
      show: (result) => soFar?.(outcomeOf(result)),
      pause: () => pause(signal, environment.step),
    }
    const outcomeOf = (result: unknown): Outcome => ({
      analysis: analysis.id,
      settings,
      asOf: asOf(company, settings),
      result,
      findings: analysis.findings(result, settings, context),
      action: analysis.action(result, settings, context),
      queries: [...queries],
    })
    const result: unknown = await analysis.run(database, settings, context)
    return use({ outcome: () => outcomeOf(result), tables: () => analysis.tables(database, settings, result, context) })
  }
  return withSession(environment, settings, signal, run, heard)
}

export function settingsOf(environment: Environment, analysis: AnyAnalysis, raw: RawSettings): Settings {
  return parseSettings(analysis.options, raw, breakdownsOf(environment.company, environment.segments))
}

/** Opens a session with the settings in force, which may read derived tables, and closes it whatever happens. */
export async function withSession<T>(
  environment: Environment,
  settings: Variables,
  signal: AbortSignal | undefined,
  use: (session: Session) => Promise<T>,
  heard?: (made: Made) => void,
): Promise<T> {
  const { engine, company } = environment
  const variables = { first_at: company.firstAt, last_at: company.lastAt, ...settings, as_of: asOf(company, settings) }
  const session = await environment.openRun(engine, company, variables, signal)
  try {
    return await use(withDerived(session, company, variables, heard))
  } finally {
    await session.close()
  }
}

/** A page's own as-of date goes before the company's. */
function asOf(company: Company, settings: Variables): string | null {
  return typeof settings.as_of === 'string' && settings.as_of !== '' ? settings.as_of : company.asOf
}

function recording(session: Session, variables: Variables, queries: RanQuery[], step: Environment['step']): Database {
  // What one query sets, those after it read as well.
  let inForce = variables
  return {
    async rows<C extends Columns>(query: Query<C>, own: Variables = {}): Promise<RowOf<C>[]> {
      await step?.()
      inForce = { ...inForce, ...own }
      const started = performance.now() - sum(queries)
      const rows = await session.rows(query, own)
      queries.push({
        name: query.name,
        sql: query.text,
        variables: read(query.text, inForce),
        rows: rows.length,
        // Derived tables that it needed were made on the way, and stand for themselves.
        milliseconds: performance.now() - sum(queries) - started,
      })
      return rows
    },
  }
}

function sum(queries: readonly RanQuery[]): number {
  return queries.reduce((total, { milliseconds }) => total + milliseconds, 0)
}

async function pause(signal: AbortSignal | undefined, step: Environment['step']): Promise<void> {
  // A new task, not only a promise: what the page sent meanwhile is heard.
  await new Promise((resolve) => setTimeout(resolve))
  await step?.()
  if (signal?.aborted) throw new QueryCancelled('The computation was stopped.')
}

/** Only the variables that the query reads are worth showing beside it, and those that make the derived tables it reads. */
function read(sql: string, variables: Variables): Variables {
  const made = new Set(derivedIn(sql).flatMap((name) => DERIVED[name].by))
  return Object.fromEntries(Object.entries(variables).filter(([name]) => made.has(name) || sql.includes(`getvariable('${name}')`)))
}

/** In the order in which they are computed. */
function otherPages({ company }: Environment, self: AnyAnalysis): readonly AnyAnalysis[] {
  return ANALYSES.filter((page) => page.id !== self.id && page.joinsInsights !== false && canRun(page, company)).toSorted(
    (one, other) => urgencyOf(one, company) - urgencyOf(other, company),
  )
}

async function* otherFindings(environment: Environment, self: AnyAnalysis, signal?: AbortSignal): AsyncGenerator<PageFindings> {
  const { run = (analysis) => runAnalysis(environment, analysis, {}, signal), known, company } = environment
  for (const analysis of otherPages(environment, self)) {
    const page = { id: analysis.id, name: analysis.name, findings: [], action: null, failure: null }
    const outcome = isAwaited(analysis, company) ? await unlessFailed(run(analysis, signal)) : (known?.(analysis) ?? null)
    if (outcome instanceof QueryFailed) yield { ...page, failure: outcome.message }
    else if (outcome) yield { ...page, findings: outcome.findings, action: outcome.action }
    else yield { ...page, waits: isBearable(analysis, company) ? 'while idle' : 'until opened' }
  }
}

/** One page that cannot be computed must not take the landing page with it. Cancelling and a dead engine concern all pages. */
async function unlessFailed(outcome: Promise<Outcome>): Promise<Outcome | QueryFailed> {
  try {
    return await outcome
  } catch (error) {
    if (error instanceof QueryFailed) return error
    throw error
  }
}
