import type { RawTable } from './table'

/** How a table is named to readers: its file, and the sheet or the packed file where there are several in it. */
export function tableName({ file, part }: Pick<RawTable, 'file' | 'part'>): string {
  return part === '' ? file : joinNames(file, part)
}

/** "orders.zip · march.xlsx · Lines": what stands in what. */
export function joinNames(outer: string, inner: string): string {
  if (inner === '') return outer
  return outer === '' ? inner : `${outer} · ${inner}`
}
