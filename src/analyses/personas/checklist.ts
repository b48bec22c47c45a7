import type { Database, Variables } from '../../engine/database'
import { crossValidated, pointScore, type Candidate, type ScoreItem } from '../../stats/point-score'
import { aucOf, type Auc } from '../../stats/roc'
import { wilson, type Interval } from '../../stats/wilson'
import { FEW } from '../wording/certainty'
import { goesOn, nameOf, valueWords, type Feature } from './features'
import * as queries from './queries'
import { isMore, type Trait } from './traits'

/** One line of the checklist: it holds for whoever has one of the values. */
export interface Line extends Pick<ScoreItem, 'points' | 'odds' | 'low' | 'high'> {
  readonly feature: string
  readonly values: readonly string[]
  readonly label: string
  /** Of the members, and of everybody else. */
  readonly share: number
  readonly shareElsewhere: number
  readonly customers: number
}

/** Those with so many points. */
export interface PointRow {
  readonly from: number
  readonly to: number
  readonly customers: number
  readonly members: number
  readonly interval: Interval
}

export interface Checklist {
  readonly lines: readonly Line[]
  readonly rows: readonly PointRow[]
  /** On customers whom the points had not seen. */
  readonly auc: Auc
  /** Customers the weights were fitted on. */
  readonly fitted: number
  /** What scores a customer in SQL. */
  readonly scoring: Variables
  /** Of those who came lately and are no members yet: from so many points on they are worth a call. */
  readonly likely: { readonly points: number; readonly sinceDays: number; readonly customers: number } | null
}

const MOST_ROWS = 20_000
const MOST_CANDIDATES = 60
const FEWEST_MEMBERS = 30
/** As traits are chosen for the candidates: the score has a test of its own. */
const TRIED = 0.05
const SINCE_DAYS = 120

interface Named {
  readonly feature: Feature
  readonly values: readonly string[]
  readonly label: string
}

/** The ideal customer as a checklist of what is known at the first order; null where the data tell of nothing that could stand on it. */
export async function checklistOf(
  database: Database,
  features: readonly Feature[],
  traits: readonly Trait[],
  members: number,
  everybody: number,
  currency: string | null,
  pause: () => Promise<void>,
): Promise<Checklist | null> {
  const named = candidatesOf(features, traits, currency)
  if (named.length === 0 || Math.min(members, everybody - members) < FEWEST_MEMBERS) return null
  const rows = await database.rows(queries.items, {
    ...itemValues(named.map(({ feature, values }) => ({ feature: feature.id, values }))),
    most_rows: MOST_ROWS,
  })
  const size = rows.reduce((most, { place }) => Math.max(most, place! + 1), 0)
  const labels = new Uint8Array(size)
  const came = new Float64Array(size)
  const has = named.map(() => new Int8Array(size))
  for (const row of rows) {
    if (row.item === null) {
      labels[row.place!] = Number(row.is_member)
      came[row.place!] = row.came!
    } else has[row.item]![row.place!] = 1
  }
  const candidates = named.map(({ feature }, place): Candidate => ({ family: feature.id, has: has[place]! }))
  const alike = partsOf(came)
  await pause()
  const items = pointScore(labels, candidates, alike)
  if (items.length === 0) return null
  const auc = aucOf(await crossValidated(labels, candidates, alike, pause), labels)
  // Points that tell nothing of others are no checklist.
  if (!auc || auc.low <= 0.5) return null
  const known = labels.reduce((sum, label) => sum + label, 0)
  const lines = items.map(({ candidate, ...item }): Line => {
    const { feature, values, label } = named[candidate]!
    const having = Array.from(has[candidate]!.keys()).filter((row) => has[candidate]![row] === 1)
    const own = having.reduce((sum, row) => sum + labels[row]!, 0)
    const other = having.length - own
    return {
      ...item,
      feature: feature.id,
      values,
      label,
      share: own / known,
      shareElsewhere: other / (size - known),
      customers: own + other,
    }
  })
  const scoring = { ...itemValues(lines), item_points: lines.flatMap(({ points, values }) => values.map(() => points)) }
  await database.rows(queries.points, scoring)
  const pointRows = binned(await database.rows(queries.byPoints))
  return {
    lines,
    rows: pointRows,
    auc,
    fitted: size,
    scoring,
    likely: await likelyOf(database, pointRows, members / everybody),
  }
}

/** Those who came in the last months with points of which at least twice as many as of all are members. */
async function likelyOf(database: Database, rows: readonly PointRow[], share: number): Promise<Checklist['likely']> {
  const least = rows.find(
    ({ members, customers, interval }) => members / customers >= 2 * share && interval.low > share && customers >= FEW,
  )
  if (!least || least.from === 0) return null
  const [row] = await database.rows(queries.likelyCount, { least_points: least.from, since_days: SINCE_DAYS })
  return { points: least.from, sinceDays: SINCE_DAYS, customers: row!.customers! }
}

function itemValues(lines: readonly { readonly feature: string; readonly values: readonly string[] }[]) {
  return {
    item_numbers: lines.flatMap(({ values }, place) => values.map(() => place)),
    item_features: lines.flatMap(({ feature, values }) => values.map(() => feature)),
    item_values: lines.flatMap(({ values }) => values),
  }
}

/** What those portrayed have more often and what is known at the first order. */
function candidatesOf(features: readonly Feature[], traits: readonly Trait[], currency: string | null): readonly Named[] {
  return features
    .filter(({ isKnownFirst }) => isKnownFirst)
    .flatMap((feature) =>
      traits
        .filter((trait) => trait.feature === feature.id && trait.q < TRIED && isMore(trait))
        .map(({ values, p }) => ({
          feature,
          values,
          label: nameOf({ label: feature.label, value: valueWords(feature, values, currency), goesOn: goesOn(feature) }),
          p,
        })),
    )
    .sort((a, b) => a.p - b.p)
    .slice(0, MOST_CANDIDATES)
}

const PARTS = 4

/** Fourths by the quarter in which somebody came, as a column for each but the first: the time seen is held alike. */
function partsOf(came: Float64Array): readonly Float64Array[] {
  const sorted = came.toSorted()
  const cuts = Array.from({ length: PARTS - 1 }, (_, part) => sorted[Math.floor((sorted.length * (part + 1)) / PARTS)]!)
  const parts = came.map((own) => cuts.filter((cut) => own >= cut).length)
  const [, ...others] = [...new Set(parts)].sort((a, b) => a - b)
  return others.map((part) => parts.map((own) => Number(own === part)))
}

const MOST_ROWS_DRAWN = 12

/** One row a number of points; the few with most together. */
function binned(
  rows: readonly { readonly points: number | null; readonly customers: number | null; readonly members: number | null }[],
): PointRow[] {
  const drawn: { from: number; to: number; customers: number; members: number }[] = []
  for (const { points, customers, members } of rows) {
    const last = drawn.at(-1)
    if (last && (last.customers < FEW || drawn.length === MOST_ROWS_DRAWN)) {
      last.to = points!
      last.customers += customers!
      last.members += members!
    } else drawn.push({ from: points!, to: points!, customers: customers!, members: members! })
  }
  const last = drawn.at(-1)
  if (last && last.customers < FEW && drawn.length > 1) {
    drawn.pop()
    const before = drawn.at(-1)!
    before.to = last.to
    before.customers += last.customers
    before.members += last.members
  }
  return drawn.map((row) => ({ ...row, interval: wilson(row.members, row.customers) }))
}
