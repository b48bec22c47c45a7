import { expect, test } from 'vitest'
import { SOME_EXCHANGED } from './dates'
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

const readingOf = (...cells: string[]) => verdicts([cells])[0]!.reading?.id ?? 'text'

test.each<[reading: string, cells: readonly string[]]>([
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
  ['text', ['$5', '€5']],
  ['text', ['', '  ']],
  ['text', ['N/A', '-']],
])('%s: %j', (reading, cells) => {
  expect(readingOf(...cells)).toBe(reading)
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
  expect(readingOf('5', spelling, '6')).toBe('integer')
  expect(readingOf('five', spelling, 'six')).toBe('text')
})

test('day and month that cannot be told apart are a doubt, unless another column of the file tells', () => {
  const open = ['03/04/2020', '05/06/2020']
  expect(verdicts([open])[0]!.doubt).toMatch(/day and month/)
  const [first, second] = verdicts([open, ['12/31/2020', '01/05/2020']])
  expect(first!.doubt).toBeNull()
  expect([first!.reading!.id, second!.reading!.id]).toEqual(['date mdy none', 'date mdy none'])
})

test('a comma before exactly three digits is a doubt, unless the file writes decimal commas elsewhere', () => {
  const open = ['1,234', '5,678', '12']
  expect(verdicts([open])[0]).toMatchObject({ doubt: expect.stringMatching(/thousands separator/) })
  expect(verdicts([open])[0]!.reading!.id).toBe('number . comma')
  expect(verdicts([open, ['1,5', '2,25']])[0]!.reading!.id).toBe('number , none')
  expect(verdicts([open], ';')[0]!.reading!.id).toBe('number , none')
})

test('a point before three digits is a decimal point where nothing speaks against it', () => {
  expect(verdicts([['1.250', '0.375']])[0]).toMatchObject({ doubt: null })
  expect(verdicts([['1.250', '3.500']])[0]).toMatchObject({ doubt: null })
  expect(
    verdicts([
      ['1.250', '3.500'],
      ['1,5', '2,5'],
    ])[0]!.doubt,
  ).toMatch(/thousands separator/)
})

test('a column that is mostly numbers says which value is none, and where', () => {
  const cells = [...Array.from({ length: 140 }, (_, row) => String(536365 + row)), 'C536379']
  expect(verdicts([cells])[0]!.note).toBe('mixed, kept as text: most are numbers, “C536379” (line 142) is not')
})

test('whole numbers are dates where the name of their column says so', () => {
  const named = (header: string, ...cells: string[]) => {
    const column = new Evidence()
    for (const cell of cells) column.add(new TextEncoder().encode(cell), 0, cell.length, 2)
    return column.verdict(habitsOf([column], ','), header).reading?.id
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
    const reading = column.verdict(habitsOf([column], ','), header).reading!
    return cells.map((cell) => new Date(reading.read(new TextEncoder().encode(cell), 0, cell.length) * 86_400_000).getUTCFullYear())
  }
  for (const header of ['date_of_birth', 'DOB', 'Geburtsdatum', 'Date de naissance', 'fecha nacimiento', 'Data nașterii', 'birthday'])
    expect(births(header, '31/05/35', '02/04/67', '02/04/99', '02/04/05')).toEqual([1935, 1967, 1999, 2005])
  expect(births('Datum 2', '31/05/55', '02/04/67', '02/04/99', '02/04/05')).toEqual([1955, 1967, 1999, 2005])
  expect(births('contract_end', '31/05/29', '02/04/35')).toEqual([2029, 2035])
})

test('dates that a spreadsheet exchanged day and month of are a doubt', () => {
  const late = Array.from({ length: 8 }, (_, day) => `${day + 14}/01/2024`)
  const early = Array.from({ length: 8 }, (_, day) => `2024-0${day + 1}-01`)
  expect(verdicts([[...late, ...early]])[0]).toMatchObject({ reading: { id: 'date dmy none' }, doubt: SOME_EXCHANGED })
  expect(verdicts([[...late, ...early, '2024-01-20']])[0]!.doubt).toBeNull()
})
