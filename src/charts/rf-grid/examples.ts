import type { Example } from '../parts/example'
import type { RfCell, RfGridProps, RfRegion } from './layout'

/** Ten regions on five by five levels: letters by row, the best first. */
const MAP = ['npphh', 'mppll', 'aanll', 'zzrrc', 'zzrrc']
const NAMES: Readonly<Record<string, string>> = {
  n: 'Need attention',
  p: 'Potential loyalist',
  h: 'Champions',
  m: 'Promising',
  l: 'Loyal',
  a: 'About to sleep',
  z: 'Hibernating',
  r: 'At risk',
  c: 'Can’t lose',
}

function grid(customers: readonly (readonly number[])[], map: readonly string[]): RfCell[] {
  const all = customers.flat().reduce((sum, each) => sum + each, 0)
  const size = customers.length
  const money = customers.flatMap((line, row) => line.map((each, column) => each * (column + 1) ** 2 * (size - row)))
  const total = money.reduce((sum, each) => sum + each, 0)
  return customers.flatMap((line, row) =>
    line.map((each, column) => ({
      row: size - row,
      column: column + 1,
      customers: each,
      share: all === 0 ? 0 : each / all,
      second: total === 0 ? 0 : (money[row * line.length + column] ?? 0) / total,
      region: map[row]?.[column] ?? '',
    })),
  )
}

const regions: readonly RfRegion[] = Object.entries(NAMES).map(([key, name]) => ({ key, name, isOutlined: key === 'r' || key === 'c' }))
const describe = (cell: RfCell) => ({ name: NAMES[cell.region] ?? '', lines: [`${cell.customers} customers`], customers: cell.customers })
const titles = { rowsTitle: 'Days since the last order', columnsTitle: 'Orders in the period', describe }
const levels = (labels: readonly string[]) =>
  labels.map((label, index) => ({
    level: index + 1,
    label,
    short: label.replace(' to ', '–').replace(' or more', '+').replace(' order', ''),
  }))

const FIVE = [
  [67, 120, 77, 220, 384],
  [169, 159, 128, 232, 192],
  [295, 183, 121, 175, 89],
  [343, 217, 131, 146, 29],
  [619, 156, 51, 29, 6],
]

export const examples: readonly Example<RfGridProps>[] = [
  {
    name: 'fifths',
    props: {
      label: 'The customers with most orders and the last of them within 12 days bring most of the revenue',
      cells: grid(FIVE, MAP),
      regions,
      rows: levels(['180 to 373', '72 to 179', '33 to 71', '13 to 32', '0 to 12']),
      columns: levels(['1 order', '2', '3', '4 to 6', '7 or more']),
      ...titles,
    },
  },
  {
    name: 'thirds-with-a-bent-region',
    props: {
      label: 'A region that is no rectangle',
      cells: grid(
        [
          [10, 20, 900],
          [1, 0, 40],
          [300, 2, 1],
        ],
        ['ahh', 'aah', 'zza'],
      ),
      regions: regions.map((region) => ({ ...region, isOutlined: region.key === 'a' })),
      rows: levels(['90 or more', '30 to 89', '0 to 29']),
      columns: levels(['1 order', '2', '3 or more']),
      ...titles,
    },
  },
  {
    name: 'one-customer',
    props: { label: 'One customer', cells: grid([[1]], ['h']), regions, rows: levels(['0']), columns: levels(['1 order']), ...titles },
  },
  { name: 'none', props: { label: 'No customer has bought', cells: [], regions, rows: [], columns: [], ...titles } },
]
