const LEAST = Date.parse('0001-01-01T00:00:00Z')
const MOST = Date.parse('9999-12-31T23:59:59.999Z')

/** Epoch milliseconds as ISO 8601 without a zone. Years have four digits everywhere: what lies outside is shown as the first or last moment that has. */
export function isoMoment(milliseconds: number): string {
  return new Date(Math.min(Math.max(milliseconds, LEAST), MOST)).toISOString().slice(0, 19)
}

export function isoDay(milliseconds: number): string {
  return isoMoment(milliseconds).slice(0, 10)
}
