import { csvPieces } from './csv'
import type { AnyAnalysis, Finding, Tables } from '../contract/definition'
import type { Outcome, Settings } from '../contract/outcome'
import { withRun, type Environment } from '../contract/run'
import type { RawSettings } from '../contract/settings'
import { zip } from './zip'

/** What is exported of a page: of an analysis, or of `sources` and `mapping`. */
export interface Exported {
  readonly analysis: string
  readonly settings: Settings
  readonly asOf: string | null
  readonly tables: Tables
  readonly findings: readonly Finding[]
}

/** The tables and findings of a page as one JSON file, or the tables as CSV: a zip where there are several. */
export async function exportAnalysis(
  environment: Environment,
  analysis: AnyAnalysis,
  raw: RawSettings,
  format: 'json' | 'csv',
  signal?: AbortSignal,
): Promise<Blob> {
  return withRun(environment, analysis, raw, signal, async (run) => {
    const outcome: Outcome = run.outcome()
    return exported({ ...outcome, tables: await run.tables() }, format)
  })
}

export function exported(page: Exported, format: 'json' | 'csv'): Blob {
  return format === 'json' ? new Blob([...jsonPieces(page)], { type: 'application/json' }) : csv(page)
}

function csv({ analysis, tables }: Exported): Blob {
  const entries = Object.entries(tables)
  if (entries.length === 1) return new Blob([...csvPieces(entries[0]![1])], { type: 'text/csv;charset=utf-8' })
  return zip(entries.map(([name, rows]) => ({ name: `${analysis}-${name}.csv`, pieces: csvPieces(rows) })))
}

/** One string of a million rows would pass the longest a browser can hold. */
function* jsonPieces({ analysis, settings, asOf, tables, findings }: Exported): Generator<string> {
  yield `{\n"analysis": ${JSON.stringify(analysis)},\n"settings": ${JSON.stringify(settings)},\n"asOf": ${JSON.stringify(asOf)},\n"tables": {`
  for (const [index, [name, rows]] of Object.entries(tables).entries()) {
    yield `${index ? ',' : ''}\n${JSON.stringify(name)}: [`
    for (let start = 0; start < rows.length; start += PIECE) {
      const lines = rows.slice(start, start + PIECE).map((row) => JSON.stringify(row))
      yield `${start ? ',' : ''}\n${lines.join(',\n')}`
    }
    yield ']'
  }
  yield `\n},\n"findings": ${JSON.stringify(findings.map(withText), null, 1)}\n}\n`
}

const PIECE = 5000

function withText({ claim, evidence, kind, money, customers, certainty }: Finding) {
  return { text: `${claim} ${evidence}`, claim, evidence, kind, money, customers, certainty }
}
