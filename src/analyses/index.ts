import type { AnyAnalysis } from './definition'

/** Every page of analysis, in the order of the rail. */
export const ANALYSES: readonly AnyAnalysis[] = []

export function analysisById(id: string): AnyAnalysis | null {
  return ANALYSES.find((analysis) => analysis.id === id) ?? null
}
