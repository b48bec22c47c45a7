import { FEW } from '../wording/certainty'
import { END, type PathLink, type PathNode } from './flow'
import type { PathSettings } from './options'
import type { PathsResult } from './result'

/** The largest there-and-back: from a step to where it was reached from. Read in the order of time only. */
export function largestBack(result: PathsResult, settings: PathSettings): PathLink | null {
  if (settings.anchor === 'end') return null
  const named = new Set(result.nodes.filter(({ kind }) => kind === 'event').map(({ name }) => name))
  const [largest] = result.links
    .filter(({ source, target, returns }) => returns >= FEW && named.has(source) && named.has(target))
    .toSorted((a, b) => b.returns - a.returns)
  return largest && largest.returns >= 0.01 * result.sequences ? largest : null
}

/** The link that the sentences speak of most: drawn in the accent. */
export function spokenOf(result: PathsResult, settings: PathSettings): PathLink | null {
  return result.sequences < FEW ? null : (largestBack(result, settings) ?? largestStop(result, settings))
}

/** A name after which nearly every path is over is an end, not a loss. */
const NATURAL_END = 0.9

export function largestStop(result: PathsResult, settings: PathSettings): PathLink | null {
  if (settings.anchor === 'end') return null
  const goOn = new Set(result.names.filter(({ times, last_steps }) => last_steps < NATURAL_END * times).map(({ label }) => label))
  const [largest] = result.links
    .filter(({ target, going_on, source, step }) => target === END && going_on === 0 && step < Number(settings.steps) && goOn.has(source))
    .toSorted((a, b) => b.sequences - a.sequences)
  return largest && largest.sequences >= Math.max(FEW, 0.05 * result.sequences) ? largest : null
}

/** End at the second step: those of one step only, where they are many and did not all do the one thing that ends every path. */
export function ofOneStep(result: PathsResult, settings: PathSettings): PathNode | null {
  if (settings.anchor === 'end' || Number(settings.steps) < 2) return null
  const end = result.nodes.find(({ step, kind }) => step === 2 && kind === 'end')
  const over = new Set(result.names.filter(({ times, last_steps }) => last_steps >= NATURAL_END * times).map(({ label }) => label))
  const natural = result.links.filter(({ step, source, target }) => step === 1 && target === END && over.has(source))
  const lost = (end?.sequences ?? 0) - natural.reduce((sum, { sequences }) => sum + sequences, 0)
  return end && lost >= Math.max(FEW, 0.05 * result.sequences) ? end : null
}
