import { capital } from '../wording/fractions'
import type { Feature } from './features'

/** Standard deviations from the middle of all that are worth a word. */
export const TELLING = 0.5
const WORDS = 2

/** Each group by what sets it apart the most; where two would be called the same, by one word more, and then by number. */
export function namesOf(features: readonly Feature[], deviations: readonly (readonly number[])[]): string[] {
  const traits = deviations.map((own) =>
    features
      .map((feature, index) => ({ word: own[index]! > 0 ? feature.high : feature.low, size: Math.abs(own[index]!) }))
      .filter(({ size }) => size >= TELLING)
      .sort((a, b) => b.size - a.size)
      .map(({ word }) => word),
  )
  const name = (index: number, words: number) => capital(traits[index]!.slice(0, words).join(', ') || 'in the middle')
  const names = traits.map((_, index) => name(index, WORDS))
  const longer = names.map((own, index) => (isTwice(own, names) ? name(index, WORDS + 1) : own))
  const last = names.map((own, index) => (isTwice(longer[index]!, longer) ? own : longer[index]!))
  return last.map((own, index) => (isTwice(own, last) ? `${own} ${last.slice(0, index + 1).filter((one) => one === own).length}` : own))
}

function isTwice(name: string, names: readonly string[]): boolean {
  return names.filter((other) => other === name).length > 1
}
