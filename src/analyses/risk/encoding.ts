import { count, decimal } from '../../shared/format'
import type { FeatureRow, FeatureSet } from '../churn-features/features'

/** One thing known of customers, as one or more columns of numbers. */
export interface Feature {
  readonly column: string
  readonly label: string
  readonly kind: 'number' | 'flag' | 'text'
  readonly isAttribute: boolean
  readonly isLog: boolean
  /** Texts and flags: the levels with a column of their own; who has none of them is at the base. */
  readonly levels: readonly string[]
  readonly base: string | null
  /** Numbers: of the training rows that know it; missing ones get it. */
  readonly mean: number
  /** The same in the feature's own unit. */
  readonly typical: number
  readonly hasMissing: boolean
}

/** Columns of numbers for the rows, feature by feature. */
export interface Encoded {
  readonly columns: readonly Float32Array[]
  /** The feature of each column. */
  readonly featureOf: Int32Array
}

export const NOT_KNOWN = 'Not known'
export const OTHERS = 'Other values'
const MOST_LEVELS = 8
const FEWEST = 20
/** Levels that are told apart must be those of so many: names and numbers of things are not kinds. */
const LEAST_COVERED = 0.5

/** The features that can tell rows apart. */
export function featuresOf(rows: readonly FeatureRow[], set: FeatureSet): readonly Feature[] {
  const specs = [
    ...set.behaviours.map(({ column, label, kind, scale }) => ({ column, label, kind, isLog: scale === 'log', isAttribute: false })),
    ...set.attributes.map(({ column, label, type, distinct }) => ({
      column,
      label,
      kind: type === 'number' && distinct > 2 ? ('number' as const) : type === 'flag' ? ('flag' as const) : ('text' as const),
      isLog: false,
      isAttribute: true,
    })),
  ]
  return specs.flatMap((spec) => {
    const feature = spec.kind === 'number' ? numeric(rows, spec) : levelled(rows, spec)
    return feature ? [feature] : []
  })
}

type Spec = Pick<Feature, 'column' | 'label' | 'kind' | 'isLog' | 'isAttribute'>

function numeric(rows: readonly FeatureRow[], spec: Spec): Feature | null {
  let [known, sum] = [0, 0]
  let [least, most] = [Infinity, -Infinity]
  for (const row of rows) {
    const value = numberIn(row, spec)
    if (Number.isNaN(value)) continue
    known++
    sum += value
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const missing = rows.length - known
  const hasMissing = missing >= FEWEST && known >= FEWEST
  if (known === 0 || (least === most && !hasMissing)) return null
  const mean = sum / known
  return { ...spec, levels: [], base: null, mean, typical: spec.isLog ? unlog(mean) : mean, hasMissing }
}

function levelled(rows: readonly FeatureRow[], spec: Spec): Feature | null {
  const sizes = new Map<string, number>()
  for (const row of rows) {
    const level = levelIn(row, spec.column)
    sizes.set(level, (sizes.get(level) ?? 0) + 1)
  }
  const ordered = [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  const kept = ordered.filter(([, size], index) => index < MOST_LEVELS && size >= FEWEST)
  const covered = kept.reduce((sum, [, size]) => sum + size, 0)
  const rest = rows.length - covered
  if (kept.length === 0 || covered < LEAST_COVERED * rows.length || (kept.length === 1 && rest < FEWEST)) return null
  const [base, ...levels] = kept.map(([level]) => level)
  return {
    ...spec,
    levels: rest >= FEWEST ? [...levels, OTHERS] : levels,
    base: base!,
    mean: 0,
    typical: 0,
    hasMissing: false,
  }
}

/** Missing numbers stand at the mean, beside a column that says so. */
export function encode(rows: readonly FeatureRow[], features: readonly Feature[]): Encoded {
  const columns: Float32Array[] = []
  const featureOf: number[] = []
  for (const [index, feature] of features.entries()) {
    if (feature.kind === 'number') {
      const values = Float32Array.from(rows, (row) => numberIn(row, feature))
      const missing = Float32Array.from(values, (value) => Number(Number.isNaN(value)))
      for (let row = 0; row < values.length; row++) if (missing[row]) values[row] = feature.mean
      columns.push(values)
      featureOf.push(index)
      if (feature.hasMissing) {
        columns.push(missing)
        featureOf.push(index)
      }
    } else {
      const named = rows.map((row) => levelIn(row, feature.column))
      const known = new Set([feature.base, ...feature.levels])
      for (const level of feature.levels) {
        columns.push(Float32Array.from(named, (name) => Number(name === level || (level === OTHERS && !known.has(name)))))
        featureOf.push(index)
      }
    }
  }
  return { columns, featureOf: Int32Array.from(featureOf) }
}

/** As the models take it; NaN: not known. */
function numberIn(row: FeatureRow, { column, isLog }: Pick<Feature, 'column' | 'isLog'>): number {
  const raw = row[column]
  const value = raw === null || raw === undefined ? Number.NaN : Number(raw)
  if (!isLog || Number.isNaN(value)) return Number.isFinite(value) ? value : Number.NaN
  return Math.sign(value) * Math.log1p(Math.abs(value))
}

function unlog(value: number): number {
  return Math.sign(value) * Math.expm1(Math.abs(value))
}

export function levelIn(row: FeatureRow, column: string): string {
  const value = row[column]
  if (value === null || value === undefined) return NOT_KNOWN
  if (value === true || value === 'true') return 'Yes'
  if (value === false || value === 'false') return 'No'
  return typeof value === 'number' ? number(value) : value
}

/** With as many decimals as it needs for two digits that count. */
export function number(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return count(value)
  return decimal(value, Math.abs(value) >= 10 ? 1 : 2)
}
