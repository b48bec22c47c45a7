import type { AnyAnalysis } from './contract/definition'
import { PAGES } from './pages'

// Only the worker imports this file: what the page draws holds no SQL and no statistics.
const COMPUTED = import.meta.glob<AnyAnalysis>('./*/analysis.ts', { eager: true, import: 'analysis' })

/** Every analysis, in the order of the rail. */
export const ANALYSES: readonly AnyAnalysis[] = PAGES.map(({ id }) => COMPUTED[`./${id}/analysis.ts`]!)

export function analysisById(id: string): AnyAnalysis | null {
  return ANALYSES.find((analysis) => analysis.id === id) ?? null
}
