import { csvOf } from '../../src/sample/csv'
import { makeSample } from '../../src/sample/make'
import { written, type SampleTable } from '../../src/sample/table'

const ONE_IN = 10

/** A tenth of the sample company as its files: one customer in ten with all that is theirs, and one row in ten of nobody's. */
export function smallSample(): { name: string; mimeType: string; buffer: Buffer }[] {
  const tables = makeSample()
  const [people, orders] = tables as readonly [SampleTable, SampleTable]
  const customers = new Set(valuesOf(people, 'customer_id')?.filter((_, row) => row % ONE_IN === 0))
  const isOfThem = (customer: string | null, row: number) => (customer === null ? row % ONE_IN === 0 : customers.has(customer))
  const owners = valuesOf(orders, 'customer_id')!
  const theirs = new Set(valuesOf(orders, 'order_id')!.filter((_, row) => isOfThem(owners[row]!, row)))
  return tables.map((table) => {
    const [ids, order] = [valuesOf(table, 'customer_id'), valuesOf(table, 'order_id')]
    const keeps = (row: number) => (ids ? isOfThem(ids[row]!, row) : !order || theirs.has(order[row]!))
    return { name: table.file, mimeType: 'text/csv', buffer: Buffer.from(csvOf(table, keeps)) }
  })
}

function valuesOf({ columns, rows }: SampleTable, header: string): (string | null)[] | undefined {
  const column = columns.find((one) => one.header === header)
  return column && Array.from({ length: rows }, (_, row) => written(column, row))
}
