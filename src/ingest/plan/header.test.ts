import { expect, test } from 'vitest'
import { readRecords } from '../load/records'

function namesOf(...lines: string[]): readonly string[] {
  const { header, rows } = readRecords('table.csv', new TextEncoder().encode(`${lines.join('\n')}\n`))
  expect(rows.length).toBe(DATA)
  return header ?? []
}

const DATA = 6
const orders = (make: (row: number) => string) => Array.from({ length: DATA }, (_, row) => make(row))
const day = (row: number) => `2024-01-0${row + 1}`

test('of a short name, a question and an id for programs, the question is the name', () => {
  const answers = orders((row) => `${day(row)} 09:00:00,R_${row}x,person${row}@example.org,${row + 4},Nothing`)
  expect(
    namesOf(
      'StartDate,ResponseId,RecipientEmail,Q1,Q2',
      'Start Date,Response ID,Recipient Email,"How likely are you to recommend us, from 0 to 10?",What could we do better?',
      '"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""recipientEmail""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"',
      ...answers,
    ),
  ).toEqual([
    'Start Date',
    'Response ID',
    'Recipient Email',
    'How likely are you to recommend us, from 0 to 10?',
    'What could we do better?',
  ])
})

test('what survey programs write beneath a question is no part of it, and answers are', () => {
  expect(
    namesOf(
      'Respondent ID,Date,How satisfied are you?,Which of these do you use?,,',
      ',,Response,Phone,Mail,Shop',
      ...orders((row) => `${row + 100},${day(row)},${row + 1},Phone,,Shop`),
    ),
  ).toEqual([
    'Respondent ID',
    'Date',
    'How satisfied are you?',
    'Which of these do you use? Phone',
    'Which of these do you use? Mail',
    'Which of these do you use? Shop',
  ])
})

test('groups stand before the names beneath them', () => {
  expect(
    namesOf('Customer,,Order,,', 'id,city,id,date,amount', ...orders((row) => `K${row},Cluj,${row + 500},${day(row)},${row}.50`)),
  ).toEqual(['Customer id', 'Customer city', 'Order id', 'Order date', 'Order amount'])
})

test('names that go on in the next row are put together', () => {
  expect(
    namesOf('Customer,Order,Order,Total', 'Number,Number,Date,Amount', ...orders((row) => `K${row},${row + 500},${day(row)},${row}.50`)),
  ).toEqual(['Customer Number', 'Order Number', 'Order Date', 'Total Amount'])
})

test('units are told, types of a database are not', () => {
  const rows = orders((row) => `K${row},${day(row)},${row}.50`)
  expect(namesOf('Kunde,Datum,Betrag', ',,(EUR)', ...rows)).toEqual(['Kunde', 'Datum', 'Betrag (EUR)'])
  expect(namesOf('customer,day,amount', 'string,date,decimal', ...rows)).toEqual(['customer', 'day', 'amount'])
})

test('a name that says the same again is said once', () => {
  expect(namesOf('date,qty,price', 'date_1,qty_1,price_1', ...orders((row) => `${day(row)},${row},${row}.50`))).toEqual([
    'date',
    'qty',
    'price',
  ])
})

test('names with one too few for the rows stand where their values are', () => {
  const rows = orders((row) => `${9 - row},${day(row)},${row},${row}.50,x`)
  expect(namesOf('date,qty,price,comment', ...rows)).toEqual(['', 'date', 'qty', 'price', 'comment'])
  expect(namesOf('id,date,qty,price', ...rows)).toEqual(['id', 'date', 'qty', 'price', ''])
  expect(namesOf('"id","date""qty",price,comment', ...rows)).toEqual(['id', 'date', 'qty', 'price', 'comment'])
})

test('titles above and remarks below are no rows, and the names are those between', () => {
  expect(
    namesOf('Sales report,,', 'January 2024,,', ',,', 'date,qty,price', ...orders((row) => `${day(row)},${row},${row}.50`), 'Total,,17.50'),
  ).toEqual(['date', 'qty', 'price'])
})
