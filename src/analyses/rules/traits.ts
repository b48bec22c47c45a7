import { identifier, literal, query, type Database } from '../../engine/database'
import type { Attribute, Company } from '../../model/company/company'
import { money } from '../../shared/format'

/** A value that a customer may have, and how many on either side have it, of those of whom it is known. */
export interface TraitCount {
  readonly feature: string
  readonly value: string
  readonly a: number
  readonly knownA: number
  readonly b: number
  readonly knownB: number
}

interface Trait {
  readonly name: string
  /** Rows of customer_key and value. */
  readonly sql: string
  /** What a rule names where this follows from it. */
  readonly from: readonly string[]
}

/** Where one of them is asked, the others follow. */
const PLACES = ['country', 'region', 'city', 'postcode']

const MOST_VALUES = 12
const MOST_ATTRIBUTES = 40

/**
 * What customers are and began with. Whatever grows with the number of orders, such as everything ever bought, would differ by any rule on
 * orders alone: products and channels are those of the first order. What the rule itself asks is left out, and named.
 */
export async function countTraits(
  database: Database,
  company: Company,
  sources: ReadonlySet<string>,
): Promise<{ readonly counts: readonly TraitCount[]; readonly leftOut: readonly string[] }> {
  const all = await traitsOf(database, company)
  const isAsked = ({ from }: Trait) => from.some((source) => sources.has(source))
  const traits = all.filter((trait) => !isAsked(trait))
  const leftOut = all.filter(isAsked).map(({ name }) => name)
  if (traits.length === 0) return { counts: [], leftOut }
  const each = traits.map(({ sql }, index) => `select ${index} as trait, customer_key, cast(value as varchar) as value from (${sql})`)
  const text = `
with had as (
  ${each.join('\n  union all\n  ')}
),

known as (
  select distinct trait, customer_key, value, is_a
  from had
  join sides using (customer_key)
  where value is not null
),

people as (
  select trait, count(distinct customer_key) filter (where is_a) as known_a, count(distinct customer_key) filter (where not is_a) as known_b
  from known
  group by trait
)

select trait, value, count(*) filter (where is_a) as a, known_a, count(*) filter (where not is_a) as b, known_b
from known
join people using (trait)
group by trait, value, known_a, known_b
qualify row_number() over (partition by trait order by count(*) desc, value) <= ${MOST_VALUES}
order by trait, count(*) desc, value`
  const rows = await database.rows(
    query('who has which trait', text, { trait: 'number', value: 'text', a: 'number', known_a: 'number', b: 'number', known_b: 'number' }),
  )
  const counts = rows.map((row) => ({
    feature: traits[row.trait!]!.name,
    value: row.value!,
    a: row.a!,
    knownA: row.known_a!,
    b: row.b!,
    knownB: row.known_b!,
  }))
  return { counts: counts.filter((count) => !isSecondOfTwo(count, counts)), leftOut }
}

/** Of yes and no one says both. */
function isSecondOfTwo(own: TraitCount, counts: readonly TraitCount[]): boolean {
  const same = counts.filter(({ feature }) => feature === own.feature)
  if (same.length !== 2) return false
  const isWhole = same[0]!.a + same[1]!.a === own.knownA && same[0]!.b + same[1]!.b === own.knownB
  const kept = same.find(({ value }) => /^(yes$|true$|1$|at least )/i.test(value)) ?? same[1]
  return isWhole && own !== kept
}

async function traitsOf(database: Database, company: Company): Promise<readonly Trait[]> {
  const attributes = company.attributes
    .slice(0, MOST_ATTRIBUTES)
    .filter(({ type, distinct }) => type === 'number' || (type !== 'date' && distinct > 1))
  const halves = await halvesOf(
    database,
    attributes.filter(({ type }) => type === 'number'),
    company,
  )
  const own = attributes.flatMap(({ id, column, label, type }): Trait[] => {
    // A town tells the country.
    const from = PLACES.includes(id) ? PLACES : [id]
    const value = type === 'flag' ? `if(${identifier(column)}, 'Yes', 'No')` : identifier(column)
    if (type !== 'number')
      return [{ name: label, from, sql: `select customer_key, ${value} as value from customers where ${identifier(column)} is not null` }]
    const half = halves.get(id)
    return half === undefined
      ? []
      : [{ name: label, from, sql: halfSql(`cast(${identifier(column)} as double)`, half, sides(String(half)), 'customers') }]
  })
  return [...own, ...firstOrders(company, halves.get('size')), ...firstEvents(company), ...answers(company, halves.get('score'))]
}

function firstOrders({ tables, roles, currency }: Company, size: number | undefined): readonly Trait[] {
  if (!tables.orders) return []
  const orders = 'orders join began using (order_key)'
  const lines = roles.order_lines ?? []
  const columns = roles.orders ?? roles.order_lines ?? []
  const about = (name: string, value: string, ...from: string[]): Trait => ({
    name,
    from,
    sql: `select orders.customer_key, ${value} as value from ${orders}`,
  })
  return [
    ...(['product', 'category'] as const)
      .filter((role) => tables.order_lines && lines.includes(role))
      .map((role) => ({
        name: `First ${role}`,
        from: ['product', 'category', 'fact.product', 'fact.category'],
        sql: `select order_lines.customer_key, ${role} as value from order_lines join began using (order_key) where order_lines.is_purchase`,
      })),
    ...(columns.includes('channel') ? [about('Channel of the first order', 'orders.channel', 'channel')] : []),
    ...(columns.includes('country') ? [about('Country of the first order', 'orders.country', ...PLACES)] : []),
    about('Weekday of the first order', 'dayname(orders.ordered_at)'),
    ...(size === undefined
      ? []
      : [
          {
            name: 'First order',
            from: ['fact.order', 'fact.revenue'],
            sql: halfSql('orders.revenue', size, sides(money(size, currency)), orders, 'orders.customer_key'),
          },
        ]),
  ]
}

function firstEvents({ tables, roles }: Company): readonly Trait[] {
  const columns = roles.events ?? []
  if (!tables.events || !columns.includes('happened_at')) return []
  return (['event', 'source', 'device', 'page'] as const)
    .filter((role) => columns.includes(role))
    .map((role) => ({
      name: `First ${role === 'event' ? 'event' : `${role} seen`}`,
      from: role === 'event' ? ['event', 'fact.event'] : [],
      sql: `select customer_key, min_by(events.${role}, events.happened_at) as value from events join customers using (customer_id) group by customer_key`,
    }))
}

function answers({ tables, roles }: Company, score: number | undefined): readonly Trait[] {
  if (!tables.feedback || score === undefined) return []
  const when = roles.feedback?.includes('answered_at') ? 'answered_at' : 'score'
  const last = `(select customer_key, max_by(feedback.score, feedback.${when}) as score from feedback join customers using (customer_id) where feedback.score is not null group by 1)`
  return [{ name: 'Last score', from: ['fact.score', 'answer'], sql: halfSql('score', score, sides(String(score)), last) }]
}

const sides = (half: string) => [`at least ${half}`, `less than ${half}`] as const

function halfSql(number: string, half: number, [words, less]: readonly [string, string], from: string, key = 'customer_key'): string {
  return `select ${key}, case when ${number} >= ${literal(half)} then ${literal(words)} when ${number} < ${literal(half)} then ${literal(less)} end as value from ${from}`
}

/** Medians over both sides, rounded to three digits: where numbers are cut in two. */
async function halvesOf(
  database: Database,
  attributes: readonly Attribute[],
  { tables, roles }: Company,
): Promise<ReadonlyMap<string, number>> {
  const wanted = [
    ...attributes.map(({ id, column }) => ({ id, number: `cast(${identifier(column)} as double)`, from: 'customers' })),
    ...(tables.orders && (roles.orders ?? roles.order_lines ?? []).includes('revenue')
      ? [{ id: 'size', number: 'revenue', from: 'orders join began using (order_key)' }]
      : []),
    ...(tables.feedback && roles.feedback?.includes('score') ? [{ id: 'score', number: 'score', from: 'feedback' }] : []),
  ]
  if (wanted.length === 0) return new Map()
  const each = wanted.map(
    ({ number, from }, index) => `select ${index} as place, median(${number}) as half, count(distinct ${number}) as many from ${from}`,
  )
  const rows = await database.rows(query('medians', each.join('\nunion all\n'), { place: 'number', half: 'number', many: 'number' }))
  return new Map(
    rows
      .filter(({ half, many }) => half !== null && many! > 1)
      .map(({ place, half }) => [wanted[place!]!.id, Number(half!.toPrecision(3))] as const),
  )
}
