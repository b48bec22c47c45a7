import type { Database, RowOf, Variables } from '../../engine/database'
import type { Subject } from '../../model/company/subject'
import type { Context } from '../contract/definition'
import { FEW } from '../wording/certainty'
import { flowOf, type Flow, type PathLink } from './flow'
import { gapSeconds, type PathSettings } from './options'
import * as queries from './queries'
import { stepSource, stepSources, type StepSource } from './step-source'

/** One whole path, all its steps in the order of time. */
export interface WholePath {
  readonly names: readonly string[]
  readonly sequences: number
  readonly customers: number
  readonly share: number
  readonly share_so_far: number
  readonly median_seconds: number
  readonly low_seconds: number | null
  readonly high_seconds: number | null
}

export interface StepName {
  /** As the data have it, and as it is shown. */
  readonly name: string
  readonly label: string
  readonly times: number
  readonly sequences: number
  readonly first_steps: number
  readonly last_steps: number
}

export interface BranchTime {
  readonly branch: string
  readonly sequences: number
  readonly median_seconds: number
  readonly low_seconds: number
  readonly high_seconds: number
}

export interface PathsResult extends Flow {
  /** Whom or what the paths are of. */
  readonly subject: Subject
  readonly source: StepSource | null
  readonly sources: readonly StepSource[]
  /** Before the anchor: all there are. */
  readonly allSequences: number
  readonly sequences: number
  readonly customers: number
  readonly variants: number
  /** Longer than the steps shown. */
  readonly goingOn: number
  readonly ofOneStep: number
  readonly paths: readonly WholePath[]
  readonly names: readonly StepName[]
  /** Where the flow parts most, and how long the whole paths of both branches take. */
  readonly branches: { readonly link: PathLink; readonly times: readonly [BranchTime, BranchTime] } | null
  /** What a set of customers needs to make the same sequences. */
  readonly making: Variables
}

/** Steps sorted at a time: about 200 MB. */
const ROWS_AT_ONCE = 2_500_000

const LIMITS = { most_paths: 50, most_names: 50 }

/** Between the names of a path as SQL spells it: the unit separator, which no name holds. */
export const SEPARATOR = '\u001f'

export async function findPaths(
  database: Database,
  settings: PathSettings,
  { company }: Pick<Context, 'company'>,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<PathsResult> {
  const sources = stepSources(company)
  const source = stepSource(settings, company)
  const making = { taken_from: source ?? '', gap_seconds: gapSeconds(settings), parts: 1, part: 0 }
  const variables = { ...making, ...LIMITS, step_count: Number(settings.steps), kept_names: Number(settings.keep) }
  await keepSteps(database, variables, Math.ceil(rowsBehind(source, company) / rowsAtOnce))
  const [totals] = await database.rows(queries.totals)
  const flow = flowOf(await database.rows(queries.flow), {
    steps: variables.step_count,
    isFromEnd: settings.anchor === 'end',
    sequences: totals!.sequences!,
    isOneEach: settings.gap === 'none',
  })
  const paths = await database.rows(queries.variants)
  const names = await database.rows(queries.ends)
  return {
    subject: company.subject,
    source,
    sources,
    allSequences: totals!.all_sequences!,
    sequences: totals!.sequences!,
    customers: totals!.customers!,
    variants: totals!.variants!,
    goingOn: totals!.going_on!,
    ofOneStep: totals!.of_one_step!,
    ...flow,
    paths: paths.map(wholePath),
    names: names as readonly StepName[],
    branches: source === 'events' && settings.anchor === 'start' ? await branchTimes(database, flow) : null,
    making,
  }
}

function rowsBehind(source: StepSource | null, { tables }: Context['company']): number {
  const table = source === 'events' ? tables.events : source === 'channel' ? tables.orders : tables.order_lines
  return Math.max(1, table ?? 0)
}

async function keepSteps(database: Database, variables: Variables, parts: number): Promise<void> {
  await database.rows(queries.kept.names, variables)
  for (let part = 0; part < parts; part++)
    await database.rows(part === 0 ? queries.kept.firstSteps : queries.kept.moreSteps, { ...variables, parts, part })
  await database.rows(queries.kept.paths, variables)
}

export function wholePath(row: RowOf<(typeof queries.variants)['columns']>): WholePath {
  return {
    names: row.path!.split(SEPARATOR),
    sequences: row.sequences!,
    customers: row.customers!,
    share: row.share!,
    share_so_far: row.share_so_far!,
    median_seconds: row.median_seconds!,
    low_seconds: row.low_seconds,
    high_seconds: row.high_seconds,
  }
}

/** The node whose second largest way on is taken most: there the flow parts. */
async function branchTimes(database: Database, { nodes, links }: Flow): Promise<PathsResult['branches']> {
  const named = new Set(nodes.filter(({ kind }) => kind === 'event').map(({ name }) => name))
  const parting = links
    .filter(({ source, target }) => named.has(source) && named.has(target))
    .filter((link, index, all) => all.findIndex(({ step, source }) => step === link.step && source === link.source) < index)
    .toSorted((a, b) => b.sequences - a.sequences)[0]
  if (!parting || parting.sequences < FEW) return null
  const largest = links.find(({ step, source, target }) => step === parting.step && source === parting.source && named.has(target))!
  const times = await database.rows(queries.branchTimes, {
    at_step: parting.step,
    from_name: parting.source,
    first_branch: parting.target,
    second_branch: largest.target,
  })
  const of = (target: string) => times.find(({ branch }) => branch === target) as BranchTime | undefined
  const [one, other] = [of(parting.target), of(largest.target)]
  return one && other ? { link: parting, times: [one, other] } : null
}
