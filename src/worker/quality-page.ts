import type { Finding, Tables } from '../analyses/contract/definition'
import { exported } from '../analyses/export/export'
import type { QualityReport } from '../quality/report'
import type { RecordedStep } from '../workbench'

/** What the page `quality` exports, in the form of every other page. */
export function exportQuality(report: QualityReport, steps: readonly RecordedStep[], asOf: string | null, format: 'json' | 'csv'): Blob {
  const tables: Tables = {
    columns: report.tables.flatMap(({ file, columns }) =>
      columns.map(({ header, type, rows, missing, distinct, least, most, unfit, personal }) => ({
        table: file,
        column: header,
        type,
        rows,
        missing,
        distinct,
        least,
        most,
        examples_unfit: unfit.join(' | '),
        personal,
      })),
    ),
    findings: report.findings.map(({ id, file, rule, rows, money, fix }) => ({
      id,
      table: file,
      rule,
      rows,
      money,
      fix: fix ? fix.words.join('; ') : null,
    })),
    merges: report.merges.shown.map(({ keep, other, reason, similarity, isSure }) => ({
      customer: other.customer,
      same_as: keep.customer,
      reason,
      similarity,
      sure: isSure,
      orders: other.orders,
      revenue: other.revenue,
    })),
    steps: steps.map(({ words, sql }, index) => ({ order: index + 1, words, sql })),
  }
  const findings = report.findings.map(({ claim, evidence, money }): Finding => ({
    claim,
    evidence,
    kind: 'warning',
    money: money ?? 0,
    customers: 0,
    certainty: 1,
  }))
  return exported({ analysis: 'quality', settings: {}, asOf, tables, findings }, format)
}
