import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqlParts } from './sql-parts'

const kinds = (sql: string, kind: string) =>
  sqlParts(sql)
    .filter((part) => part.kind === kind)
    .map((part) => part.text)

test('keywords, strings, numbers and comments are told apart; names are plain', () => {
  const sql = "-- one row per segment\nselect 5 - len(x) as r_score, 'it''s' from \"select\""
  expect(kinds(sql, 'comment')).toEqual(['-- one row per segment'])
  expect(kinds(sql, 'keyword')).toEqual(['select', 'as', 'from'])
  expect(kinds(sql, 'string')).toEqual(["'it''s'"])
  expect(kinds(sql, 'number')).toEqual(['5'])
})

test('joined again the parts are the text, whatever it is', () => {
  const joined = (sql: string) => sqlParts(sql).map((part) => part.text)
  fc.assert(
    fc.property(fc.string(), (sql) => {
      expect(joined(sql).join('')).toBe(sql)
    }),
  )
})
