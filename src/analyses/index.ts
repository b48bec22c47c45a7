import type { AnyAnalysis } from './definition'
import { changes } from './changes/analysis'
import { churn } from './churn/analysis'
import { drivers } from './drivers/analysis'
import { insights } from './insights/analysis'
import { lifecycle } from './lifecycle/analysis'
import { overview } from './overview/analysis'
import { paths } from './paths/analysis'
import { retention } from './retention/analysis'
import { risk } from './risk/analysis'
import { segments } from './segments/analysis'
import { survival } from './survival/analysis'

/** Every page of analysis, in the order of the rail. */
export const ANALYSES: readonly AnyAnalysis[] = [
  insights,
  overview,
  segments,
  retention,
  churn,
  survival,
  drivers,
  risk,
  lifecycle,
  paths,
  changes,
]

export function analysisById(id: string): AnyAnalysis | null {
  return ANALYSES.find((analysis) => analysis.id === id) ?? null
}
