import { picturePng, pictureSvg } from '../charts/export/picture'
import { longDate } from '../shared/format'
import type { App } from './context'

/** The page's pictures as one file, with title, source and as-of date. */
export async function pictureOf(kind: 'svg' | 'png', title: string, { workspace }: App): Promise<Blob> {
  const root = document.getElementById('main') ?? document.body
  const { company, segments, tables } = workspace
  const meta = {
    title,
    subtitle: segments.filter ? `Customers in ${segments.filter.name}` : '',
    source: tables.map((table) => table.file).join(', '),
    asOf: company?.asOf ? longDate(company.asOf) : '',
  }
  return kind === 'svg' ? pictureSvg(root, meta) : picturePng(root, meta)
}
