/** How far the reading of one file has come. */
export interface ImportProgress {
  readonly file: string
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  /** Extrapolated; null while it cannot be told. */
  readonly estimatedRows: number | null
  readonly phase: 'reading' | 'writing'
}
