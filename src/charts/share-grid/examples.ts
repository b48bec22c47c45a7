import type { Example } from '../parts/example'
import type { ShareGridProps } from './types'

const columns = ['1–4', '5–9', '10–14', '15–19', '20–29', '30–39', '40–59', '60+'].map((tick) => ({ name: tick, tick }))
const rows = ['1', '2', '3', '4–6', '7–10', '11+'].map((tick) => ({ name: tick, tick }))
const all = Array.from({ length: 48 }, (_, cell) => (cell === 47 ? 0 : Math.round(400 / (1 + (cell % 8) + Math.floor(cell / 8)))))
const base = {
  columns,
  rows,
  columnsTitle: 'Different products in a usual order',
  rowsTitle: 'Orders',
  all,
  things: ['customer', 'customers'],
  onBrush: () => undefined,
} as const

export const examples: readonly Example<ShareGridProps>[] = [
  { name: 'everybody', props: { ...base, label: 'Orders by products: customers', chosen: null } },
  {
    name: 'chosen',
    props: {
      ...base,
      label: 'Orders by products: per cent chosen',
      chosen: all.map((own, cell) => Math.round((own * (1 + (cell % 8))) / 10)),
    },
  },
]
