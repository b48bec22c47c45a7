import { DAY_MS } from './calendar'
import { CHANNELS } from './channels'
import { PLANS } from './catalogue'
import { KIND, type Customers } from './customers'
import { GENDERS, type Identities } from './identities'
import { INDUSTRIES } from './firms'
import { COUNTRIES } from './places'
import { openStream } from './random'
import type { Subscriptions } from './subscriptions'
import { coded, flags, MISSING, numbersOf, numeric, text, type SampleTable } from './table'
import { DIRT } from './truths'

const FIRST_NUMBER = 10_001

/** "C10001" and so on, in the order in which customers joined. */
export function customerIds(customers: Customers): readonly string[] {
  return Array.from({ length: customers.count }, (_, index) => `C${FIRST_NUMBER + index}`)
}

const PLACES = COUNTRIES.flatMap((country) => country.cities)
const FIRST_PLACE = COUNTRIES.map((_, index) => COUNTRIES.slice(0, index).reduce((sum, country) => sum + country.cities.length, 0))

export function customerTable(
  seed: number,
  customers: Customers,
  ids: readonly string[],
  identities: Identities,
  { spells }: Subscriptions,
): SampleTable {
  const random = openStream(seed, 'customer table')
  const rows = customers.count
  const isOffice = (index: number) => customers.kind[index] === KIND.office
  const column = (value: (index: number) => number) => numbersOf(ids, (_, index) => value(index))
  const plan = new Int32Array(rows).fill(-1)
  for (const spell of spells) plan[spell.customer] = spell.plan
  const place = column((index) => FIRST_PLACE[customers.country[index]!]! + customers.city[index]!)
  return {
    file: 'customers.csv',
    rows,
    columns: [
      coded(
        'customer_id',
        ids,
        column((index) => index),
      ),
      text('name', identities.name),
      text('email', identities.email),
      text('phone', identities.phone),
      numeric(
        'joined_on',
        'date',
        column((index) => Math.floor(customers.joinedAt[index]! / DAY_MS)),
      ),
      coded(
        'customer_type',
        ['Person', 'Office'],
        column((index) => Number(isOffice(index))),
      ),
      numeric('birth_year', 'integer', identities.birthYear),
      coded('gender', GENDERS, identities.gender),
      coded(
        'country',
        COUNTRIES.map((country) => country.name),
        customers.country,
      ),
      coded(
        'region',
        PLACES.map((one) => one.region),
        place,
      ),
      coded(
        'city',
        PLACES.map((one) => one.name),
        place,
      ),
      text('postcode', identities.postcode),
      coded(
        'source',
        CHANNELS.map((channel) => channel.name),
        column((index) => (random.chance(DIRT.missing.source) ? -1 : customers.source[index]!)),
      ),
      flags('newsletter', customers.newsletter),
      coded(
        'plan',
        PLANS.map((one) => one.name),
        plan,
      ),
      text('company', identities.company),
      coded(
        'industry',
        INDUSTRIES,
        column((index) => (isOffice(index) ? customers.industry[index]! : -1)),
      ),
      numeric(
        'employees',
        'integer',
        column((index) => (isOffice(index) ? customers.employees[index]! : MISSING)),
      ),
    ],
  }
}
