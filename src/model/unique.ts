import { query, type Session } from '../engine/database'

// Sliced by hash, so that ten million numbers need no hash table of ten million entries at once.
const SLICE_ROWS = 1_000_000

/** Whether no value of `key` stands for two rows that differ in nothing else of `within`; missing ones may repeat. */
export async function isUnique(session: Session, from: string, key: string, within: readonly string[], rows: number): Promise<boolean> {
  const slices = Math.max(1, Math.ceil(rows / SLICE_ROWS))
  for (let slice = 0; slice < slices; slice++) {
    const text = `
      select 1 as found from ${from}
      where ${key} is not null and hash(${key}) % ${slices} = ${slice}
      group by ${[key, ...within].join(', ')} having count(*) > 1 limit 1`
    if ((await session.rows(query('values that repeat', text, { found: 'number' }))).length > 0) return false
  }
  return true
}
