import { describe, expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../../test/support/open-company'
import { openDatabase } from '../../../test/support/open-database'
import { suggestInline } from '../../../test/support/suggest-inline'
import { suggestMapping } from './suggest'

const day = (after: number) => new Date(Date.UTC(2024, 0, 1 + after)).toISOString().slice(0, 10)

function rows(make: (index: number) => InlineRows[number], count = 60): InlineRows {
  return Array.from({ length: count }, (_, index) => make(index))
}

describe('headers in five languages', () => {
  test('Romanian orders, amounts in lei', async () => {
    const { suggestion, read } = await suggestInline({
      'comenzi_2024.csv': rows((i) => ({
        'Nr. comandă': `C${1000 + i}`,
        'Cod client': `K${i % 20}`,
        'Data comenzii': day(i),
        'Valoare totală (lei)': 10.5 + i,
        Județ: i % 2 ? 'Cluj' : 'Iași',
      })),
    })
    expect(read['comenzi_2024.csv']).toBe(
      'orders: customer_id = Cod client, ordered_at = Data comenzii, revenue = Valoare totală (lei), order_id = Nr. comandă, region = Județ',
    )
    expect(suggestion.mapping.currency).toBe('RON')
    expect(suggestion.doubts).toEqual([])
  })

  test('German invoice lines: the amount is quantity × unit price', async () => {
    const { suggestion, read } = await suggestInline({
      'Rechnungspositionen.csv': rows((i) => ({
        Rechnungsnummer: 5000 + (i >> 1),
        Kundennummer: 100 + (i % 15),
        Rechnungsdatum: day(i),
        Artikelbezeichnung: ['Tee', 'Kaffee', 'Tasse'][i % 3]!,
        Menge: 1 + (i % 4),
        Einzelpreis: 2.5 + (i % 7),
      })),
    })
    expect(read['Rechnungspositionen.csv']).toBe(
      'order_lines: customer_id = Kundennummer, ordered_at = Rechnungsdatum, revenue = Menge × Einzelpreis, ' +
        'order_id = Rechnungsnummer, product = Artikelbezeichnung, quantity = Menge, unit_price = Einzelpreis',
    )
    expect(suggestion.doubts).toEqual([])
  })

  test('French sales in euros', async () => {
    const { suggestion, read } = await suggestInline({
      'ventes.csv': rows((i) => ({
        'N° commande': i,
        'Code client': `A${i % 12}`,
        'Date de la commande': day(i),
        'Montant TTC (€)': 12.2 + i,
      })),
    })
    expect(read['ventes.csv']).toBe(
      'orders: customer_id = Code client, ordered_at = Date de la commande, revenue = Montant TTC (€), order_id = N° commande',
    )
    expect(suggestion.mapping.currency).toBe('EUR')
    expect(suggestion.doubts).toEqual([])
  })

  test('Spanish orders and the customers they belong to', async () => {
    const { suggestion, read } = await suggestInline({
      'pedidos.csv': rows((i) => ({ 'ID Pedido': i, 'ID Cliente': `A${i % 12}`, 'Fecha de compra': day(i), Importe: 12.2 + i })),
      'clientes.csv': rows(
        (i) => ({ 'ID Cliente': `A${i}`, Nombre: `N${i}`, 'Fecha de alta': day(i), Provincia: `P${i % 5}`, Baja: i % 2 ? 'Sí' : 'No' }),
        12,
      ),
    })
    expect(read['pedidos.csv']).toMatch(/^orders: customer_id = ID Cliente, ordered_at = Fecha de compra, revenue = Importe/)
    expect(read['clientes.csv']).toMatch(/^customers: customer_id = ID Cliente/)
    expect(read['clientes.csv']).toContain('joined_on = Fecha de alta, region = Provincia, is_churned = Baja')
    expect(suggestion.doubts).toEqual([])
  })
})

describe('exports of well-known systems', () => {
  test('a shop front without customer numbers knows customers by their address', async () => {
    const { suggestion, read } = await suggestInline({
      'orders_export.csv': rows((i) => ({
        'Order ID': `#${1000 + i}`,
        'Email (Billing)': `a${i % 9}@example.com`,
        'Order Date': day(i),
        'Order Total Amount': 17.5 + i,
        Currency: 'EUR',
      })),
    })
    expect(read['orders_export.csv']).toMatch(
      /^orders: customer_id = Email \(Billing\), ordered_at = Order Date, revenue = Order Total Amount, order_id = Order ID/,
    )
    expect(suggestion.mapping.currency).toBe('EUR')
    expect(suggestion.doubts).toEqual([])
  })

  test('a superstore: product lines with their own amount', async () => {
    const { suggestion, read } = await suggestInline({
      'Superstore.csv': rows((i) => ({
        'Row ID': i,
        'Order ID': `CA-${i >> 1}`,
        'Order Date': day(i),
        'Ship Date': day(i + 3),
        'Customer ID': `CG-${i % 12}`,
        'Customer Name': `Name ${i % 12}`,
        City: `City ${i % 5}`,
        'Postal Code': 1000 + i,
        'Product ID': `P-${i % 8}`,
        Category: `K${i % 3}`,
        'Product Name': `Thing ${i % 8}`,
        Sales: 20.5 + i,
        Quantity: 1 + (i % 3),
        Profit: 3.5,
      })),
    })
    expect(read['Superstore.csv']).toContain(
      'order_lines: customer_id = Customer ID, ordered_at = Order Date, revenue = Sales, order_id = Order ID',
    )
    expect(read['Superstore.csv']).toContain('product = Product Name, category = Category')
    expect(suggestion.doubts).toEqual([])
  })

  test("payments, support cases and a shop's event log", async () => {
    const { suggestion, read } = await suggestInline({
      'payments.csv': rows((i) => ({
        id: `ch_${i}`,
        'Customer ID': `cus_${i % 12}`,
        'Created (UTC)': `${day(i)}T10:00:00`,
        Amount: 12.5 + i,
        'Amount Refunded': 0.5,
        Currency: 'usd',
      })),
      'tickets.csv': rows((i) => ({
        ID: i,
        Requester: `cus_${i % 12}`,
        Status: i % 2 ? 'open' : 'solved',
        'Created at': `${day(i)}T10:00:00`,
        'Solved at': `${day(i + 1)}T10:00:00`,
        Priority: i % 2 ? 'high' : 'low',
      })),
      'log.csv': rows((i) => ({
        event_time: `${day(i)}T10:00:00`,
        event_type: ['view', 'cart', 'purchase'][i % 3]!,
        product_id: i % 9,
        price: 5.5 + i,
        user_id: `cus_${i % 12}`,
        user_session: `s${i >> 2}`,
      })),
    })
    expect(read['payments.csv']).toMatch(/^orders: customer_id = Customer ID, ordered_at = Created \(UTC\), revenue = Amount/)
    expect(read['tickets.csv']).toMatch(/^tickets: opened_at = Created at, ticket_id = ID, customer_id = Requester, closed_at = Solved at/)
    expect(read['log.csv']).toMatch(
      /^events: customer_id = user_id, happened_at = event_time, event = event_type, session_id = user_session/,
    )
    expect(suggestion.doubts).toEqual([])
  })

  test('a questionnaire whose headers are its questions', async () => {
    const { read } = await suggestInline({
      'survey.csv': rows((i) => ({
        'Customer number': 100 + i,
        'Response date': day(i),
        'How likely are you to recommend us?': i % 11,
        'What could we do better?': `The staff should be much friendlier next time ${i}`,
      })),
    })
    expect(read['survey.csv']).toBe(
      'feedback: customer_id = Customer number, answered_at = Response date, ' +
        'nps = How likely are you to recommend us?, comment = What could we do better?',
    )
  })
})

describe('what several columns say together', () => {
  const lines = (price: (index: number) => number) =>
    rows((i) => ({
      order_id: i >> 1,
      customer_id: `c${i % 9}`,
      date: day(i),
      product: `p${i % 5}`,
      quantity: 2,
      unit_price: 2.5,
      total: price(i),
    }))

  test('an amount that is quantity × unit price throughout is taken as it stands', async () => {
    const { suggestion, read } = await suggestInline({ 'lines.csv': lines(() => 5) })
    expect(read['lines.csv']).toContain('revenue = total')
    expect(suggestion.doubts).toEqual([])
  })

  test('an amount of a line that is not quantity × unit price is asked about, with the sums of both', async () => {
    const { suggestion, read } = await suggestInline({ 'lines.csv': lines((i) => 5 + i) })
    expect(read['lines.csv']).toContain('revenue = quantity × unit_price')
    const [doubt] = suggestion.doubts
    expect(doubt!.question).toBe('Which column holds the amount?')
    expect(doubt!.choices.map(({ label, consequence }) => [label, consequence])).toEqual([
      ['quantity × unit_price', expect.stringMatching(/^\d+ orders, 300(\.00)?$/)],
      ['total', expect.stringMatching(/^\d+ orders, 2,070(\.00)?$/)],
    ])
  })

  test('order numbers whose prefix goes with negative quantities are credit notes', async () => {
    const { read } = await suggestInline({
      'lines.csv': rows((i) => ({
        InvoiceNo: i % 10 === 0 ? `C${i}` : `${i >> 1}`,
        customer_id: `c${i % 9}`,
        date: day(i),
        product: `p${i % 5}`,
        quantity: i % 10 === 0 ? -1 : 2,
        unit_price: 2.5,
      })),
    })
    expect(read['lines.csv']).toContain('is_cancelled = InvoiceNo starts with C')
  })

  test('a status tells which orders were cancelled, and which customers left', async () => {
    const { read } = await suggestInline({
      'orders.csv': rows((i) => ({
        order_id: i,
        customer_id: `c${i % 9}`,
        order_date: day(i),
        amount: 5.5,
        status: ['delivered', 'canceled', 'refunded'][i % 3]!,
      })),
      'customers.csv': rows((i) => ({ customer_id: `c${i}`, name: `n${i}`, signup_date: day(i), status: i % 3 ? 'active' : 'churned' }), 9),
    })
    expect(read['orders.csv']).toContain('is_cancelled = status = canceled or refunded')
    expect(read['customers.csv']).toContain('is_churned = status = churned')
  })

  test('lines without a customer take the order they belong to, and nobody is asked', async () => {
    const { suggestion, read } = await suggestInline({
      'orders.csv': rows((i) => ({ order_id: `o${i}`, customer_id: `c${i % 9}`, order_date: day(i), channel: i % 2 ? 'web' : 'shop' })),
      'order_items.csv': rows((i) => ({ order_id: `o${i % 60}`, product_name: `p${i % 5}`, quantity: 2, price: 2.5 }), 120),
    })
    expect(read['orders.csv']).toMatch(/^orders: customer_id = customer_id, ordered_at = order_date/)
    expect(read['order_items.csv']).toMatch(/^order_lines: revenue = quantity × price, order_id = order_id/)
    expect(suggestion.doubts).toEqual([])
  })

  test('the customer column is the one that meets the customers of another table', async () => {
    const { suggestion, read } = await suggestInline({
      'customers.csv': rows((i) => ({ id: 7000 + i, email: `a${i}@example.com`, name: `n${i}`, country: i % 2 ? 'FR' : 'DE' }), 20),
      'orders.csv': rows((i) => ({ order_id: i, customer: `a${i % 20}@example.com`, order_date: day(i), amount: 5.5 })),
    })
    expect(read['customers.csv']).toMatch(/^customers: customer_id = email/)
    expect(read['orders.csv']).toMatch(/^orders: customer_id = customer/)
    expect(suggestion.doubts).toEqual([])
  })
})

describe('every kind of table by canonical names', () => {
  const customer = (i: number) => ({ customer_id: `C${i % 30}` })
  const cases: Record<string, InlineRows> = {
    'customers.csv': rows((i) => ({
      customer_id: `C${i}`,
      name: `N${i}`,
      email: `n${i}@example.com`,
      joined_on: day(i),
      plan: `P${i % 2}`,
    })),
    'orders.csv': rows((i) => ({
      order_id: `O${i}`,
      ...customer(i),
      ordered_at: `${day(i)}T10:00:00`,
      channel: 'web',
      revenue: 20 + i / 2,
    })),
    'order_lines.csv': rows(
      (i) => ({ order_id: `O${i % 60}`, product: `P${i % 9}`, category: `K${i % 3}`, quantity: 1, unit_price: 5.5, revenue: 5.5 }),
      150,
    ),
    'events.csv': rows((i) => ({
      ...customer(i),
      happened_at: `${day(i)}T10:00:00`,
      event: ['visit', 'cart'][i % 2]!,
      session_id: `s${i >> 2}`,
      page: '/',
    })),
    'feedback.csv': rows((i) => ({
      ...customer(i),
      answered_at: day(i),
      kind: 'nps',
      score: i % 11,
      comment: `It came very late this time ${i}`,
    })),
    'tickets.csv': rows((i) => ({
      ticket_id: `T${i}`,
      ...customer(i),
      opened_at: `${day(i)}T10:00:00`,
      closed_at: `${day(i + 1)}T10:00:00`,
      priority: 'low',
    })),
    'subscriptions.csv': rows((i) => ({ ...customer(i), started_on: day(i), ended_on: i % 2 ? day(i + 30) : null, plan: 'A', mrr: 9.9 })),
    'leads.csv': rows((i) => ({
      lead_id: `L${i}`,
      created_at: `${day(i)}T10:00:00`,
      source: 'ads',
      stage: ['new', 'won'][i % 2]!,
      value: 100 + i,
    })),
    'touches.csv': rows((i) => ({
      ...customer(i),
      happened_at: `${day(i)}T10:00:00`,
      channel: 'mail',
      campaign: 'Spring',
      cost: 0.1,
      variant: 'a',
    })),
    'spend.csv': rows((i) => ({ spent_on: day(i), channel: 'mail', campaign: 'Spring', cost: 100.5 })),
  }

  test('each table is what its file says, with no doubt, all ten together', async () => {
    const { suggestion, read } = await suggestInline(cases)
    for (const [file, told] of Object.entries(read)) expect(told.split(':')[0]).toBe(file.replace('.csv', ''))
    expect(suggestion.doubts).toEqual([])
  })

  test.each(Object.entries(cases))('%s is recognised alone, and under a name that tells nothing', async (file, content) => {
    const { read } = await suggestInline({ 'export.csv': content })
    expect(read['export.csv']!.split(':')[0]).toBe(file.replace('.csv', ''))
  })
})

describe('what only a person can tell', () => {
  test('columns without names: customer, date and amount are asked, our reading first, with what follows from each', async () => {
    const { suggestion, read } = await suggestInline({
      'export.txt': rows((i) => ({
        'column 1': `000${10 + (i % 15)}`,
        'column 2': day(i),
        'column 3': 1 + (i % 3),
        'column 4': 11.77 + i,
      })),
    })
    expect(read['export.txt']).toBe('orders: customer_id = column 1, ordered_at = column 2, revenue = column 4')
    expect(suggestion.doubts.map(({ header, question }) => `${header}: ${question}`)).toEqual([
      'column 1: Which column holds the customer?',
      'column 2: Which column holds the date?',
      'column 4: Which column holds the amount?',
    ])
    expect(suggestion.doubts[0]!.choices[0]).toMatchObject({ label: 'column 1', consequence: '15 customers' })
  })

  test('two columns that name a customer equally well', async () => {
    const { suggestion } = await suggestInline({
      'bookings.csv': rows((i) => ({ user_id: `u${i % 20}`, account_id: `a${i % 5}`, date: day(i), amount: 5.5 + i })),
    })
    expect(suggestion.doubts.map(({ header }) => header)).toEqual(['user_id'])
    const choices = suggestion.doubts[0]!.choices
    expect(choices.map(({ label, consequence }) => [label, consequence])).toEqual([
      ['user_id', '20 customers'],
      ['account_id', '5 customers'],
    ])
    const chosen = choices[1]!.mapping.bindings.find(({ role }) => role === 'customer_id')
    expect(chosen).toEqual({ role: 'customer_id', from: { column: 'c1' }, confidence: 1 })
  })

  test('no customer column at all: a sentence that lists the columns, and each row as a customer only on request', async () => {
    const { suggestion, read } = await suggestInline({
      'paths.csv': rows((i) => ({ path: `a > b > c${i}`, total_conversions: i % 4, total_null: i % 3 })),
    })
    expect(read['paths.csv']).toBe('other: ')
    expect(suggestion.doubts[0]!.why).toBe('No column holds a customer: the columns are path, total_conversions, total_null.')
    expect(suggestion.doubts[0]!.choices.map(({ label }) => label)).toEqual(['Leave the table out', 'Each row is another customer'])
  })

  test('a list of products beside orders is known as such, and not asked about', async () => {
    const { suggestion, read } = await suggestInline({
      'orders.csv': rows((i) => ({ order_id: i, customer_id: `c${i % 10}`, order_date: day(i), amount: 5.5 })),
      'products.csv': rows((i) => ({ sku: `S${i}`, title: `Thing ${i}`, price: 3.5 + i, stock: i })),
    })
    expect(read['products.csv']).toBe('products: product = sku, unit_price = price')
    expect(suggestion.doubts).toEqual([])
  })

  test('dates that could have day and month exchanged: both spans are shown, and either can be chosen', async () => {
    const engine = await openDatabase()
    const read = await insertInline(
      engine,
      't1',
      'orders.csv',
      rows((i) => ({ customer_id: `c${i % 9}`, order_date: `2020-0${1 + (i % 6)}-0${1 + (i % 9)}`, amount: 5.5 })),
    )
    const why = '03/04/2020 may be 3 April or 4 March: no day is over 12.'
    const table = { ...read, columns: read.columns.map((column) => (column.type === 'date' ? { ...column, doubt: why } : column)) }
    const { doubts } = await suggestMapping(engine, [table], 'net')
    expect(doubts.map((doubt) => [doubt.header, doubt.why])).toEqual([['order_date', why]])
    expect(doubts[0]!.choices.map(({ consequence }) => consequence)).toEqual([
      '1 January 2020 to 9 June 2020',
      '1 January 2020 to 6 September 2020',
    ])
  })
})

test('hostile headers and file names are text and nothing else', async () => {
  const { suggestion, read } = await suggestInline({
    '<img src=x onerror=alert(1)>.csv': rows((i) => ({
      constructor: `c${i % 7}`,
      "customer'; drop table t1; --": `k${i % 9}`,
      '"date"': day(i),
      'amount <script>': 5.5 + i,
      hasOwnProperty: i,
      '': 1,
    })),
  })
  expect(read['<img src=x onerror=alert(1)>.csv']).toContain('"date"')
  expect(suggestion.mapping.tables).toHaveLength(1)
})

test('no table, a table without rows and a table of one column lead to no mapping and no error', async () => {
  expect((await suggestInline({})).suggestion.mapping.tables).toEqual([])
  expect((await suggestInline({ 'empty.csv': [] })).suggestion).toMatchObject({ mapping: { tables: [{ kind: 'other' }] }, doubts: [] })
  const { read } = await suggestInline({ 'list.csv': rows((i) => ({ thing: `x${i}` })) })
  expect(read['list.csv']).toBe('other: ')
})

test('in a file without a header, names that repeat may be the customers', async () => {
  const engine = await openDatabase()
  const inline = rows((i) => ({ c0: `Ana Pop ${['A', 'B'][i % 2]} ${(i * 7) % 30}`, c1: day(i), c2: 10.5 + i }), 90)
  const table = await insertInline(engine, 't1', 'x.txt', inline)
  const dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', escape: '"', headerRecord: -1 }
  const { doubts } = await suggestMapping(engine, [{ ...table, dialect }], 'net')
  expect(doubts[0]!.question).toBe('Whose are these rows?')
  expect(doubts[0]!.choices.map(({ label, consequence }) => [label, consequence])).toContainEqual(['c0', '30 customers'])
})
