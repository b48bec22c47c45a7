import { written, type SampleTable } from './table'

/** The table as RFC 4180 text with a header, as a shop system would export it: comma, dot, ISO dates, LF. */
export function csvOf(table: SampleTable): string {
  const records = [table.columns.map((column) => field(column.header)).join(',')]
  for (let row = 0; row < table.rows; row++) records.push(table.columns.map((column) => field(written(column, row) ?? '')).join(','))
  return records.join('\n') + '\n'
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
