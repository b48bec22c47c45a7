import { aucOf } from '../../stats/roc'
import { encode, levelIn, NOT_KNOWN, type Feature } from './encoding'
import type { FeatureRow } from '../churn-features/features'

/** A feature that tells the outcome by itself, which nothing known beforehand does. */
export interface Leak {
  readonly feature: string
  readonly auc: number
  /** A value that only those who left have. */
  readonly level: string | null
}

/** Alone better than this (METHODS 2.18): written down because of the leaving. */
const TOO_GOOD = 0.95
const FEWEST = 30

/** Behaviour before a cut cannot know what comes after it; an attribute is as the file has it now. */
export function leakOf(feature: Feature, rows: readonly FeatureRow[], labels: ArrayLike<number>): Leak | null {
  if (!feature.isAttribute) return null
  const share = labels.length > 0 ? Array.from(labels).reduce((sum, label) => sum + label, 0) / labels.length : 0
  const scores = feature.kind === 'number' ? encode(rows, [feature]).columns[0]! : shares(rows, feature.column, labels)
  const area = aucOf(scores, labels)?.auc ?? 0.5
  const auc = Math.max(area, 1 - area)
  const level = share < 0.9 ? onlyLeavers(rows, feature.column, labels, feature.kind === 'number') : null
  return auc > TOO_GOOD || level !== null ? { feature: feature.label, auc, level } : null
}

function counted(rows: readonly FeatureRow[], column: string, labels: ArrayLike<number>, isNumber = false) {
  const counts = new Map<string, { people: number; left: number }>()
  for (const [row, values] of rows.entries()) {
    const own = levelIn(values, column)
    const level = isNumber && own !== NOT_KNOWN ? 'known' : own
    const known = counts.get(level) ?? { people: 0, left: 0 }
    known.people++
    known.left += labels[row]!
    counts.set(level, known)
  }
  return counts
}

/** Each row's share of its own level who left; levels of few people are one. */
function shares(rows: readonly FeatureRow[], column: string, labels: ArrayLike<number>): Float64Array {
  const counts = counted(rows, column, labels)
  const few = { people: 0, left: 0 }
  for (const { people, left } of counts.values()) {
    if (people >= FEWEST) continue
    few.people += people
    few.left += left
  }
  return Float64Array.from(rows, (row) => {
    const own = counts.get(levelIn(row, column))!
    const { people, left } = own.people >= FEWEST ? own : few
    return left / people
  })
}

function onlyLeavers(rows: readonly FeatureRow[], column: string, labels: ArrayLike<number>, isNumber: boolean): string | null {
  for (const [level, { people, left }] of counted(rows, column, labels, isNumber)) if (people >= FEWEST && left === people) return level
  return null
}
