import { COUNTRIES } from './places'
import { PRODUCTS } from './catalogue'
import type { Lines } from './baskets'
import type { Customers } from './customers'
import { inOrderOfTime, ORDER_CHANNELS, type OrderLog } from './order-log'
import { coded, MISSING, numbersOf, numeric, text, type SampleTable } from './table'

const FIRST_NUMBER = 100_001

/** Orders in order of time, with the numbers under which they are exported. */
export interface NumberedOrders {
  /** Index into the log for each place. */
  readonly order: Uint32Array
  /** The sum of its lines, in cents, by index into the log. */
  readonly total: Float64Array
}

export function numberOrders(log: OrderLog, lines: Lines): NumberedOrders {
  const total = new Float64Array(log.at.length)
  for (let order = 0; order < total.length; order++)
    for (let line = lines.start[order]!; line < lines.start[order + 1]!; line++) total[order]! += lines.price[line]! * lines.quantity[line]!
  return { order: inOrderOfTime(log.at), total }
}

export function orderTable(
  customers: Customers,
  ids: readonly string[],
  log: OrderLog,
  lines: Lines,
  numbered: NumberedOrders,
): SampleTable {
  const { order, total } = numbered
  const rows = order.length
  const column = (value: (order: number) => number) => numbersOf(order, value)
  const off = column((one) => sumOf(lines, one, (line) => (lines.listPrice[line]! - lines.price[line]!) * lines.quantity[line]!))
  const margin = column((one) => sumOf(lines, one, (line) => marginOf(lines, line)))
  return {
    file: 'orders.csv',
    rows,
    columns: [
      numeric(
        'order_id',
        'integer',
        numbersOf(order, (_, place) => FIRST_NUMBER + place),
      ),
      coded(
        'customer_id',
        ids,
        column((one) => log.customer[one]!),
      ),
      numeric(
        'order_date',
        'timestamp',
        column((one) => log.at[one]!),
      ),
      numeric(
        'order_total',
        'number',
        column((one) => total[one]! / 100),
      ),
      coded('currency', ['EUR'], new Int32Array(rows)),
      numeric(
        'discount',
        'number',
        off.map((cents) => (cents > 0 ? cents / 100 : MISSING)),
      ),
      numeric(
        'margin',
        'number',
        margin.map((cents) => cents / 100),
      ),
      coded(
        'channel',
        ORDER_CHANNELS,
        column((one) => log.channel[one]!),
      ),
      text(
        'campaign',
        Array.from(order, (one) => log.campaign[one]!),
      ),
      coded(
        'country',
        COUNTRIES.map((country) => country.name),
        column((one) => countryOf(customers, log.customer[one]!)),
      ),
    ],
  }
}

function countryOf(customers: Customers, customer: number): number {
  return customer < 0 ? -1 : customers.country[customer]!
}

function sumOf(lines: Lines, order: number, value: (line: number) => number): number {
  let sum = 0
  for (let line = lines.start[order]!; line < lines.start[order + 1]!; line++) sum += value(line)
  return sum
}

function marginOf(lines: Lines, line: number): number {
  return (lines.price[line]! - PRODUCTS[lines.product[line]!]!.cost) * lines.quantity[line]!
}

const CATEGORIES = [...new Set(PRODUCTS.map((product) => product.category))]
const CATEGORY_OF = PRODUCTS.map((product) => CATEGORIES.indexOf(product.category))

export function lineTable(lines: Lines, { order }: NumberedOrders): SampleTable {
  const rows = lines.product.length
  const number = new Float64Array(rows)
  const from = new Uint32Array(rows)
  let row = 0
  order.forEach((one, place) => {
    for (let line = lines.start[one]!; line < lines.start[one + 1]!; line++, row++) {
      number[row] = FIRST_NUMBER + place
      from[row] = line
    }
  })
  const column = (value: (line: number) => number) => numbersOf(from, value)
  return {
    file: 'order_lines.csv',
    rows,
    columns: [
      numeric('order_id', 'integer', number),
      coded(
        'product',
        PRODUCTS.map((product) => product.name),
        column((line) => lines.product[line]!),
      ),
      coded(
        'category',
        CATEGORIES,
        column((line) => CATEGORY_OF[lines.product[line]!]!),
      ),
      numeric(
        'quantity',
        'integer',
        column((line) => lines.quantity[line]!),
      ),
      numeric(
        'unit_price',
        'number',
        column((line) => lines.price[line]! / 100),
      ),
    ],
  }
}
