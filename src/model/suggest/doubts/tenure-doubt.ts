import type { RawColumn, RawTable } from '../../../ingest/table'
import { wordsOf } from '../../words/header-words'
import type { Doubt, TableMapping } from '../../mapping/mapping'
import { placeOf } from './table-doubts'
import { DAYS, TENURES, type TenureUnit } from '../../company/tenure-unit'

const UNIT_WORDS = new Set(
  `month months mth mths mo mob monate monat monaten mois mes meses luni luna day days tage tag tagen jour jours dia dias zi zile week weeks
  wochen woche semaine semaines semana semanas saptamani saptamana year years yr yrs jahre jahr jahren an ans annee annees ano anos ani`.split(
    /\s+/,
  ),
)

/** Months that nobody doubts: more than a year, for a year or less may be years; less than 16 years, for more may be days. */
const PLAIN_MONTHS = [12, 190] as const

/** Whether a column called "tenure" could count in something else than months. */
export function isUnitUnclear({ header, most }: RawColumn): boolean {
  const words = wordsOf(header)
  const tells = words.some((word) => UNIT_WORDS.has(word) || /(?:months?|days?|weeks?|years?|monate|tage|wochen|jahre)$/.test(word))
  const longest = Number(most)
  return !tells && !(longest > PLAIN_MONTHS[0] && longest <= PLAIN_MONTHS[1])
}

/** Longer than this nobody stays. */
const MOST_YEARS = 60

export function unitDoubt(table: RawTable, mapping: TableMapping, column: RawColumn): Doubt {
  const inForce = mapping.bindings.find(({ role }) => role in TENURES)!
  const longest = Number(column.most)
  const possible = Object.entries(TENURES).filter(([, unit]) => years(longest, unit) <= MOST_YEARS)
  const others = mapping.bindings.filter((binding) => binding !== inForce)
  return {
    ...placeOf(table, column),
    question: `Does ${column.header} count days, weeks, months or years?`,
    why: `It reaches up to ${column.most}, and its name does not tell.`,
    choices: possible.map(([role, unit]) => ({
      label: `${unit[0]!.toUpperCase()}${unit.slice(1)}s`,
      consequence: `the longest stay is ${column.most} ${unit}s${unit === 'year' ? '' : `, ${inYears(years(longest, unit))}`}`,
      mapping: { ...mapping, bindings: [...others, { role, from: inForce.from, confidence: 1 }] },
    })),
  }
}

function years(stay: number, unit: TenureUnit): number {
  return (stay * DAYS[unit]) / DAYS.year
}

function inYears(exact: number): string {
  const rounded = exact < 10 ? Math.round(exact * 10) / 10 : Math.round(exact)
  return `${rounded} ${rounded === 1 ? 'year' : 'years'}`
}
