import { describe, expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../../../test/support/open-company'
import { openDatabase } from '../../../../test/support/open-database'
import { query } from '../../../engine/database'
import { buildCompany } from '../../company/build'
import { suggestMapping } from '../suggest'

/** Rows as a file holds them, mapped as suggested, and counted. */
async function counted(rows: InlineRows) {
  const engine = await openDatabase()
  const table = await insertInline(engine, 't1', 'orders.csv', rows)
  const { mapping, doubts } = await suggestMapping(engine, [table], 'net')
  const company = await buildCompany(engine, mapping, [table])
  const text = `select count(*) filter (is_purchase) as orders, count(*) filter (is_return) as returns, coalesce(sum(revenue), 0) as revenue from company.orders`
  const [row] = await engine.rows(query('orders counted', text, { orders: 'number', returns: 'number', revenue: 'number' }))
  return { ...row!, customers: company.customers, doubts, mapping, company }
}

const day = (index: number) => new Date(Date.UTC(2024, 0, 3 + index * 3)).toISOString().slice(0, 10)

/** Twelve sales of 100, 101 … by four customers; of every fourth the next row says `back` with the same amount. */
function withRefunds(names: { customer: string; date: string; amount: string; kind: string }, sale: string, back: string): InlineRows {
  return Array.from({ length: 12 }, (_, index) => {
    const row = { [names.customer]: `K${index % 4}`, [names.date]: day(index), [names.amount]: 100 + index + 0.5 }
    const again = { ...row, [names.date]: day(index + 1), [names.kind]: back }
    return index % 4 === 3 ? [{ ...row, [names.kind]: sale }, again] : [{ ...row, [names.kind]: sale }]
  }).flat()
}

const NET = 12 * 100.5 + 66 - (103.5 + 107.5 + 111.5)

describe('refunds without a sign are taken off', () => {
  const files: Readonly<Record<string, InlineRows>> = {
    English: withRefunds({ customer: 'Customer ID', date: 'Date', amount: 'Amount', kind: 'Transaction type' }, 'Charge', 'Refund'),
    German: withRefunds({ customer: 'Kundennummer', date: 'Belegdatum', amount: 'Betrag', kind: 'Belegart' }, 'Rechnung', 'Gutschrift'),
    French: withRefunds({ customer: 'Client', date: 'Date', amount: 'Montant', kind: 'Type' }, 'Facture', 'Avoir'),
    Spanish: withRefunds({ customer: 'Cliente', date: 'Fecha', amount: 'Importe', kind: 'Tipo' }, 'Venta', 'Devolución'),
    Romanian: withRefunds({ customer: 'Client', date: 'Data', amount: 'Suma', kind: 'Tip document' }, 'Factură', 'Factură storno'),
  }
  for (const [language, rows] of Object.entries(files))
    test(language, async () => {
      const { revenue, returns, doubts, customers } = await counted(rows)
      expect(doubts).toEqual([])
      expect({ revenue, returns, customers }).toEqual({ revenue: NET, returns: 3, customers: 4 })
    })

  test('where nothing was bought before, it is asked, with what each answer comes to', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => ({
      customer_id: `c${index % 5}`,
      order_date: day(index),
      amount: index % 4 === 0 ? 7.25 : 50 + index,
      type: index % 4 === 0 ? 'Credit note' : 'Invoice',
    }))
    const { doubts, revenue } = await counted(rows)
    const [doubt] = doubts
    expect(doubt!.choices.map(({ effect }) => effect!.money)).toEqual([revenue, revenue! + 2 * 36.25, revenue! + 36.25])
  })

  test('a negative quantity beside an amount without a sign', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      order_no: index + 1,
      customer_id: `c${index % 4}`,
      order_date: day(index),
      product: `P${index % 3}`,
      quantity: index % 6 === 5 ? -2 : 1,
      line_total: 20 + index,
    }))
    const { revenue, returns } = await counted(rows)
    expect({ revenue, returns }).toEqual({ revenue: 12 * 20 + 66 - 2 * (25 + 31), returns: 2 })
  })

  test('debit and credit in two columns', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      'Customer No': 500 + (index % 4),
      'Posting date': day(index),
      Debit: index % 5 === 4 ? null : 100.5 + index,
      Credit: index % 5 === 4 ? 40.25 : null,
    }))
    const { revenue, returns } = await counted(rows)
    expect({ revenue, returns }).toEqual({ revenue: 12 * 100.5 + 66 - (104.5 + 109.5) - 80.5, returns: 2 })
  })
})

describe('states of orders', () => {
  const states: Readonly<Record<string, { header: string; counts: string[]; not: string[] }>> = {
    English: { header: 'Order status', counts: ['Shipped', 'Delivered'], not: ['Cancelled by customer', 'Payment failed', 'Returned'] },
    German: { header: 'Status', counts: ['Versendet', 'In Bearbeitung'], not: ['Storniert', 'Zahlung fehlgeschlagen', 'Rückerstattet'] },
    French: { header: 'Statut', counts: ['Expédiée', 'Payée'], not: ['Annulée', 'Échec', 'Remboursée'] },
    Spanish: { header: 'Estado', counts: ['Enviado', 'Completado'], not: ['Cancelado', 'Fallido', 'Reembolsado'] },
    Romanian: { header: 'Stare', counts: ['Livrată', 'Finalizată'], not: ['Anulată', 'Eșuată', 'Rambursată'] },
  }
  for (const [language, { header, counts, not }] of Object.entries(states))
    test(`${language}: what came to nothing is left out`, async () => {
      const all = [...counts, ...counts, ...not]
      const rows = Array.from({ length: 28 }, (_, index) => ({
        order_id: 100 + index,
        customer_id: `c${index % 9}`,
        order_date: day(index),
        [header]: all[index % all.length]!,
        total: 10 + index,
      }))
      const { revenue, doubts } = await counted(rows)
      expect(doubts).toEqual([])
      expect(revenue).toBe(rows.filter((row) => counts.includes(String(row[header]))).reduce((sum, { total }) => sum + total, 0))
    })

  test('a cancelled order is left out with all its lines, though only the first says so', async () => {
    const rows = Array.from({ length: 10 }, (_, index) =>
      ['stool', 'cloth'].map((product, line) => ({
        order_id: 100 + index,
        customer_id: `c${index % 4}`,
        order_date: day(index),
        status: line > 0 ? null : index % 5 === 0 ? 'cancelled' : 'paid',
        product,
        line_total: 10 + line,
      })),
    ).flat()
    const { revenue, orders } = await counted(rows)
    expect({ revenue, orders }).toEqual({ revenue: 8 * 21, orders: 8 })
  })

  test('a payment method and a kind of customer are no states', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => ({
      order_id: 100 + index,
      customer_id: `c${index % 6}`,
      order_date: day(index),
      'Payment method': index % 2 ? 'Credit' : 'Debit',
      'Customer type': index % 3 ? 'New' : 'Returning',
      total: 10 + index,
    }))
    const { revenue, doubts } = await counted(rows)
    expect(doubts).toEqual([])
    expect(revenue).toBe(20 * 10 + 190)
  })
})

describe('nothing counts twice', () => {
  test('what an order came to, on each of its lines', async () => {
    const rows = Array.from({ length: 8 }, (_, index) =>
      Array.from({ length: 1 + (index % 3) }, (_line, line) => ({
        Bestellnummer: 7000 + index,
        Bestelldatum: day(index),
        Kunde: `K${index % 3}`,
        Artikel: `P${line}`,
        Gesamtbetrag: 30 + index + 0.5,
      })),
    ).flat()
    const { revenue, orders, doubts } = await counted(rows)
    expect(doubts).toEqual([])
    expect(revenue).toBeCloseTo(8 * 30.5 + 28)
    expect(orders).toBe(8)
  })

  test.each(['TOTAL', 'Summe', 'Total général', 'Subtotal', 'Total general'])('rows that add up others: %s', async (name) => {
    const months = ['01', '02', '03'].map((month) => {
      const sales = Array.from({ length: 6 }, (_, index) => ({
        Kunde: `Name ${index} Person`,
        Datum: `2024-${month}-0${index + 2}`,
        Betrag: 10 + index + Number(month) / 4,
      }))
      return [...sales, { Kunde: name, Datum: `2024-${month}-28`, Betrag: sales.reduce((sum, { Betrag }) => sum + Betrag, 0) }]
    })
    const rows = months.flat()
    const { revenue, customers } = await counted(rows)
    expect(customers).toBe(6)
    expect(revenue).toBeCloseTo(rows.filter(({ Kunde }) => Kunde !== name).reduce((sum, { Betrag }) => sum + Betrag, 0))
  })

  test('a customer who is called Total is none of them', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => ({
      Customer: index % 5 === 0 ? 'Total' : `Firm ${index % 4}`,
      'Order date': day(index),
      Amount: 17 + index * 3.5,
    }))
    expect((await counted(rows)).customers).toBe(5)
  })

  test('an order that was written anew counts as it was last', async () => {
    const rows = Array.from({ length: 15 }, (_, index) => {
      const first = {
        Bestellnummer: 100 + index,
        Kunde: `K${index % 4}`,
        Bestelldatum: day(index),
        'Geändert am': `${day(index)} 10:00`,
        Summe: 20 + index,
      }
      return index % 5 === 0 ? [first, { ...first, 'Geändert am': `${day(index + 1)} 09:00`, Summe: 50 }] : [first]
    }).flat()
    const { revenue, orders } = await counted(rows)
    expect({ revenue, orders }).toEqual({ revenue: 15 * 20 + 105 - (20 + 25 + 30) + 150, orders: 15 })
  })
})

describe('discounts', () => {
  const line = (index: number) => ({
    order_id: 100 + Math.floor(index / 2),
    customer_id: `c${index % 5}`,
    order_date: day(Math.floor(index / 2)),
    product: `P${index % 4}`,
    quantity: 1 + (index % 3),
    unit_price: 20 + index,
  })
  const gross = (rows: readonly { quantity: number; unit_price: number }[]) =>
    rows.reduce((sum, { quantity, unit_price }) => sum + quantity * unit_price, 0)

  test('per cent in whole numbers', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => ({ ...line(index), discount_pct: index % 2 ? 10 : 0 }))
    const { revenue } = await counted(rows)
    expect(revenue).toBeCloseTo(rows.reduce((sum, row) => sum + row.quantity * row.unit_price * (1 - row.discount_pct / 100), 0))
  })

  test('money', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => ({ ...line(index), discount_amount: index % 2 ? 2.5 : 0 }))
    expect((await counted(rows)).revenue).toBeCloseTo(gross(rows) - 25)
  })

  test('an amount that has lost its discount already is left as it is', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => {
      const one = line(index)
      const discount = index % 2 ? 0.2 : 0
      return { ...one, discount, line_total: one.quantity * one.unit_price * (1 - discount) }
    })
    const { revenue, doubts } = await counted(rows)
    expect(doubts).toEqual([])
    expect(revenue).toBeCloseTo(rows.reduce((sum, { line_total }) => sum + line_total, 0))
  })
})

describe('what stands beside the numbers', () => {
  /** A table whose amounts hold words or signs, as reading leaves them: a column beside holds what stood there. */
  async function besides(beside: 'odd' | 'currency', values: readonly string[]) {
    const engine = await openDatabase()
    const rows = values.map((value, index) => ({
      order_id: 900 + index,
      customer_id: `c${index % 4}`,
      order_date: day(index),
      amount: beside === 'odd' && value !== '' ? null : 10.5 + index,
      beside: value || null,
    }))
    const made = await insertInline(engine, 't1', 'orders.csv', rows)
    await engine.execute(`alter table t1 rename column c4 to c3_${beside}`)
    const found = [...new Set(values.filter((value) => value !== ''))]
    const rowsOf = (value: string) => values.filter((one) => one === value).length
    const examples = found.map((value) => ({ value, line: 2 + values.indexOf(value), rows: rowsOf(value) }))
    const amount = {
      ...made.columns[3]!,
      ...(beside === 'odd'
        ? { misfits: { rows: examples.reduce((sum, one) => sum + one.rows, 0), column: 'c3_odd', examples } }
        : { currencies: { column: 'c3_currency', found: found.map((currency) => ({ currency, rows: rowsOf(currency) })) } }),
    }
    const table = { ...made, columns: [...made.columns.slice(0, 3), amount] }
    const { mapping, doubts } = await suggestMapping(engine, [table], 'net')
    const company = await buildCompany(engine, mapping, [table])
    return { mapping, doubts, company }
  }

  test.each(['FREE', 'gratis', 'offert', 'sin cargo', 'Cadou'])(
    '%s is an order worth 0, or not known: asked, with its orders',
    async (word) => {
      const { doubts, company } = await besides('odd', ['', '', word, '', 'tbc', '', word, '', '', ''])
      expect(company.tables.orders).toBe(9)
      expect(doubts).toHaveLength(1)
      expect(doubts[0]!.question).toBe(`2 amounts say “${word}”. What are they worth?`)
      expect(doubts[0]!.choices.map(({ effect }) => effect)).toEqual([
        { rows: 9, money: 105 + 45 - 2 * 10.5 - 8 - 10.5 - 4 },
        { rows: 7, money: 105 + 45 - 2 * 10.5 - 8 - 10.5 - 4 },
      ])
    },
  )

  test('signs of several currencies are asked about, each with its total', async () => {
    const { doubts, company } = await besides('currency', ['EUR', 'USD', 'EUR', 'GBP', 'EUR', 'USD'])
    expect(company.currency).toBe('EUR')
    expect(doubts[0]!.choices.map(({ currency, effect }) => [currency, effect])).toEqual([
      ['EUR', { rows: 3, money: 10.5 + 12.5 + 14.5 }],
      ['USD', { rows: 2, money: 11.5 + 15.5 }],
      ['GBP', { rows: 1, money: 13.5 }],
    ])
    expect(company.accounting).toContainEqual({ label: 'Not in EUR', rows: -3, kind: 'left out' })
  })
})
