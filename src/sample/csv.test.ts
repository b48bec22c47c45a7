import { expect, test } from 'vitest'
import { csvOf } from './csv'
import { coded, flags, MISSING, numeric, text } from './table'

test('a table is written as RFC 4180 text: quoted where it must be, empty where a value is missing', () => {
  const table = {
    file: 'made-up.csv',
    rows: 3,
    columns: [
      text('id', ['a', 'b', 'c']),
      coded('said, "so"', ['fine', 'good, not "great"', 'two\nlines'], [2, 1, -1]),
      numeric('amount', 'number', [10.9, -0.25, MISSING]),
      numeric('count', 'integer', [1, MISSING, 3]),
      numeric('day', 'date', [19358, MISSING, 20453]),
      numeric('moment', 'timestamp', [1672531200000, 1672531261000, MISSING]),
      flags('yes', [1, 0, -1]),
    ],
  }
  expect(csvOf(table)).toBe(
    [
      'id,"said, ""so""",amount,count,day,moment,yes',
      'a,"two\nlines",10.9,1,2023-01-01,2023-01-01 00:00:00,yes',
      'b,"good, not ""great""",-0.25,,,2023-01-01 00:01:01,no',
      'c,,,3,2025-12-31,,',
      '',
    ].join('\n'),
  )
})
