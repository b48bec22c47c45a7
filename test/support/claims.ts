import { ANALYSES } from '../../src/analyses/index'
import type { AnyAnalysis, Finding } from '../../src/analyses/contract/definition'
import { canRun } from '../../src/analyses/contract/needs'
import { runAnalysis, type Environment } from '../../src/analyses/contract/run'
import { openRun } from '../../src/model/runtime/session'
import type { Generated } from './generated-companies'
import { openCompany } from './open-company'

export interface Claimed {
  readonly page: string
  readonly finding: Finding
}

/** Pages whose findings are those of others, or of no data of their own. */
const SECONDARY = ['insights', 'changes']

/** Every finding of every page of a generated company at the default settings. */
export async function findingsOf({ tables }: Generated, pages?: readonly string[]): Promise<readonly Claimed[]> {
  const { engine, company } = await openCompany(tables)
  const environment: Environment = { engine, company, filter: null, segments: [], openRun }
  const all: Claimed[] = []
  for (const analysis of ANALYSES as readonly AnyAnalysis[]) {
    if (pages ? !pages.includes(analysis.id) : SECONDARY.includes(analysis.id)) continue
    if (!canRun(analysis, company)) continue
    const { findings } = await runAnalysis(environment, analysis, {})
    all.push(...findings.map((finding) => ({ page: analysis.id, finding })))
  }
  return all
}

/**
 * Claims that hold of the generated companies: they lose customers, so that fewer come back each month after the first; without
 * contracts, customers of before the data look new; many leave with their first order in view.
 */
export function trueOf({ kind }: Pick<Generated, 'kind'>, { page, finding }: Claimed): boolean {
  if (page === 'retention') return /the share fades|first cohort/.test(finding.claim)
  return kind === 'shop' && page === 'survival' && /dangerous/.test(finding.claim)
}
