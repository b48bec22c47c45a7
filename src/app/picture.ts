import { picturePng, pictureSvg } from '../charts/export/picture'
import { pageById } from '../analyses/pages'
import { breakdownsOf, parseSettings, type RawSettings } from '../analyses/contract/settings'
import { longDate, plural } from '../shared/format'
import { settingsSentence } from './settings/setting-words'
import type { App } from './context'
import { tableName } from '../ingest/table-name'

/** The page's pictures as one file, with title, source and as-of date. */
export async function pictureOf(kind: 'svg' | 'png', page: string, params: RawSettings, title: string, { workspace }: App): Promise<Blob> {
  const root = document.getElementById('main') ?? document.body
  const { company, subject, segments, filter, tables } = workspace
  const analysis = pageById(page)
  const settings = analysis && company ? parseSettings(analysis.options, params, breakdownsOf(company, segments.kept)) : {}
  const among = filter.isOn ? [`Among the ${plural(filter.left.customers, subject.one)} ${filter.words}`] : []
  const sentence = analysis ? settingsSentence(analysis.options, settings, { company, segments: segments.kept }) : ''
  const meta = {
    title,
    subtitle: [...among, sentence].filter(Boolean).join('. '),
    source: tables.map(tableName).join(', '),
    asOf: company?.asOf ? longDate(company.asOf) : '',
  }
  return kind === 'svg' ? pictureSvg(root, meta) : picturePng(root, meta)
}
