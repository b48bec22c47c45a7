import { describe, expect, test } from 'vitest'
import type { InlineRows } from '../../../test/support/open-company'
import { askedOf, suggestInline } from '../../../test/support/suggest-inline'
import { query } from '../../engine/database'
import { buildCompany } from '../company/build'

type Value = string | number | boolean | null

function customers(header: string, left: Value, stays: Value): InlineRows {
  return Array.from({ length: 60 }, (_, i) => ({ customer_id: `T${100 + i}`, city: `T${i % 3}`, [header]: i % 4 === 0 ? left : stays }))
}

async function leftOf(header: string, left: Value, stays: Value) {
  const { engine, tables, suggestion } = await suggestInline({ 'customers.csv': customers(header, left, stays) })
  await buildCompany(engine, suggestion.mapping, tables)
  const text = 'select count(*) filter (is_churned) as gone, count(is_churned) as known from customers'
  const [row] = await engine.rows(query('left', text, { gone: 'number', known: 'number' }))
  return { ...row, asked: askedOf(suggestion) }
}

describe('who left is read where the values are plain (M8)', () => {
  test.each<[string, Value, Value]>([
    ['churned', 'Yes', null],
    ['Churn', 'x', null],
    ['Churn', 1, null],
    ['Churn', 'Y', '−'],
    ['Churn', 'Yes', 'No'],
    ['Attrition_Flag', 'Attrited Customer', 'Existing Customer'],
    ['status', 'inactive', 'active'],
    ['Status', 'gekündigt', 'aktiv'],
    ['statut', 'résilié', 'actif'],
    ['estado', 'baja', 'alta'],
    ['stare', 'plecat', 'activ'],
    ['is_active', 0, 1],
    ['Active', false, true],
    ['aktiv', 'nein', 'ja'],
  ])('%s: %s, and %s for the others', async (header, left, stays) => {
    expect(await leftOf(header, left, stays)).toEqual({ gone: 15, known: 60, asked: {} })
  })
})

describe('and asked where it is not', () => {
  test.each<[Value, Value]>([
    [1, 2],
    [-1, 1],
    [2, 0],
    ['P', 'Q'],
  ])('%s and %s', async (left, stays) => {
    const { asked } = await leftOf('Churn', left, stays)
    const answers = asked['Which value of Churn says that a customer left?']
    expect(answers?.toSorted()).toEqual(
      [`${left} means left: 15 of 60 left`, `${stays} means left: 45 of 60 left`, 'None of them: nobody is marked'].toSorted(),
    )
  })
})

describe('the unit of a tenure', () => {
  const list = (header: string, most: number): Record<string, InlineRows> => ({
    'customers.csv': Array.from({ length: 60 }, (_, i) => ({
      customer_id: `T${100 + i}`,
      churn: i % 4 === 0 ? 'Yes' : 'No',
      [header]: 1 + Math.round((i / 59) * (most - 1)),
    })),
  })

  test.each([
    ['Months_on_book', 56, 'tenure_months'],
    ['tenure', 72, 'tenure_months'],
    ['tenure_days', 270, 'tenure_days'],
    ['Laufzeit (Tage)', 900, 'tenure_days'],
    ['ancienneté en jours', 400, 'tenure_days'],
    ['antigüedad (años)', 12, 'tenure_years'],
    ['vechime săptămâni', 120, 'tenure_weeks'],
  ])('%s up to %s is read as %s, and nobody is asked', async (header, most, role) => {
    const { read, suggestion } = await suggestInline(list(header, most))
    expect(read['customers.csv']).toContain(`${role} = ${header}`)
    expect(suggestion.doubts).toEqual([])
  })

  test.each([
    ['tenure', 270],
    ['Tenure', 10],
    ['vechime', 400],
  ])('%s up to %s is asked about', async (header, most) => {
    const { suggestion } = await suggestInline(list(header, most))
    expect(suggestion.doubts.map(({ question }) => question)).toEqual([`Does ${header} count days, weeks, months or years?`])
    expect(suggestion.doubts[0]!.choices.map(({ consequence }) => consequence)).toContain(
      most === 10 ? 'the longest stay is 10 years' : `the longest stay is ${most} days, ${most === 270 ? '0.7' : '1.1'} years`,
    )
  })
})
