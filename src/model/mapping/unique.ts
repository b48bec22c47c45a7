import { query, type Session } from '../../engine/database'

// Sliced by hash, so that ten million numbers need no hash table of ten million entries at once.
const SLICE_ROWS = 2_000_000

/** Whether no value of `key` stands for two rows that agree in `within`; missing ones may repeat. */
export async function isUnique(session: Session, from: string, key: string, within: readonly string[], rows: number): Promise<boolean> {
  if (await runsOneWay(session, from, key)) return true
  const slices = Math.max(1, Math.ceil(rows / SLICE_ROWS))
  for (let slice = 0; slice < slices; slice++) {
    const where = `${key} is not null${slices > 1 ? ` and hash(${key}) % ${slices} = ${slice}` : ''}`
    if (!(await haveUniqueHashes(session, from, key, where)) && (await repeats(session, from, key, within, where))) return false
  }
  return true
}

/** Numbers that only rise, or only fall, from row to row never repeat: so most exports are sorted, and this takes one look. */
async function runsOneWay(session: Session, from: string, key: string): Promise<boolean> {
  const text = `
    select count(value) = count(*) and (bool_and(value > before) or bool_and(value < before)) as one_way
    from (select ${key} as value, lag(${key}) over () as before from ${from})`
  const [row] = await session.rows(query('values in order', text, { one_way: 'flag' }))
  return row!.one_way === true
}

/** As many hashes as rows means as many values as rows, and is found in half the time. */
async function haveUniqueHashes(session: Session, from: string, key: string, where: string): Promise<boolean> {
  const text = `select count(*) - count(distinct hash(${key})) as fewer from ${from} where ${where}`
  const [row] = await session.rows(query('values fewer than rows', text, { fewer: 'number' }))
  return row!.fewer === 0
}

async function repeats(session: Session, from: string, key: string, within: readonly string[], where: string): Promise<boolean> {
  const text = `select 1 as found from ${from} where ${where} group by ${[key, ...within].join(', ')} having count(*) > 1 limit 1`
  return (await session.rows(query('values that repeat', text, { found: 'number' }))).length > 0
}
