import { identifier, query, type Database } from '../engine/database'
import { tableName } from '../ingest/table-name'
import type { RawTable } from '../ingest/table'
import { columnOf, expressionSql } from '../model/mapping/expression'
import type { Mapping } from '../model/mapping/mapping'
import { percent, plural } from '../shared/format'
import { FORM_PARTS, formWords, idFormSql, prefixSql, type FormPart, type IdForm } from '../steps/id-form'
import { repairIds, type RepairIds } from '../steps/repair-ids'
import type { Offer } from './offer'

/** The customer column of one table. */
interface Ids {
  readonly table: RawTable
  readonly column: string
  /** The id as text, as the mapping reads it. */
  readonly sql: string
}

/** Below this share ids that are the same customers do not meet; above, they meet. */
const MEETS = 0.5
/** A form must bring at least as much more. */
const GAIN = 0.3
/** What a part of a form may be worth and still be left alone. */
const SAME = 0.005

/** Ids of several tables that differ in form alone; null where there are none. */
export async function repairOffer(database: Database, mapping: Mapping, tables: readonly RawTable[]): Promise<Offer | null> {
  const all = idsOf(mapping, tables)
  const anchor =
    all.find(({ table }) => kindOf(mapping, table) === 'customers') ?? all.toSorted((a, b) => b.table.rowsKept - a.table.rowsKept)[0]
  if (!anchor || all.length < 2) return null
  const apart: Ids[] = []
  const exact = new Map<Ids, number>()
  for (const one of all.filter((ids) => ids !== anchor)) {
    const share = await overlap(database, one, anchor, [])
    exact.set(one, share)
    if (share < MEETS && (await overlap(database, one, anchor, FORM_PARTS)) >= Math.max(MEETS, share + GAIN)) apart.push(one)
  }
  if (apart.length === 0) return null
  const form = await mildest(database, apart, anchor)
  if (form.includes('prefix') && (await areSeries(database, apart))) return null
  const together = all.filter((one) => one === anchor || apart.includes(one) || exact.get(one)! >= MEETS)
  const shares: number[] = []
  for (const one of apart) shares.push(await overlap(database, one, anchor, form))
  return offerOf(database, { form, anchor, apart, together, exact: apart.map((one) => exact.get(one)!), shares })
}

function idsOf(mapping: Mapping, tables: readonly RawTable[]): readonly Ids[] {
  return mapping.tables.flatMap(({ table: name, kind, bindings }) => {
    const table = tables.find((one) => one.name === name)
    const from = bindings.find(({ role }) => role === 'customer_id')?.from
    if (!table || kind === 'other' || !from || !('column' in from) || from.column === 'line') return []
    return [{ table, column: from.column, sql: expressionSql({ column: from.column }, table, 'text') }]
  })
}

function kindOf(mapping: Mapping, table: RawTable): string | undefined {
  return mapping.tables.find((one) => one.table === table.name)?.kind
}

/** The form that takes away least and brings the tables together all the same: parts are tried to be left alone, the boldest first. */
async function mildest(database: Database, apart: readonly Ids[], anchor: Ids): Promise<IdForm> {
  let form: IdForm = FORM_PARTS
  for (const part of FORM_PARTS.toReversed()) {
    const milder = form.filter((one: FormPart) => one !== part)
    let isEnough = true
    for (const one of apart)
      if ((await overlap(database, one, anchor, milder)) < (await overlap(database, one, anchor, form)) - SAME) isEnough = false
    if (isEnough) form = milder
  }
  return form
}

/** The larger of the shares of one table's ids that are among the other's, over some of its ids, in a form. */
async function overlap(database: Database, one: Ids, other: Ids, form: IdForm): Promise<number> {
  const share = await oneWay(database, one, other, form)
  return share >= MEETS ? share : Math.max(share, await oneWay(database, other, one, form))
}

async function oneWay(database: Database, one: Ids, other: Ids, form: IdForm): Promise<number> {
  // Ids as they stand need no list of all the others.
  // Two series of ids may count alike: C-12 and D-12 are two people, 12 and D-12 may be one.
  const letters = form.includes('prefix') ? prefixSql('id') : "''"
  const known = form.length === 0 ? ` where ${other.sql} in (select id from looked_for)` : ''
  const text = `
    with
    first_rows as (select ${one.sql} as id from ${identifier(one.table.name)} where ${one.sql} is not null limit 20000),
    looked_for as (select distinct ${idFormSql(form, 'id')} as id, ${letters} as letters from (select distinct id from first_rows limit 2000)),
    there as (
      select distinct ${idFormSql(form, 'id')} as id, ${letters} as letters
      from (select distinct ${other.sql} as id from ${identifier(other.table.name)}${known})
    )
    select
      (select count(*) from looked_for) as wanted,
      (
        select count(*)
        from looked_for semi join there on looked_for.id = there.id and (looked_for.letters = there.letters or '' in (looked_for.letters, there.letters))
      ) as found`
  const [row] = await database.rows(query('ids in common', text, { wanted: 'number', found: 'number' }))
  return row!.wanted! > 0 ? row!.found! / row!.wanted! : 0
}

/** True where one table's ids have other letters before the number than another's: they would meet without being the same. */
async function areSeries(database: Database, apart: readonly Ids[]): Promise<boolean> {
  const seen = new Set<string>()
  for (const { sql, table } of apart) {
    const text = `
      select coalesce(string_agg(distinct letters, ' ' order by letters), '') as letters
      from (select ${prefixSql('id')} as letters from (select distinct ${sql} as id from ${identifier(table.name)} where ${sql} is not null limit 2000))
      where letters <> ''`
    const [row] = await database.rows(query('letters before ids', text, { letters: 'text' }))
    if (row!.letters !== '') seen.add(row!.letters!)
  }
  return seen.size > 1
}

interface Found {
  readonly form: IdForm
  readonly anchor: Ids
  readonly apart: readonly Ids[]
  readonly together: readonly Ids[]
  readonly exact: readonly number[]
  readonly shares: readonly number[]
}

async function offerOf(database: Database, { form, anchor, apart, together, exact, shares }: Found): Promise<Offer | null> {
  const group = `repair ids ${together.map(({ table, column }) => `${table.name}.${column}`).join(' ')}`.slice(0, 90)
  const changed: Ids[] = []
  const merged: string[] = []
  for (const one of together) {
    if ((await changes(database, one, form)) === 0) continue
    changed.push(one)
    merged.push(...(await mergers(database, one, form)))
  }
  if (changed.length === 0) return null
  const steps = changed.map(({ table, column }, at): RepairIds => {
    const { name, header } = columnOf(table, column)
    return { id: `${group} ${at}`, kind: 'repair ids', table: table.name, makes: table.name, column: { name, header }, form, group }
  })
  const first = apart[0]!
  const others = apart.slice(1).map(({ table }, at) => {
    return `${tableName(table)}: ${percent(shares[at + 1]!, 0)} would match instead of ${percent(exact[at + 1]!, 0)}.`
  })
  const examples = await pairs(database, first, anchor, form)
  return {
    id: `${group} ${form.join(' ')}`,
    tables: [first, ...together.filter((one) => one !== first)].map(({ table }) => table.name),
    files: [first, anchor].map(({ table }) => tableName(table)),
    question: `Are the customers of ${tableName(first.table)} those of ${tableName(anchor.table)}?`,
    why: `Customer numbers in ${tableName(first.table)} look like those in ${tableName(anchor.table)} but for ${formWords(form)}: ${percent(shares[0]!, 0)} would match instead of ${percent(exact[0]!, 0)}.`,
    samples: examples.map(({ one, other }) => `${one} · ${other}`),
    accept: 'Yes, they are the same: repair them',
    decline: 'No, leave them as they are',
    done: `Ids of ${tableName(first.table)} and ${tableName(anchor.table)} are now written alike`,
    accepted: `${percent(shares[0]!, 0)} match`,
    declined: `${percent(exact[0]!, 0)} match`,
    isLikely: merged.length === 0,
    isNeeded: true,
    facts: [
      ...others,
      ...examples
        .slice(0, 1)
        .map(
          ({ one, other, both }) => `${one} in ${tableName(first.table)} and ${other} in ${tableName(anchor.table)} would both be ${both}.`,
        ),
      ...(merged.length > 0
        ? [
            `Ids of one table that would become one: ${merged.slice(0, MOST_NAMED).join('; ')}${merged.length > MOST_NAMED ? ' and more' : ''}.`,
          ]
        : []),
      `${plural(steps.length, 'table is', 'tables are')} changed: ${changed.map(({ table }) => tableName(table)).join(', ')}. It can be undone.`,
    ],
    preview: null,
    sql: steps.map((step, at) => repairIds.sql(step, changed[at]!.table, identifier(changed[at]!.table.name))).join(';\n'),
    steps,
    readings: [],
  }
}

const MOST_NAMED = 3

async function changes(database: Database, { table, sql }: Ids, form: IdForm): Promise<number> {
  const text = `select count(*) as found from (select distinct ${sql} as id from ${identifier(table.name)}) where ${idFormSql(form, 'id')} <> id`
  const [row] = await database.rows(query('ids that change', text, { found: 'number' }))
  return row!.found!
}

/** Ids of one table that the form would make one: "C-1 and C1". */
async function mergers(database: Database, { table, sql }: Ids, form: IdForm): Promise<readonly string[]> {
  const text = `
    select string_agg(id, ' and ' order by id) as ids
    from (select distinct ${sql} as id from ${identifier(table.name)})
    where id is not null
    group by ${idFormSql(form, 'id')}
    having count(*) > 1
    order by ids
    limit ${MOST_NAMED + 1}`
  const rows = await database.rows(query('ids that would become one', text, { ids: 'text' }))
  return rows.map(({ ids }) => `${ids} in ${tableName(table)}`)
}

async function pairs(
  database: Database,
  one: Ids,
  other: Ids,
  form: IdForm,
): Promise<readonly { readonly one: string; readonly other: string; readonly both: string }[]> {
  const ids = ({ table, sql }: Ids) =>
    `(select id, ${idFormSql(form, 'id')} as form from (select distinct ${sql} as id from ${identifier(table.name)}) where id is not null)`
  const text = `
    select own.id as one, min(there.id) as other, form as both
    from ${ids(one)} as own join ${ids(other)} as there using (form)
    where own.id <> there.id
    group by own.id, form
    order by own.id
    limit 4`
  const rows = await database.rows(query('ids that would meet', text, { one: 'text', other: 'text', both: 'text' }))
  return rows.map((row) => ({ one: row.one!, other: row.other!, both: row.both! }))
}
