/** What a sheet may have: Excel's own limits, and a number of cells that a browser can hold. */
export const LIMITS = {
  rows: 1_048_576,
  columns: 16_384,
  cells: 50_000_000,
  characters: 32_767,
  sheets: 2_000,
} as const
