import { written, type SampleTable } from './table'

/** The table, or the rows of it that are kept, as RFC 4180 text with a header, as a shop system would export it: comma, dot, ISO dates, LF. */
export function csvOf({ columns, rows }: SampleTable, keeps: (row: number) => boolean = () => true): string {
  const records = [columns.map((column) => field(column.header)).join(',')]
  for (let row = 0; row < rows; row++) if (keeps(row)) records.push(columns.map((column) => field(written(column, row) ?? '')).join(','))
  return records.join('\n') + '\n'
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
