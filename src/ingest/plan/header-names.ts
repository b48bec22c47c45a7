/** Names that stand over columns in several rows, as one name a column that a person would write. */
export function namesOver(rows: readonly (readonly string[])[], width: number): string[] {
  if (rows.length === 1) return [...rows[0]!]
  const telling = rows.map((row) => tidied(row, width)).filter((row, index) => index === 0 || !isForMachines(row))
  return telling.slice(1).reduce<string[]>((above, below) => over(above, below), telling[0] ?? [])
}

/** A row of groups above the names: each stands over its own column and the blank ones behind it. */
export function isGroupRow(cells: readonly string[], names: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  if (cells.length !== names.length || filled.length < 2 || filled.some(isValue) || new Set(filled).size < filled.length) return false
  const first = cells.findIndex((cell) => cell.trim() !== '')
  return filled.length * 2 <= names.length - first + 1 && names.every((name) => !isValue(name))
}

function tidied(row: readonly string[], width: number): string[] {
  return Array.from({ length: Math.max(width, row.length) }, (_, column) => (row[column] ?? '').replace(/\s+/g, ' ').trim())
}

function over(above: readonly string[], below: readonly string[]): string[] {
  const isGrouped = isSparse(above, below)
  const groups = isGrouped ? spread(above, below) : above
  const chosen = isGrouped ? 'both' : moreTelling(above, below)
  return groups.map((name, column) => {
    const other = below[column] ?? ''
    if (name === '' || other === '') return name || other
    if (isFiller(other)) return name
    if (saysSame(name, other)) return name.length < other.length && chosen !== 'above' ? other : name
    if (isNumbered(other, name)) return name
    if (contains(other, name)) return chosen === 'above' ? name : other
    if (chosen === 'both' || isUnit(other)) return `${name} ${other}`
    return chosen === 'above' ? name : other
  })
}

/** Names above some columns only, while the row below names nearly all. */
function isSparse(above: readonly string[], below: readonly string[]): boolean {
  const named = above.filter((name) => name !== '').length
  return named < above.length && below.filter((name, column) => name !== '' && above[column] === '').length > 0
}

/** A group stands over the blank cells behind it, as far as they are named below. */
function spread(above: readonly string[], below: readonly string[]): string[] {
  let group = ''
  return above.map((name, column) => {
    if (name !== '') group = below[column] === '' ? '' : name
    return name !== '' || below[column] === '' ? name : group
  })
}

/** Of two rows that name all columns, the one in a person's words; `both` where neither says clearly more. */
function moreTelling(above: readonly string[], below: readonly string[]): 'above' | 'below' | 'both' {
  const isFull = (row: readonly string[]) => new Set(row.filter((name) => name !== '')).size >= row.length * 0.8
  if (!isFull(above) || !isFull(below)) return 'both'
  const [one, other] = [wordsIn(above), wordsIn(below)]
  if (other > one * CLEARLY) return 'below'
  return one > other * CLEARLY ? 'above' : 'both'
}

const CLEARLY = 1.3
const MOST_WORDS = 12

function wordsIn(row: readonly string[]): number {
  const words = row.map((name) => Math.min(MOST_WORDS, name.split(' ').filter((word) => /\p{L}{2}/u.test(word)).length))
  return words.reduce((sum, count) => sum + count, 0)
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** "StartDate" and "Start Date". */
function saysSame(name: string, other: string): boolean {
  return bare(name) === bare(other)
}

/** "date_1" beneath "date". */
function isNumbered(name: string, other: string): boolean {
  return bare(other) !== '' && bare(name).startsWith(bare(other)) && /^\d*$/.test(bare(name).slice(bare(other).length))
}

function contains(name: string, other: string): boolean {
  return bare(other) !== '' && bare(name).startsWith(bare(other))
}

/** Rows that programs write for programs: JSON, types of a database. */
function isForMachines(row: readonly string[]): boolean {
  const filled = row.filter((name) => name !== '').map((name) => name.toLowerCase().replace(/\(\d+(,\d+)?\)$/, ''))
  if (filled.filter((name) => /^[{[]/.test(name)).length >= filled.length * 0.7) return filled.length > 0
  return filled.some((name) => TYPES.has(name)) && filled.every((name) => TYPES.has(name) || PLAIN_TYPES.has(name))
}

const TYPES = new Set(
  'string str varchar nvarchar char int integer bigint smallint float double decimal numeric datetime timestamp boolean bool object int64 float64'.split(
    ' ',
  ),
)
/** These may be names as well. */
const PLAIN_TYPES = new Set('text number real date time'.split(' '))

/** What survey programs write where there is nothing to say. */
function isFiller(name: string): boolean {
  return /^(response|open-ended response|antwort|offene antwort|réponse|respuesta|răspuns)$/i.test(name)
}

function isUnit(name: string): boolean {
  return /^[([].{1,20}[)\]]$|^[€$£¥%]$|^(eur|usd|gbp|ron|chf|lei|kg|g|pcs|stk|days|tage|jours|días|zile)$/i.test(name)
}

function isValue(cell: string): boolean {
  return /^[-+]?[\d.,/:\- ]*\d[\d.,/:\- ]*%?$/.test(cell.trim())
}
