import type { ImportProgress } from '../ingest/progress'
import { count, decimal } from '../shared/format'

/** How much of what is read is there, 0 to 1; null where the total is not known. */
export function shareRead(progress: ImportProgress | null): number | null {
  if (!progress) return null
  if (progress.estimatedRows) return progress.rows / progress.estimatedRows
  return progress.totalBytes ? progress.bytes / progress.totalBytes : null
}

/** "303,000 of about 541,900 rows, 1.9 s" */
export function progressWords(progress: ImportProgress | null, seconds: number): string {
  const time = `${decimal(seconds, 1)} s`
  if (!progress) return time
  const of = progress.estimatedRows ? ` of about ${count(Math.round(progress.estimatedRows / 100) * 100)}` : ''
  return `${count(progress.rows)}${of} rows, ${time}`
}
