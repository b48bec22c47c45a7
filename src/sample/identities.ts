import type { Customers } from './customers'
import { KIND } from './customers'
import { firmName } from './firms'
import { FAMILY_NAMES, FEMALE_NAMES, MALE_NAMES } from './names'
import { COUNTRIES } from './places'
import { openStream, type Random } from './random'
import { DIRT } from './truths'

export const GENDERS = ['female', 'male', 'other'] as const

/** Who the customers are on paper: none of it has to do with how they buy. */
export interface Identities {
  readonly name: readonly string[]
  readonly email: readonly (string | null)[]
  readonly phone: readonly (string | null)[]
  readonly company: readonly (string | null)[]
  /** Index into GENDERS; −1: not known. */
  readonly gender: Int8Array
  /** NaN: not known. */
  readonly birthYear: Float64Array
  readonly postcode: readonly (string | null)[]
}

export function makeIdentities(seed: number, customers: Customers): Identities {
  const random = openStream(seed, 'identities')
  const { count } = customers
  const name: string[] = []
  const email: (string | null)[] = []
  const phone: (string | null)[] = []
  const company: (string | null)[] = []
  const postcode: (string | null)[] = []
  const gender = new Int8Array(count)
  const birthYear = new Float64Array(count)
  const nextPhone = openPhoneBook()
  for (let index = 0; index < count; index++) {
    const country = customers.country[index]!
    const isMan = random.chance(0.47)
    const given = random.pick((isMan ? MALE_NAMES : FEMALE_NAMES)[country]!)
    const family = random.pick(FAMILY_NAMES[country]!)
    const isOffice = customers.kind[index] === KIND.office
    name.push(`${given} ${family}`)
    email.push(
      random.chance(DIRT.missing.email) ? null : `${plain(given)}.${plain(family)}${random.between(1, 9999)}@${random.pick(HOSTS)}`,
    )
    phone.push(random.chance(0.35) ? nextPhone(country) : null)
    company.push(isOffice ? firmName(random, country) : null)
    gender[index] = isOffice || random.chance(DIRT.missing.gender) ? -1 : random.chance(0.015) ? 2 : Number(isMan)
    birthYear[index] = isOffice || random.chance(DIRT.missing.birth_year) ? NaN : 1945 + Math.round(61 * random.beta(2.6, 2.2))
    postcode.push(random.chance(DIRT.missing.postcode) ? null : makePostcode(random, country, customers.city[index]!))
    const twin = customers.twinOf[index]!
    if (twin >= 0) {
      name[index] = random.chance(0.5) ? name[twin]! : `${name[twin]![0]}. ${name[twin]!.split(' ').slice(1).join(' ')}`
      email[index] = random.chance(0.5) ? (email[twin]?.toUpperCase() ?? null) : `${plain(name[twin]!)}@${random.pick(HOSTS)}`
      phone[index] = phone[twin]!
      postcode[index] = postcode[twin]!
      gender[index] = gender[twin]!
      birthYear[index] = birthYear[twin]!
    }
  }
  return { name, email, phone, company, gender, birthYear, postcode }
}

/** Reserved for examples (RFC 2606). */
const HOSTS = ['example.com', 'example.org', 'example.net']

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z]+/g, '')
}

function makePostcode(random: Random, country: number, city: number): string {
  const { digits, cities } = COUNTRIES[country]!
  const start = cities[city]!.postcode
  if (digits === 0)
    return `${start.padEnd(3, String(random.between(1, 8)))} ${random.pick(['AX', 'KF', 'PN', 'TW', 'YH'])}${random.between(10, 99)}`
  return start + String(random.below(10 ** (digits - start.length))).padStart(digits - start.length, '0')
}

// Numbers that the regulators of Germany (BNetzA), France (ARCEP) and Ireland (ComReg) keep free for fiction.
const FICTIONAL: Readonly<Record<string, { readonly prefixes: readonly string[]; readonly digits: number }>> = {
  Germany: { prefixes: ['+49 30 23125 ', '+49 40 66969 ', '+49 69 90009 ', '+49 89 99998 ', '+49 221 4710 '], digits: 3 },
  France: { prefixes: ['+33 1 99 00 ', '+33 2 61 91 ', '+33 3 53 01 ', '+33 4 65 71 ', '+33 5 36 49 ', '+33 6 39 98 '], digits: 4 },
  Ireland: { prefixes: ['+353 20 910 ', '+353 20 911 ', '+353 20 912 ', '+353 20 913 '], digits: 4 },
}

/** Hands out each fictional number once. */
function openPhoneBook(): (country: number) => string | null {
  const used = new Map<number, number>()
  return (country) => {
    const block = FICTIONAL[COUNTRIES[country]!.name]
    if (!block) return null
    const turn = used.get(country) ?? 0
    used.set(country, turn + 1)
    const size = 10 ** block.digits
    const prefix = block.prefixes[turn % block.prefixes.length]!
    // 7919 is prime to every power of ten: the numbers look drawn and none comes twice.
    const number = (Math.floor(turn / block.prefixes.length) * 7919 + 137) % size
    return turn < size * block.prefixes.length ? prefix + String(number).padStart(block.digits, '0') : null
  }
}
