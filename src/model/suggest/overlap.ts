import { identifier, query, type Database } from '../../engine/database'

interface Place {
  readonly table: string
  readonly column: string
}

/** What two columns have in common. */
export interface Overlap {
  /** Distinct values that were looked for, and those of them that were found. */
  readonly wanted: number
  readonly matched: number
  /** matched ÷ wanted; 0 where nothing was looked for. */
  readonly share: number
  /** How many chance would find. */
  readonly expected: number
}

/** Enough to tell: more make no answer surer. */
const SAMPLE_ROWS = 20_000
const SAMPLE_VALUES = 2_000

/**
 * Some of a column's values in another's, compared as text. Whole numbers meet by chance: of stores 1 to 10 all are among customers
 * 1 to 30. Numbers counted from 1 would find as many as their density up to the largest gives; codes and long numbers next to none.
 */
export async function overlapOf(database: Database, own: Place, other: Place): Promise<Overlap> {
  const [value, known] = [identifier(own.column), identifier(other.column)]
  const text = `
    with
    first_rows as (select ${value}::varchar as id from ${identifier(own.table)} where ${value} is not null limit ${SAMPLE_ROWS}),
    looked_for as materialized (select distinct id, try_cast(id as bigint) as number from first_rows limit ${SAMPLE_VALUES}),
    met as (select distinct ${known}::varchar as id from ${identifier(other.table)} where ${known}::varchar in (select id from looked_for)),
    numbers as (
      select approx_count_distinct(${known}) as ids, max(try_cast(${known}::varchar as bigint)) as largest from ${identifier(other.table)}
    )
    select
      (select count(*) from looked_for) as wanted,
      (select count(*) from met) as matched,
      (
        select case
          when any_value(largest) is null or count(number) = 0 or min(number) < 0 then 0
          else count(number) * any_value(ids) / greatest(max(number), any_value(largest), 1)
        end::double
        from looked_for cross join numbers
      ) as expected`
  const columns = { wanted: 'number', matched: 'number', expected: 'number' } as const
  const [row] = await database.rows(query('values in common', text, columns))
  const [wanted, matched] = [row?.wanted ?? 0, row?.matched ?? 0]
  return { wanted, matched, share: wanted > 0 ? matched / wanted : 0, expected: row?.expected ?? 0 }
}

/** More than chance would give three times in a thousand, counted as rare events are. */
export function isBeyondChance({ matched, expected }: Overlap): boolean {
  return matched >= 2 && matched > expected + 3 * Math.sqrt(expected)
}
