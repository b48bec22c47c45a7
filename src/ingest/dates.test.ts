import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber } from './calendar'
import { DateReading, type ClockUse, type DateOrder } from './dates'

function moment(order: DateOrder, clock: ClockUse, ...texts: string[]): (string | null)[] {
  const reading = new DateReading(order, clock)
  return texts.map((text) => {
    const bytes = new TextEncoder().encode(text)
    const value = reading.read(bytes, 0, bytes.length)
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

test('one zone throughout is taken as it stands, several are brought to UTC', () => {
  const winter = '2011-12-06 13:41:31.788000+01:00'
  const summer = '2011-10-11 13:45:40+02:00'
  expect(moment('ymd', 'wall', winter, winter, summer)).toEqual(['2011-12-06T13:41:31.788', '2011-12-06T13:41:31.788', null])
  expect(moment('ymd', 'utc', winter, summer, '2011-10-11T11:45:40Z', '2011-10-11 11:45:40')).toEqual([
    '2011-12-06T12:41:31.788',
    '2011-10-11T11:45:40.000',
    '2011-10-11T11:45:40.000',
    null,
  ])
})
