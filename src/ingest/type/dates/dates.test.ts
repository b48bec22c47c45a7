import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber } from './calendar'
import { DateParser, type ClockUse, type DateOrder } from './dates'
import { PeriodParser, type Period } from './periods'

function moment(order: DateOrder, clock: ClockUse, ...texts: string[]): (string | null)[] {
  const parser = new DateParser(order, clock)
  return texts.map((text) => {
    const bytes = new TextEncoder().encode(text)
    const value = parser.read(bytes, 0, bytes.length)
    if (Number.isNaN(value)) return null
    const iso = new Date(clock === 'none' ? value * 86_400_000 : value).toISOString()
    return clock === 'none' ? iso.slice(0, 10) : iso.slice(0, 23)
  })
}

test('days are counted as the Gregorian calendar of ECMA-262 counts them', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }), (date) => {
      const days = dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
      expect(days).toBe(Math.floor(date.getTime() / 86_400_000))
    }),
  )
})

test('a day that does not exist is no date', () => {
  expect(
    moment('ymd', 'none', '2023-02-29', '2024-02-29', '1900-02-29', '2000-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-01-00'),
  ).toEqual([null, '2024-02-29', null, '2000-02-29', null, null, null, null])
})

test('dates are read in one order', () => {
  expect(moment('ymd', 'none', '2024-01-05', '2024/1/5', '2024.01.05', '2024-01/05', '24-01-05')).toEqual([
    '2024-01-05',
    '2024-01-05',
    '2024-01-05',
    null,
    null,
  ])
  expect(moment('dmy', 'none', '31/12/2020', '1.2.2020', '01-02-20', '31/12/70', '12/31/2020')).toEqual([
    '2020-12-31',
    '2020-02-01',
    '2020-02-01',
    '1970-12-31',
    null,
  ])
  expect(moment('mdy', 'none', '12/31/2020', '1/2/2020', '31/12/2020')).toEqual(['2020-12-31', '2020-01-02', null])
  expect(moment('compact', 'none', '19970101', '18991231', '19971301', '1997010', '199701011')).toEqual([
    '1997-01-01',
    null,
    null,
    null,
    null,
  ])
})

test('months are known by name in several languages', () => {
  expect(
    moment(
      'named',
      'none',
      '12 Jan 2020',
      '12-Jan-20',
      'January 12, 2020',
      '12. März 2020',
      '3 août 2021',
      '1 ianuarie 2022',
      '5 enero 2020',
      '12 Janvember 2020',
      'Jan 2020',
    ),
  ).toEqual(['2020-01-12', '2020-01-12', '2020-01-12', '2020-03-12', '2021-08-03', '2022-01-01', '2020-01-05', null, null])
})

test('times of day in the usual forms', () => {
  expect(
    moment(
      'ymd',
      'wall',
      '2024-01-05 13:41:31.788',
      '2024-01-05T13:41',
      '2024-01-05',
      '2024-01-05 1:05 PM',
      '2024-01-05 12:00:00 AM',
      '2024-01-05 12:30 p.m.',
      '2024-01-05 24:00',
      '2024-01-05 13:60',
      '2024-01-05 13:00 PM',
      '2024-01-05 13:41 x',
    ),
  ).toEqual([
    '2024-01-05T13:41:31.788',
    '2024-01-05T13:41:00.000',
    '2024-01-05T00:00:00.000',
    '2024-01-05T13:05:00.000',
    '2024-01-05T00:00:00.000',
    '2024-01-05T12:30:00.000',
    null,
    null,
    null,
    null,
  ])
  expect(moment('mdy', 'wall', '12/1/2010 8:26')).toEqual(['2010-12-01T08:26:00.000'])
  expect(moment('compact', 'wall', '20240105134131', '202401051341', '20240105 13:41', '20240105T134131')).toEqual([
    '2024-01-05T13:41:31.000',
    '2024-01-05T13:41:00.000',
    '2024-01-05T13:41:00.000',
    '2024-01-05T13:41:31.000',
  ])
})

test('times of several zones are taken as they stand, and the zones are told', () => {
  const parser = new DateParser('ymd', 'wall')
  const read = (text: string) => new Date(parser.read(new TextEncoder().encode(text), 0, text.length)).toISOString().slice(0, 19)
  expect(['2024-01-31 21:10:00 -0500', '2024-03-31 21:14:00 -0400', '2024-04-01 21:14:00'].map(read)).toEqual([
    '2024-01-31T21:10:00',
    '2024-03-31T21:14:00',
    '2024-04-01T21:14:00',
  ])
  expect(parser.note()).toBe('times as they stand, at UTC−05:00 and UTC−04:00')
})

test.each<[text: string, moment: string]>([
  ['12 de febrero de 2024', '2024-02-12'],
  ['12 de febrero del 2024', '2024-02-12'],
  ['5 de março de 2024', '2024-03-05'],
  ['1er mars 2024', '2024-03-01'],
  ['1 août 2024', '2024-08-01'],
  ['3. März 2024', '2024-03-03'],
  ['3.Mrz.2024', '2024-03-03'],
  ['January 3rd, 2024', '2024-01-03'],
  ['3rd of January 2024', '2024-01-03'],
  ['Jan. 3, 2024', '2024-01-03'],
  ['2024-Jan-03', '2024-01-03'],
  ['Wed, 3 Jan 2024', '2024-01-03'],
  ['Wednesday, January 3, 2024', '2024-01-03'],
  ['Mittwoch, 3. Januar 2024', '2024-01-03'],
  ['Mittwoch, den 03.01.2024', '2024-01-03'],
  ['Mi., 03.01.2024', '2024-01-03'],
  ['mercredi 3 janvier 2024', '2024-01-03'],
  ['miércoles, 3 de enero de 2024', '2024-01-03'],
  ['miercuri, 3 ianuarie 2024', '2024-01-03'],
  ['mercoledì 3 gennaio 2024', '2024-01-03'],
  ['quarta-feira, 3 de janeiro de 2024', '2024-01-03'],
  ['3 января 2024 г.', '2024-01-03'],
  ['2024年1月3日', '2024-01-03'],
  ['2024年1月3日(水)', '2024-01-03'],
  ['2024년 1월 3일', '2024-01-03'],
  ['２０２４／０１／０３', '2024-01-03'],
  ['٠٣/٠١/٢٠٢٤', '2024-01-03'],
  ['3/1/2024', '2024-01-03'],
  ['2024-01-03', '2024-01-03'],
  ['\u200e3/\u200e1/\u200e2024', '2024-01-03'],
])('%s is a date', (text, day) => {
  expect(moment('dmy', 'none', text)).toEqual([day])
})

test.each<[text: string, moment: string]>([
  ['Jan 3, 2024 1:00:07 AM PST', '2024-01-03T01:00:07'],
  ['Jul 3, 2024 1:00:07 PM PDT', '2024-07-03T13:00:07'],
  ['03/01/2024 13:05 CET', '2024-01-03T13:05:00'],
  ['2024-01-03 13:05:00 UTC', '2024-01-03T13:05:00'],
  ['2024-01-03 13:05:00 America/New_York', '2024-01-03T13:05:00'],
  ['2024-01-03T13:05:00+01:00[Europe/Berlin]', '2024-01-03T13:05:00'],
  ['Wed Jan 03 2024 13:05:07 GMT+0100 (CET)', '2024-01-03T13:05:07'],
  ['Wed Jan  3 13:05:07 PST 2024', '2024-01-03T13:05:07'],
  ['Wed Jan 03 13:05:07 +0000 2024', '2024-01-03T13:05:07'],
  ['Wed, 03 Jan 2024 13:05:07 GMT', '2024-01-03T13:05:07'],
  ['03/01/2024 1:05 p. m.', '2024-01-03T13:05:00'],
  ['03/01/2024 01:05:07 a.\u00a0m.', '2024-01-03T01:05:07'],
  ['3/1/2024 1:05PM', '2024-01-03T13:05:00'],
  ['03.01.2024, 13:05 Uhr', '2024-01-03T13:05:00'],
  ['03.01.2024 13.05', '2024-01-03T13:05:00'],
  ['3 janvier 2024 à 13h05', '2024-01-03T13:05:00'],
  ['3 de enero de 2024 a las 13:05', '2024-01-03T13:05:00'],
  ['January 3, 2024 at 1:05 PM', '2024-01-03T13:05:00'],
  ['2024年1月3日 13時05分07秒', '2024-01-03T13:05:07'],
  ['2024年1月3日 午後1時5分', '2024-01-03T13:05:00'],
  ['2024년 1월 3일 오후 1:05', '2024-01-03T13:05:00'],
  ['2024-01-03T13:05:07.123456789Z', '2024-01-03T13:05:07'],
  ['2024-01-03 13:05:07,25', '2024-01-03T13:05:07'],
])('%s is a moment', (text, at) => {
  expect(moment('dmy', 'wall', text).map((iso) => iso?.slice(0, 19))).toEqual([at])
})

test.each([
  'Mix of 12 different 2024 items',
  'Flat 3, 12 March Street',
  '3 Jan',
  'PACK OF 72 RETROSPOT',
  'Jan 2024',
  'May 5',
  '12 Jan 2024 Munich',
  '2024-01-03 x',
])('%s is neither', (text) => {
  for (const order of ['ymd', 'named', 'dmy', 'mdy'] as const)
    for (const clock of ['none', 'wall'] as const) expect(moment(order, clock, text)).toEqual([null])
})

test.each<[period: Period, text: string, day: string | null]>([
  ['month', '2023-01', '2023-01-01'],
  ['month', '01/2023', '2023-01-01'],
  ['month', '01.2023', '2023-01-01'],
  ['month', 'Jan-23', '2023-01-01'],
  ['month', 'Jan 2023', '2023-01-01'],
  ['month', 'enero de 2023', '2023-01-01'],
  ['month', 'März 2023', '2023-03-01'],
  ['month', "févr. '23", '2023-02-01'],
  ['month', '2023M01', '2023-01-01'],
  ['month', '2023年1月', '2023-01-01'],
  ['month', '2023-13', null],
  ['month', '202301', null],
  ['quarter', '2023-Q2', '2023-04-01'],
  ['quarter', 'Q2 2023', '2023-04-01'],
  ['quarter', 'T2-2023', '2023-04-01'],
  ['quarter', '2. Quartal 2023', '2023-04-01'],
  ['quarter', 'Q5 2023', null],
  ['week', '2023-W05', '2023-01-30'],
  ['week', '2020-W53-5', '2021-01-01'],
  ['week', 'KW 5/2023', '2023-01-30'],
  ['week', '2023-W53', null],
])('%s: %s', (period, text, day) => {
  const bytes = new TextEncoder().encode(text)
  const value = new PeriodParser(period).read(bytes, 0, bytes.length)
  expect(Number.isNaN(value) ? null : new Date(value * 86_400_000).toISOString().slice(0, 10)).toBe(day)
})

test('years of two digits that are births lie in no future', () => {
  const births = new DateParser('dmy', 'none', 'past')
  const bytes = new TextEncoder().encode('03/05/35')
  expect(new Date(births.read(bytes, 0, 8) * 86_400_000).getUTCFullYear()).toBe(1935)
})
