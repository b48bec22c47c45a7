import { expect, test } from 'vitest'
import { SOME_EXCHANGED } from './dates/dates'
import { Evidence, habitsOf } from './evidence'

/** Columns of one file: how each is read, in the words of the sources page. */
function verdicts(columns: readonly (readonly string[])[], delimiter = ',') {
  const evidence = columns.map((cells) => {
    const column = new Evidence()
    cells.forEach((cell, row) => {
      const bytes = new TextEncoder().encode(cell)
      column.add(bytes, 0, bytes.length, row + 2)
    })
    return column
  })
  const habits = habitsOf(evidence, delimiter)
  return evidence.map((column) => column.verdict(habits))
}

const parserOf = (...cells: string[]) => verdicts([cells])[0]!.parser?.id ?? 'text'

test.each<[parser: string, cells: readonly string[]]>([
  ['integer', ['17850', '13047', '']],
  ['integer wide', ['1', '3000000000']],
  ['integer .0', ['17850.0', '13047.0', '']],
  ['number . none', ['1', '2.5']],
  ['number , none', ['1', '2,5']],
  ['number . comma', ['1,234.50', '12']],
  ['number , point', ['1.234,50', '12']],
  ['number . none %', ['5 %', '7.5 %']],
  ['date compact none', ['19970101', '19980630']],
  ['date ymd none', ['2024-01-05', '2024-02-01']],
  ['date dmy none', ['05/01/2024', '31/01/2024']],
  ['date mdy none', ['01/05/2024', '01/31/2024']],
  ['date ymd wall', ['2024-01-05', '2024-02-01 10:30']],
  ['date ymd wall', ['2024-01-05T10:00Z', '2024-02-01T10:30+02:00']],
  ['date named none', ['12 Jan 2024', '2024-01-05']],
  ['date dmy none', ['13/01/2024', '2024-01-05', '3 Jan 2024']],
  ['date month', ['2023-01', '2023-12']],
  ['date quarter', ['Q1 2023', 'Q4 2023']],
  ['date week', ['2023-W01', '2023-W52']],
  ['number . none', ['2023.01', '2023.5']],
  ['flag', ['Yes', 'No', 'yes']],
  ['flag', ['da', 'nu']],
  ['integer', ['0', '1']],
  ['text', ['Yes', 'Yes']],
  ['text', ['Yes', 'No', 'Maybe']],
  ['text', ['007', '8']],
  ['text', ['12345678901234567890']],
  ['text', ['1.5', 'abc']],
  ['text', ['1.234,50', '1,234.50']],
  ['text', ['05/13/2024', '13/05/2024']],
  ['number . none', ['$5', '€5']],
  ['number . lakh', ['85,000.50', '1,02,500.50']],
  ['number . comma', ['$1,140.50', '$(1,143.50)', '($1,149.50)']],
  ['number , none', ['1234,-', '12,50']],
  ['number . apostrophe', ["SFr. 1'234.50", '12']],
  ['text', ['RM101', 'RM102']],
  ['text', ['12M', '24M']],
  ['text', ['', '  ']],
  ['text', ['N/A', '-']],
])('%s: %j', (parser, cells) => {
  expect(parserOf(...cells)).toBe(parser)
})

test.each([
  'N/A',
  'n/a',
  'NULL',
  'null',
  'None',
  '-',
  '--',
  '?',
  '.',
  '#N/A',
  'NaN',
  '\\N',
  '(null)',
  '#VALUE!',
  '#DIV/0!',
  'missing',
  'unknown',
  'n.a.',
  'k.A.',
  '<NA>',
])('“%s” is missing among numbers, and text among texts', (spelling) => {
  expect(parserOf('5', spelling, '6')).toBe('integer')
  expect(parserOf('five', spelling, 'six')).toBe('text')
})

test('day and month that cannot be told apart are a doubt, unless another column of the file tells', () => {
  const open = ['03/04/2020', '05/06/2020']
  expect(verdicts([open])[0]!.doubt).toMatch(/day and month/)
  const [first, second] = verdicts([open, ['12/31/2020', '01/05/2020']])
  expect(first!.doubt).toBeNull()
  expect([first!.parser!.id, second!.parser!.id]).toEqual(['date mdy none', 'date mdy none'])
})

test('a comma before exactly three digits is a doubt, unless another column of the file proves its decimal sign', () => {
  const open = ['1,234', '5,678', '12']
  expect(verdicts([open])[0]).toMatchObject({ doubt: expect.stringMatching(/comma .* thousands separator/) })
  expect(verdicts([open])[0]!.parser!.id).toBe('number . comma')
  expect(verdicts([open, ['1,5', '2,25']])[0]).toMatchObject({ doubt: null, parser: { id: 'number , none' } })
  expect(verdicts([open, ['1.5', '2.25']])[0]).toMatchObject({ doubt: null, parser: { id: 'number . comma' } })
  expect(verdicts([['1,234', '5,678']], ';')[0]!.parser!.id).toBe('number , none')
})

test('so is a point before exactly three digits (76b)', () => {
  expect(verdicts([['1.250', '0.375']])[0]).toMatchObject({ doubt: null })
  const open = ['1.250', '3.500']
  expect(verdicts([open])[0]).toMatchObject({
    doubt: expect.stringMatching(/point .* thousands separator/),
    parser: { id: 'number . none' },
  })
  expect(verdicts([open], ';')[0]!.parser!.id).toBe('number , point')
  expect(verdicts([[...open, '875']])[0]!.parser!.id).toBe('number , point')
  expect(verdicts([open, ['1,5', '2,5']])[0]).toMatchObject({ doubt: null, parser: { id: 'number , point' } })
  expect(verdicts([open, ['12.50', '9.99']])[0]).toMatchObject({ doubt: null, parser: { id: 'number . none' } })
})

test.each([[['€30', '€45', '€110']], [['0%', '10%', '25%']], [['$1', '$250']], [['1 250', '3 500']], [['12', '13']]])(
  'whole numbers hold no doubtful sign: %j (44, 56)',
  (cells) => {
    expect(verdicts([cells])[0]).toMatchObject({ doubt: null, parser: { type: expect.stringMatching(/number|integer/) } })
  },
)

const many = (value: (row: number) => string, rows = 30) => Array.from({ length: rows }, (_, row) => value(row))
/** A column with some of its values replaced, from the first row on. */
const spoilt = (cells: readonly string[], ...odd: readonly string[]) => [...odd, ...cells.slice(odd.length)]
const AMOUNTS = many((row) => `1.0${34 + row},50`)
const DATES = many((row) => `${String(1 + (row % 28)).padStart(2, '0')}/02/2024`)

test.each<[parser: string, cells: readonly string[]]>([
  ['number , point', spoilt(AMOUNTS, 'gratis')],
  ['number , point', spoilt(AMOUNTS, '1,234.50', 'tbc')],
  ['number , point', spoilt(AMOUNTS, '1.034,50 (Anzahlung)')],
  ['number , point', spoilt(AMOUNTS, '######')],
  ['number , point', spoilt(AMOUNTS, '31/02/2024')],
  [
    'integer',
    spoilt(
      many((row) => String(row)),
      'FREE',
      '3 pcs',
    ),
  ],
  [
    'integer',
    spoilt(
      many((row) => String(row)),
      '2024-02-31',
    ),
  ],
  [
    'flag',
    spoilt(
      many((row) => (row % 3 ? 'ja' : 'nein')),
      'vielleicht',
    ),
  ],
  [
    'flag',
    spoilt(
      many((row) => (row % 3 ? 'Yes' : 'No')),
      'n',
    ),
  ],
  ['date dmy none', spoilt(DATES, '31/02/2024')],
  ['date dmy none', spoilt(DATES, '00/00/0000', 'ongoing')],
  ['date dmy none', spoilt(DATES, '02/14/2024')],
  [
    'date ymd wall',
    spoilt(
      many((row) => `2024-01-05 10:${10 + row}`),
      'pending',
    ),
  ],
  // Too many, or too few beside them.
  ['text', spoilt(AMOUNTS, 'gratis', 'gratis', 'gratis')],
  ['text', ['1', '2', '3', 'x']],
  // Codes are none the less for being rare.
  [
    'text',
    spoilt(
      many((row) => String(536_365 + row)),
      'C536379',
    ),
  ],
  [
    'text',
    spoilt(
      many((row) => String(85_123 + row)),
      '85123A',
    ),
  ],
  [
    'text',
    spoilt(
      many((row) => String(row)),
      '007',
    ),
  ],
  [
    'text',
    spoilt(
      many((row) => String(722_123_456 + row)),
      '+40 722 123 456',
    ),
  ],
])('nearly all values make the column a %s: %j', (parser, cells) => {
  expect(parserOf(...cells)).toBe(parser)
  expect(parserOf(...cells.toReversed())).toBe(parser)
})

test('what is nearly numbers, and kept as text, says how nearly and what is not', () => {
  expect(verdicts([spoilt(AMOUNTS, 'frei', 'frei', 'frei', 'frei')])[0]!.nearly).toMatchObject({
    choice: 'number ,',
    share: 26 / 30,
    examples: [{ value: 'frei', line: 2 }, { line: 3 }, { line: 4 }, { line: 5 }],
  })
})

test('a column that is mostly numbers says which value is none, and where', () => {
  const cells = [...Array.from({ length: 140 }, (_, row) => String(536365 + row)), 'C536379']
  expect(verdicts([cells])[0]!.note).toBe('mixed, kept as text: most are numbers, “C536379” (line 142) is not')
})

test('whole numbers are dates where the name of their column says so', () => {
  const named = (header: string, ...cells: string[]) => {
    const column = new Evidence()
    for (const cell of cells) column.add(new TextEncoder().encode(cell), 0, cell.length, 2)
    return column.verdict(habitsOf([column], ','), header).parser?.id
  }
  expect(named('created_at', '1704067200', '1706745600')).toBe('date seconds precise')
  expect(named('timestamp', '1704067200000', '1706745600000')).toBe('date milliseconds precise')
  expect(named('Order Date', '45292', '45293')).toBe('date days')
  expect(named('Fecha', '45292.5', '45293.25')).toBe('date days precise')
  expect(named('Monat', '202301', '202312')).toBe('date months')
  expect(named('Kunden-Nr.', '1704067200', '1706745600')).toBe('integer')
  expect(named('order_id', '202301', '202312')).toBe('integer')
  expect(named('Date', '45292', '45')).toBe('integer')
})

test('years of two digits lie in no future where a column holds births', () => {
  const births = (header: string, ...cells: string[]) => {
    const column = new Evidence()
    for (const cell of cells) column.add(new TextEncoder().encode(cell), 0, cell.length, 2)
    const parser = column.verdict(habitsOf([column], ','), header).parser!
    return cells.map((cell) => new Date(parser.read(new TextEncoder().encode(cell), 0, cell.length) * 86_400_000).getUTCFullYear())
  }
  for (const header of ['date_of_birth', 'DOB', 'Geburtsdatum', 'Date de naissance', 'fecha nacimiento', 'Data nașterii', 'birthday'])
    expect(births(header, '31/05/35', '02/04/67', '02/04/99', '02/04/05')).toEqual([1935, 1967, 1999, 2005])
  expect(births('Datum 2', '31/05/55', '02/04/67', '02/04/99', '02/04/05')).toEqual([1955, 1967, 1999, 2005])
  expect(births('contract_end', '31/05/29', '02/04/35')).toEqual([2029, 2035])
})

test('dates that a spreadsheet exchanged day and month of are a doubt', () => {
  const late = Array.from({ length: 8 }, (_, day) => `${day + 14}/01/2024`)
  const early = Array.from({ length: 8 }, (_, day) => `2024-0${day + 1}-01`)
  expect(verdicts([[...late, ...early]])[0]).toMatchObject({ parser: { id: 'date dmy none' }, doubt: SOME_EXCHANGED })
  expect(verdicts([[...late, ...early, '2024-01-20']])[0]!.doubt).toBeNull()
})
