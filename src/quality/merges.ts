import { identifier, query, type Session } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { tableSql, type MappedTable } from '../model/mapping/mapped-table'
import { count } from '../shared/format'
import type { Step } from '../steps/definition'
import type { PersonalColumn } from './personal'
import type { Fix, Merge, MergeSuggestions, Person } from './report'
import { fixOf, plainColumn, refOf } from './rules/context'
import { ordersOf } from './rules/repeated'

/** More customers than this with one e-mail address or phone share a mailbox or a switchboard. */
const MOST_SHARING = 5
/** Names are compared within a place and three letters; more than this many there are too common to tell anything, and nothing grows with the square. */
const MOST_IN_BLOCK = 100
/** Jaro–Winkler (Winkler 1990) from which two names in one place may be one person's; without a place, or where e-mail and phone both differ, more is asked. */
const SIMILAR = 0.93
const SIMILAR_SURE = 0.97
const MOST_PAIRS = 20_000
const SHOWN = 200

export const NO_MERGES: MergeSuggestions = { total: 0, sure: 0, customers: 0, money: 0, shown: [], all: null }

/** Ids that are probably one customer, by e-mail, by phone and by name. `personal` tells, by table, which column holds a phone. */
export async function mergeSuggestions(
  session: Session,
  sources: readonly MappedTable[],
  personal: ReadonlyMap<string, readonly PersonalColumn[]>,
): Promise<MergeSuggestions> {
  const tellers = sources.filter((source) => plainColumn(source, 'customer_id') && tells(source, personal))
  if (tellers.length === 0) return NO_MERGES
  await session.execute(`create or replace temp table people as ${peopleSql(sources, tellers, personal)}`)
  try {
    return suggestions(await pairsOf(session), sources)
  } finally {
    await session.execute('drop table if exists temp.people')
  }
}

function tells(source: MappedTable, personal: ReadonlyMap<string, readonly PersonalColumn[]>): boolean {
  return source.has('email') || nameSql(source) !== null || phoneSql(source, personal) !== null
}

function nameSql(source: MappedTable): string | null {
  if (source.has('name')) return source.sql('name')
  return source.has('first_name') && source.has('last_name') ? `${source.sql('first_name')} || ' ' || ${source.sql('last_name')}` : null
}

function phoneSql({ raw }: MappedTable, personal: ReadonlyMap<string, readonly PersonalColumn[]>): string | null {
  const phone = personal.get(raw.name)?.find(({ kind }) => kind === 'phone')
  return phone ? `${identifier(phone.column)}::varchar` : null
}

/** One row per customer of whom something is told: lists of customers go before orders. */
function peopleSql(
  sources: readonly MappedTable[],
  tellers: readonly MappedTable[],
  personal: ReadonlyMap<string, readonly PersonalColumn[]>,
): string {
  const told = tellers.map((source) => {
    const value = (role: string) => (source.has(role) ? source.sql(role) : 'null::varchar')
    const place = [source.sql('postcode'), source.sql('city')].map((sql) => `lower(${sql})`).join(', ')
    return `
      select ${source.sql('customer_id')} as customer, ${nameSql(source) ?? 'null::varchar'} as name, ${value('email')} as email,
        ${phoneSql(source, personal) ?? 'null::varchar'} as phone, coalesce(${place}) as place, ${source.kind === 'customers'} as is_listed
      from ${tableSql(source)}`
  })
  const paid = ordersOf(sources)
    .filter((source) => source.has('customer_id'))
    .map((source) => {
      const order = source.has('order_id') ? source.sql('order_id') : 'line::varchar'
      const amount = source.has('revenue') ? `sum(${source.sql('revenue')})` : '0'
      return `select ${source.sql('customer_id')} as customer, count(distinct ${order}) as orders, ${amount} as revenue from ${tableSql(source)} group by 1`
    })
  const facts = paid.length > 0 ? paid.join(' union all ') : 'select null::varchar as customer, 0 as orders, 0 as revenue where false'
  return `
    with
    told as (${told.join(' union all ')}),
    known as (
      select customer, first(name order by is_listed desc) filter (name <> '') as name, first(email order by is_listed desc) filter (email <> '') as email,
        first(phone order by is_listed desc) filter (phone <> '') as phone, first(place order by is_listed desc) filter (place <> '') as place,
        bool_or(is_listed) as is_listed
      from told where customer is not null group by customer
    ),
    paid as (select customer, sum(orders) as orders, sum(revenue) as revenue from (${facts}) where customer is not null group by customer)
    select known.*, coalesce(paid.orders, 0)::double as orders, coalesce(paid.revenue, 0)::double as revenue,
      lower(trim(email)) as email_key,
      case when length(regexp_replace(phone, '\\D', '', 'g')) >= 7 then right(regexp_replace(phone, '\\D', '', 'g'), 9) end as phone_key,
      array_to_string(list_sort(list_filter(string_split_regex(lower(strip_accents(name)), '[^a-z0-9]+'), part -> part <> '')), ' ') as name_key,
      row_number() over (order by is_listed desc, coalesce(paid.orders, 0) desc, coalesce(paid.revenue, 0) desc, known.customer) as standing
    from known left join paid using (customer)`
}

const PERSON = {
  customer: 'text',
  name: 'text',
  email: 'text',
  phone: 'text',
  place: 'text',
  orders: 'number',
  revenue: 'number',
} as const

interface Pair {
  readonly keep: Person
  readonly other: Person
  readonly reason: Merge['reason']
  readonly similarity: number | null
}

/** The better known of two is kept: who is listed, then who ordered more. */
async function pairsOf(session: Session): Promise<readonly Pair[]> {
  const columns = Object.keys(PERSON)
  const shared = (key: string, reason: string, rank: number) => `
    select first_value(standing) over (partition by ${key} order by standing) as keep_standing, standing as other_standing, '${reason}' as reason, ${rank} as rank
    from people where ${key} in (select ${key} from people where ${key} <> '' group by 1 having count(*) between 2 and ${MOST_SHARING})`
  const text = `
    with
    named as (select *, string_split(name_key, ' ') as parts from people where length(name_key) >= 6 and contains(name_key, ' ')),
    blocked as (
      select standing, name_key, place, email_key, phone_key, coalesce(place, '') || '/' || left(parts[1], 3) as block from named
      union all
      select standing, name_key, place, email_key, phone_key, coalesce(place, '') || '//' || left(parts[-1], 3) as block from named
    ),
    small as (select block from blocked group by block having count(*) between 2 and ${MOST_IN_BLOCK}),
    alike as (
      select distinct a.standing as keep_standing, b.standing as other_standing, 'similar name' as reason, 3 as rank
      from blocked as a join blocked as b on a.block = b.block and a.standing < b.standing
      where a.block in (select block from small)
        and jaro_winkler_similarity(a.name_key, b.name_key) >= case when a.place is null or (a.email_key <> b.email_key and a.phone_key <> b.phone_key) then ${SIMILAR_SURE} else ${SIMILAR} end
    ),
    found as (
      ${shared('email_key', 'same e-mail', 1)}
      union all ${shared('phone_key', 'same phone', 2)}
      union all select * from alike
    ),
    pairs as (
      select keep_standing, other_standing, arg_min(reason, rank) as reason
      from found where keep_standing < other_standing group by all
    )
    select reason, jaro_winkler_similarity(a.name_key, b.name_key) as similarity,
      ${columns.map((name) => `a.${name} as a_${name}`).join(', ')}, ${columns.map((name) => `b.${name} as b_${name}`).join(', ')}
    from pairs join people as a on a.standing = keep_standing join people as b on b.standing = other_standing
    order by abs(b.revenue) desc, keep_standing, other_standing
    limit ${MOST_PAIRS}`
  const side = (letter: string) => Object.fromEntries(Object.entries(PERSON).map(([name, type]) => [`${letter}_${name}`, type]))
  const rows = await session.rows(
    query('ids that may be one customer', text, { reason: 'text', similarity: 'number', ...side('a'), ...side('b') }),
  )
  return rows.map((row) => {
    const values = row as Readonly<Record<string, unknown>>
    const person = (letter: string) => Object.fromEntries(columns.map((name) => [name, values[`${letter}_${name}`]])) as unknown as Person
    return {
      keep: person('a'),
      other: person('b'),
      reason: values.reason as Merge['reason'],
      similarity: person('a').name && person('b').name ? (values.similarity as number) : null,
    }
  })
}

/** Names less alike than this speak against one customer, whatever address or phone they share. */
const UNLIKE = 0.8

function isSure({ reason, similarity }: Pair): boolean {
  return reason !== 'similar name' && (similarity === null || similarity >= UNLIKE)
}

function suggestions(pairs: readonly Pair[], sources: readonly MappedTable[]): MergeSuggestions {
  if (pairs.length === 0) return NO_MERGES
  const sure = pairs.filter(isSure)
  const doubtful = pairs.filter((pair) => !isSure(pair))
  const shown = [...sure.slice(0, SHOWN), ...doubtful.slice(0, SHOWN)].map((pair) => ({
    ...pair,
    id: `${pair.other.customer}→${pair.keep.customer}`,
    isSure: isSure(pair),
    steps: mergeSteps([{ from: pair.other.customer, to: pair.keep.customer }], sources),
  }))
  const gone = goneIn(pairs)
  return {
    total: pairs.length,
    sure: sure.length,
    customers: gone.length,
    money: gone.reduce((sum, { person }) => sum + Math.abs(person.revenue), 0),
    shown,
    all: sure.length > 0 ? allOf(goneIn(sure), sources) : null,
  }
}

/** Who would go if all pairs were merged, and whom each becomes. */
function goneIn(pairs: readonly Pair[]): readonly { readonly person: Person; readonly into: string }[] {
  const roots = rootsOf(pairs)
  const others = new Map(pairs.map(({ other }) => [other.customer, other]))
  return [...others.values()]
    .filter(({ customer }) => roots.get(customer) !== customer)
    .map((person) => ({ person, into: roots.get(person.customer)! }))
}

function allOf(gone: ReturnType<typeof goneIn>, sources: readonly MappedTable[]): Fix {
  const steps = mergeSteps(
    gone.map(({ person, into }) => ({ from: person.customer, to: into })),
    sources,
  )
  return fixOf(gone.length === 1 ? 'Merge the sure one' : `Merge the ${count(gone.length)} sure ones`, steps, tablesOf(sources))
}

/** A chain of pairs is one customer: everyone in it becomes the one who is kept first. */
function rootsOf(pairs: readonly Pair[]): ReadonlyMap<string, string> {
  const parents = new Map<string, string>()
  const rootOf = (customer: string): string => {
    let root = customer
    while (parents.has(root) && parents.get(root) !== root) root = parents.get(root)!
    return root
  }
  for (const { keep, other } of pairs) {
    const [to, from] = [rootOf(keep.customer), rootOf(other.customer)]
    parents.set(to, to)
    if (from !== to) parents.set(from, to)
  }
  return new Map([...parents.keys()].map((customer) => [customer, rootOf(customer)]))
}

/** In a list of customers the second row goes; in every other table the second id becomes the first. */
function mergeSteps(pairs: readonly { from: string; to: string }[], sources: readonly MappedTable[]): readonly Step[] {
  const group = crypto.randomUUID()
  return sources.flatMap((source): Step[] => {
    const column = plainColumn(source, 'customer_id')
    if (!column) return []
    const about = { id: crypto.randomUUID(), table: source.raw.name, makes: source.raw.name, group }
    if (source.kind !== 'customers') return [{ ...about, kind: 'replace values', column: refOf(column), pairs } as Step]
    return [
      {
        ...about,
        kind: 'leave out rows',
        where: { test: 'is one of', column: refOf(column), values: pairs.map(({ from }) => from) },
      } as Step,
    ]
  })
}

function tablesOf(sources: readonly MappedTable[]): readonly RawTable[] {
  return sources.map(({ raw }) => raw)
}
