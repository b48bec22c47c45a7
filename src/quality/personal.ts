import { identifier, literal, query, type Database } from '../engine/database'
import type { RawColumn, RawTable } from '../ingest/table'
import type { TableMapping } from '../model/mapping/mapping'
import { CODE, isCode } from './code'

/**
 * What a column tells of a person. `in text`: words in which e-mail addresses or long numbers stand among others. `id`: says which
 * customer a row is about by something else than a plain code.
 */
export type PersonalKind = 'name' | 'e-mail' | 'phone' | 'address' | 'birth date' | 'card number' | 'bank account' | 'in text' | 'id'

export interface PersonalColumn {
  /** RawColumn.name */
  readonly column: string
  readonly kind: PersonalKind
  /** It says which customer a row is about: then a mask must tell people apart, and be the same in every table. */
  readonly isId: boolean
}

/** Words of a header, in the languages the mapping knows: whole words of it, in lower case, without accents. */
const HEADERS: readonly (readonly [PersonalKind, RegExp])[] = [
  ['e-mail', /\b(e ?mail|mail|courriel|correo|posta electronica)\b/],
  ['phone', /\b(phone|telephone|telefon|telefono|tel|mobile|mobil|handy|cell|cellphone|gsm|fax|portable|movil|whatsapp)\b/],
  [
    'birth date',
    /\b(birth ?(date|day)|date (of )?birth|dob|geburtsdatum|geburtstag|date de naissance|naissance|fecha de nacimiento|data nasterii)\b/,
  ],
  ['card number', /\b(credit ?card|card ?(number|no|num)|kreditkarte|kartennummer|numero de tarjeta|numar card|carte bancaire)\b/],
  ['bank account', /\b(iban|bank ?account|account ?number|kontonummer|cont bancar)\b/],
  [
    'address',
    /\b(address( line)?( ?\d)?|addr|street|strasse|str|adresse|anschrift|rue|direccion|calle|adresa|strada|indirizzo|adres|ulica|straat|house ?(number|no)|hausnummer|postal code|post ?code|zip( ?code)?|plz|postleitzahl|code postal|codigo postal|cod postal|kod pocztowy|psc|cap)\b/,
  ],
  [
    'name',
    /\b(full ?name|first ?name|last ?name|given ?name|family ?name|surname|forename|customer ?name|client ?name|contact( ?name| ?person)?|member ?name|vorname|nachname|familienname|kundenname|prenom|nom( de famille)?|nom client|nombre|apellidos?|nume|prenume|nume client)\b/,
  ],
]

/** The same in scripts whose words do not end where letters do. */
const FOREIGN_HEADERS: readonly (readonly [PersonalKind, RegExp])[] = [
  ['name', /姓名|氏名|名前|顧客名|客户名|客戶名|이름|성명|الاسم|اسم|имя|фамилия|фио|ονομα/],
  ['phone', /电话|電話|手机|手機|전화|هاتف|جوال|телефон|τηλεφωνο/],
  ['address', /地址|住所|주소|عنوان|адрес|διευθυνση/],
]

/** Words for people: a column so named holds names where its values read like names. */
const PEOPLE =
  /\b(customer|client|buyer|contact|person|member|guest|patient|student|recipient|ship to|bill to|sold to|ordered by|sales ?rep|agent|kunde|kundin|ansprechpartner|empfanger|destinataire|cliente|destinatario|destinatar|client[ae]?)\b/

/** Names of things that are no persons. */
const THINGS = /\b(product|item|company|file|page|event|campaign|plan|user ?name|store|shop|brand|category|channel|city|country|column)\b/

/** By roles first, then by values that only one kind has, then by the header's words where the values may be it. */
export async function personalColumns(
  database: Database,
  table: RawTable,
  mapping: TableMapping | undefined,
): Promise<readonly PersonalColumn[]> {
  const looks = await looksOf(database, table, mapping)
  return table.columns.flatMap((column) => {
    const roles = rolesOf(column, mapping)
    const kind = kindOf(column, roles, looks.get(column.name)!)
    return kind ? [{ column: column.name, kind, isId: roles.includes('customer_id') }] : []
  })
}

/** What is told without asking the engine, by roles, headers and samples: enough to mark columns, not to mask them. */
export function markPersonal(table: RawTable, mapping: TableMapping | undefined): ReadonlyMap<string, PersonalKind> {
  const marks = new Map<string, PersonalKind>()
  for (const column of table.columns) {
    const isIn = (pattern: RegExp) => column.type === 'text' && column.samples.some((sample) => pattern.test(sample.slice(0, LONGEST)))
    const look = lookOf(column.samples, {
      email: isIn(/[^\s@]@[^\s@]{1,200}\.[A-Za-z]/),
      number: isIn(new RegExp(NUMBER_AMONG_WORDS)),
      other: !column.samples.every(isCode),
    })
    const kind = kindOf(column, rolesOf(column, mapping), look)
    if (kind) marks.set(column.name, kind)
  }
  return marks
}

function rolesOf(column: RawColumn, mapping: TableMapping | undefined): readonly string[] {
  return (mapping?.bindings ?? []).flatMap(({ role, from }) => ('column' in from && from.column === column.name ? [role] : []))
}

const ROLE_KINDS: Readonly<Record<string, PersonalKind>> = {
  name: 'name',
  first_name: 'name',
  last_name: 'name',
  email: 'e-mail',
  postcode: 'address',
}

function kindOf(column: RawColumn, roles: readonly string[], look: Look): PersonalKind | null {
  const isText = column.type === 'text'
  if (look.emails >= MOSTLY) return 'e-mail'
  if (look.ibans >= MOSTLY) return 'bank account'
  if (look.cards >= MOSTLY) return 'card number'
  if (roles.includes('customer_id')) return kindOfId(look)
  const role = roles.map((one) => ROLE_KINDS[one]).find((kind) => kind !== undefined)
  if (role) return role
  const told = kindByHeader(column.header)
  if (told && couldBe(told, column, look)) return told
  if (isText && isNamed(column, roles, look)) return 'name'
  if (isText && look.streets >= MOSTLY) return 'address'
  if (roles.includes('birth_year') && (column.type === 'date' || column.type === 'timestamp')) return 'birth date'
  if (isText && look.phones >= MOSTLY) return 'phone'
  return isText && (look.someEmail || look.someNumber) ? 'in text' : null
}

/** An id that is not plainly a code tells who somebody is, whatever it is. */
function kindOfId(look: Look): PersonalKind | null {
  if (!look.someOther) return null
  return look.phones >= MOSTLY ? 'phone' : look.names >= MOSTLY ? 'name' : 'id'
}

/** What is called after people must hold whole names, since "Premium" may be a client too. */
function isNamed(column: RawColumn, roles: readonly string[], look: Look): boolean {
  return roles.length === 0 && look.wholeNames >= MOSTLY && PEOPLE.test(wordsOf(column.header))
}

/** What a header's words promise, whatever the values are. */
export function kindByHeader(header: string): PersonalKind | null {
  const words = wordsOf(header)
  if (words === 'name') return 'name'
  if (THINGS.test(words)) return null
  return [...HEADERS, ...FOREIGN_HEADERS].find(([, pattern]) => pattern.test(words))?.[0] ?? null
}

const MOSTLY = 0.6

function couldBe(kind: PersonalKind, column: RawColumn, look: Look): boolean {
  const isDate = column.type === 'date' || column.type === 'timestamp'
  if (kind === 'birth date') return isDate || column.type === 'text'
  if (isDate || column.type === 'flag') return false
  if (kind === 'name') return column.type === 'text' && look.digits <= 0.5
  if (kind === 'phone' || kind === 'card number' || kind === 'bank account') return column.filled === 0 || look.digits >= 0.5
  return kind === 'address' || column.type === 'text'
}

function wordsOf(header: string): string {
  return header
    .slice(0, LONGEST)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Shares of the first values that look like something, and whether anything like it stands anywhere in the column. */
interface Look {
  readonly emails: number
  readonly phones: number
  readonly ibans: number
  readonly cards: number
  readonly digits: number
  /** Words that begin with a capital letter, and two of them at least. */
  readonly names: number
  readonly wholeNames: number
  readonly streets: number
  readonly someEmail: boolean
  /** A phone or card number among words. */
  readonly someNumber: boolean
  /** Something that is not plainly a code. */
  readonly someOther: boolean
}

/** What stands anywhere in a column. */
interface Somewhere {
  readonly email: boolean
  readonly number: boolean
  readonly other: boolean
}

const SEEN = 2000

async function looksOf(database: Database, table: RawTable, mapping: TableMapping | undefined): Promise<ReadonlyMap<string, Look>> {
  const looks = new Map<string, Look>()
  for (const column of table.columns) {
    const name = identifier(column.name)
    const text = `select ${name}::varchar as value from ${identifier(table.name)} where ${name} is not null limit ${SEEN}`
    const rows = await database.rows(query('values of a column', text, { value: 'text' }))
    const isId = rolesOf(column, mapping).includes('customer_id')
    const some = column.filled > 0 && (isId || column.type === 'text') ? await someIn(database, table, name) : NOTHING
    looks.set(
      column.name,
      lookOf(
        rows.map(({ value }) => value!),
        some,
      ),
    )
  }
  return looks
}

const NOTHING: Somewhere = { email: false, number: false, other: false }

function lookOf(cells: readonly string[], some: Somewhere): Look {
  const values = cells.map((value) => value.trim()).filter((value) => value !== '')
  // What is longer is none of these, and an expression may take long over it.
  const share = (test: (value: string) => boolean) =>
    values.length === 0 ? 0 : values.filter((value) => value.length <= LONGEST && test(value)).length / values.length
  return {
    emails: share((value) => EMAIL.test(value)),
    phones: share((value) => PHONE.test(value) && value.replace(/\D/g, '').length >= 8),
    ibans: share(isIban),
    cards: share(isCard),
    digits: share((value) => /\d/.test(value)),
    names: share((value) => NAME.test(value)),
    wholeNames: share((value) => WHOLE_NAME.test(value)),
    streets: share((value) => STREET.test(value) && /\d/.test(value)),
    someEmail: some.email,
    someNumber: some.number,
    someOther: some.other,
  }
}

async function someIn(database: Database, table: RawTable, name: string): Promise<Somewhere> {
  // The engine looks at both sides of an `and` for every row; of a case, only where it applies.
  const value = `${name}::varchar`
  const text = `
    select
      coalesce(bool_or(case when contains(${value}, '@') then regexp_matches(${value}, '[^\\s@]@[^\\s@]+\\.[A-Za-z]') end), false) as email,
      coalesce(bool_or(case when length(${value}) > 20 then regexp_matches(${value}, ${literal(NUMBER_AMONG_WORDS)}) end), false) as number,
      coalesce(bool_or(trim(${value}) <> '' and not regexp_full_match(trim(${value}), ${literal(CODE)})), false) as other
    from ${identifier(table.name)}`
  const [row] = await database.rows(query('personal data among words', text, { email: 'flag', number: 'flag', other: 'flag' }))
  return { email: row!.email === true, number: row!.number === true, other: row!.other === true }
}

/** Longer values and headers are no names, numbers or addresses. */
const LONGEST = 200

/** A phone number with a plus or in groups, or the digits of a card. For the engine and for here. */
const NUMBER_AMONG_WORDS = '\\+\\d[\\d ()/.-]{7,}\\d|(^|[^\\d])(\\(0\\d+\\)|0\\d{1,4})[ /.-]\\d[\\d /.-]{4,}\\d|(\\d[ -]?){12,18}\\d'

/** Words of letters that begin with a capital one, as names are written. */
const NAME = /^\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}[\p{L}\p{M}'’.-]*([ ,]+\p{L}[\p{L}\p{M}'’.-]*){0,4}$/u
/** Two words or more of any script and case, or a few signs of one that has no blanks between words. */
const WHOLE_NAME =
  /^\p{L}[\p{L}\p{M}'’.-]*([ ,\u3000]+\p{L}[\p{L}\p{M}'’.-]*){1,4}$|^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}・]{2,8}$/u
/** Words that end or begin the names of streets. */
const STREET =
  /\b(street|st|road|rd|avenue|ave|lane|drive|square|boulevard|blvd|close|rue|via|calle|strada|str|ulica|ul|piazza|plaza)\b|(stra(ß|ss)e|str\.|weg|platz|gasse|allee|straat|laan|utca|vej|gatan)(?![a-z])/i

const EMAIL = /^[^\s@]+@[^\s@]+\.[A-Za-z]{2,}$/
/** Written as numbers to be called are: with a plus, or in groups. Digits alone may be anything. */
const PHONE = /^(\+|00|\(0|0\d{1,4}[ /.-])[\d ()/.-]+$/

/** 13 to 19 digits whose check digit is right (Luhn 1954; ISO/IEC 7812-1), and that are not one digit over and over. */
export function isCard(value: string): boolean {
  const digits = value.replace(/[ -]/g, '')
  if (!/^\d{13,19}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false
  let sum = 0
  for (const [place, digit] of [...digits].reverse().entries()) {
    const doubled = place % 2 === 1 ? Number(digit) * 2 : Number(digit)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** Two letters, two check digits and an account, 1 modulo 97 (ISO 13616). */
export function isIban(value: string): boolean {
  const text = value.replace(/ /g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const turned = text.slice(4) + text.slice(0, 4)
  let rest = 0
  for (const letter of turned) for (const digit of String(parseInt(letter, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}
