import { monthNamed } from './month-names'

/** A date in other words or digits than plain ones, written plainly: "2024-1-3", "3/1/2024" or "3-jan-2024", with a time as "13:41:31.5 pm". */
export interface PlainDate {
  readonly bytes: Uint8Array
  /** Time zone as it was named; null where there was none. */
  readonly zone: string | null
}

const LONGEST = 96
const LEAST_DIGITS = 3
const DECODER = new TextDecoder()
const ENCODER = new TextEncoder()

const asked = new Uint8Array(LONGEST)
let askedLength = 0
let answer: PlainDate | null = null

/** Null when the bytes are no date. Several parsers ask about the same text one after another: the last answer is kept. */
export function plainDate(bytes: Uint8Array, start: number, end: number): PlainDate | null {
  const length = end - start
  if (length > LONGEST || !mayBeDate(bytes, start, end)) return null
  if (length === askedLength && isSame(bytes, start, length)) return answer
  asked.set(bytes.subarray(start, end))
  askedLength = length
  answer = plain(DECODER.decode(bytes.subarray(start, end)))
  return answer
}

function isSame(bytes: Uint8Array, start: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[start + i] !== asked[i]) return false
  return true
}

/** Some digits, and something besides them. */
function mayBeDate(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0
  let others = 0
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!
    if (byte >= 48 && byte <= 57) digits++
    else if (byte >= 65 || byte === 32) others++
    if (byte >= 0xd8) digits++
  }
  return digits >= LEAST_DIGITS && others > 0
}

/** The zeros of the decimal digits in use: Arabic, Persian, Devanagari, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

const WEEKDAYS = new Set(
  (
    'mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday ' +
    'mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag ' +
    'lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche ' +
    'mie mié jue vie sab sáb dom lunes martes miércoles miercoles jueves viernes sábado sabado domingo ' +
    'lu ma mi jo vi sâ du joi vin sâm luni marți marţi marti miercuri vineri sâmbătă sambata duminică duminica ' +
    'gio lunedì martedì mercoledì giovedì venerdì sabato domenica lunedi martedi mercoledi giovedi venerdi ' +
    'seg ter qua qui sex segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira ' +
    'ma wo za zo maandag woensdag donderdag vrijdag zaterdag zondag pn wt śr cz pt nd'
  ).split(' '),
)

const MARKS = String.raw`[\s.,\-/'’]*`
const OF = String.raw`(?:(?:de|del|of|d['’]|den|do)\s+)?`
const ORDINAL = String.raw`(?:(?:st|nd|rd|th|er|ère|re|e|ª|º|o|a)\b)?`
const DAY = String.raw`(?<day>\d{1,2})${ORDINAL}`
const NAME = String.raw`(?<name>\p{L}{3,})`
const YEAR = String.raw`(?<year>\d{4}|\d{2})`
const DAY_FIRST = new RegExp(`^${DAY}${MARKS}${OF}${NAME}${MARKS}${OF}${YEAR}(?!\\d)`, 'u')
const MONTH_FIRST = new RegExp(String.raw`^${NAME}${MARKS}${DAY}(?:\s*,|[\s.\-/])\s*${OF}${YEAR}(?![\d:])`, 'u')
const YEAR_FIRST = new RegExp(String.raw`^(?<year>\d{4})${MARKS}${NAME}${MARKS}${DAY}(?!\d)`, 'u')
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const EASTERN = /^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?/u
const EASTERN_TIME = /(\d{1,2})\s*[時时시点點]\s*(\d{1,2})\s*[分분]?\s*(?:(\d{1,2})\s*[秒초])?/u
const NUMERIC = /^\d{1,4}([-/.])\s?\d{1,2}\1\s?\d{1,4}(?!\d)/
const CLOCK = /\d:\d\d|\d\s?[ap]m$/

function plain(raw: string): PlainDate | null {
  const text = asciiDigits(raw.normalize('NFKC'))
    .toLowerCase()
    // Marks of direction and letters of no width.
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '')
    .replace(/\s*(\([^()]*\)|\[[^[\]]*\])/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  // "Mar 3" is a day of March before it is a Tuesday.
  return dated(text) ?? dated(withoutWeekday(text))
}

function dated(text: string): PlainDate | null {
  const { rest, zone } = withoutZone(plainTime(text))
  const found = numbered(rest) ?? named(rest)
  if (!found) return null
  const time = timeBehind(rest.slice(found.length))
  return time === null ? null : { bytes: ENCODER.encode(time === '' ? found.date : `${found.date} ${time}`), zone }
}

interface Found {
  readonly date: string
  /** Of the text that it was found in. */
  readonly length: number
}

function numbered(text: string): Found | null {
  const eastern = EASTERN.exec(text)
  if (eastern) return { date: eastern.slice(1, 4).join('-'), length: eastern[0].length }
  const numeric = NUMERIC.exec(text)
  return numeric && { date: numeric[0].replaceAll(' ', ''), length: numeric[0].length }
}

function named(text: string): Found | null {
  const found = DAY_FIRST.exec(text) ?? YEAR_FIRST.exec(text) ?? MONTH_FIRST.exec(text)
  if (!found) return null
  const { day, name, year } = found.groups as { day: string; name: string; year: string }
  const month = monthNamed(name)
  return month === 0 ? null : { date: `${day}-${MONTHS[month - 1]}-${year}`, length: found[0].length }
}

/** '' where nothing stands behind the date, null where it is no time of day. */
function timeBehind(text: string): string | null {
  const time = text.replace(/^\s*[,.]?\s*(?:(?:um|at|a las?|à|às|alle|ore|ora|la|kl\.?|klo|t|г\.?|,|-)(?=[\s\d]|$))?\s*/u, '').trim()
  // A point between hours and minutes.
  const clock = /^\d{1,2}\.\d{2}(\.\d{2})?$/.test(time) ? time.replaceAll('.', ':') : time
  return clock === '' || /^\d{1,2}:\d{2}/.test(clock) ? clock : null
}

function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!
    const zero = ZEROS.find((one) => code >= one && code < one + 10)
    return zero === undefined ? digit : String(code - zero)
  })
}

function withoutWeekday(text: string): string {
  const found = /^([\p{L}-]{2,14})\.?,?\s+(?:(?:den|le|el|il|de|,)\s+)?(?=\S)/u.exec(text) ?? /^(\p{L}{2,3})[.,]\s*(?=\d)/u.exec(text)
  if (found && WEEKDAYS.has(found[1]!)) return text.slice(found[0].length)
  // Chinese and Korean put it behind the date.
  return text
    .replace(/\s*(?:星期|週|周)[一二三四五六日天]|\s*[日一二三四五六월화수목금토]요일|\s*[월화수목금토일月火水木金土]曜日?/gu, ' ')
    .trim()
}

/** "14h30", "2:30 p. m.", "오후 2시 30분", "14:30 Uhr" as "14:30" and "2:30 pm". */
function plainTime(text: string): string {
  return text
    .replace(EASTERN_TIME, (_, hour, minute, second) => `${hour}:${minute.padStart(2, '0')}${second ? `:${second.padStart(2, '0')}` : ''}`)
    .replace(/(午前|上午|오전)\s*(\d{1,2}:[\d:]+)/u, '$2 am')
    .replace(/(午後|下午|오후)\s*(\d{1,2}:[\d:]+)/u, '$2 pm')
    .replace(/(\d)\s*([ap])\.?\s?m\b\.?/, '$1 $2m')
    .replace(
      /(\d{1,2})\s?h\s?(\d{2})(?!\d)(?:\s?(?:m|min)?\s?(\d{2})\s?s)?/,
      (_, hour, minute, second) => `${hour}:${minute}${second ? `:${second}` : ''}`,
    )
    .replace(/(\d)\s*(uhr|hrs?|h)\.?$/, '$1')
}

const ZONE =
  /\s*(?:\b(?:gmt|utc)\s?)?([+\-−]\d{1,2}:?(?:\d{2})?)$|\s*\b(z|utc|gmt|ut|[a-z]{2,4}t|mez|mesz|msk|cest|ist|[a-z]+\/[a-z_]+(?:\/[a-z_]+)?)$/

/** Zones stand behind a time of day, or between it and the year as programs print it: "Wed Jan 3 13:00:07 PST 2024". */
function withoutZone(text: string): { rest: string; zone: string | null } {
  if (!CLOCK.test(text)) return { rest: text, zone: null }
  const printed = /^(.*\S) (\d{1,2}:\d{2}:\d{2}(?: [ap]m)?)(?: ([a-z]{1,5}|(?:gmt|utc)?[+-]\d{2}:?\d{2}))? (\d{4})$/.exec(text)
  if (printed) return { rest: `${printed[1]} ${printed[4]} ${printed[2]}`, zone: printed[3]?.toUpperCase() ?? null }
  const found = ZONE.exec(text)
  if (!found) return { rest: text, zone: null }
  return { rest: text.slice(0, found.index), zone: zoneWords(found[1], found[2]) }
}

function zoneWords(offset: string | undefined, name: string | undefined): string {
  if (offset !== undefined) return `UTC${offset.replace('-', '−')}`
  return name === 'z' ? 'UTC' : name!.includes('/') ? name!.replace(/(^|[/_])[a-z]/g, (first) => first.toUpperCase()) : name!.toUpperCase()
}
