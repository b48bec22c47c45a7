import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openNative } from './native-engine'

/** A CSV of `rows` orders by a tenth as many customers over three years, seven columns, about 59 bytes a row; made once. */
export async function makeOrders(rows: number): Promise<{ path: string; bytes: number }> {
  const folder = join('test', 'bench', 'data')
  const path = join(folder, `orders-${rows}.csv`)
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    const native = await openNative(2)
    await native.execute(`
      copy (
        select
          'O' || lpad(cast(i as varchar), 8, '0') as order_id,
          'C' || lpad(cast(cast(floor(pow(hash(i) / 18446744073709551615.0, 1.6) * ${Math.max(1, Math.round(rows / 10))}) as bigint) as varchar), 7, '0') as customer_id,
          timestamp '2023-01-01' + to_seconds(cast((i * 94607999.0) / ${rows} as bigint)) as order_date,
          1 + hash(i * 7) % 5 as quantity,
          round(3 + (hash(i * 13) % 20000) / 100.0, 2) as unit_price,
          ['web', 'store', 'app', 'phone'][cast(1 + hash(i * 17) % 4 as bigint)] as channel,
          ['Austria', 'Germany', 'France', 'Spain', 'Romania', 'Italy', 'Poland', 'Ireland'][cast(1 + hash(i * 19) % 8 as bigint)] as country
        from range(${rows}) as numbers(i)
      ) to '${path}.part' (header, delimiter ',')`)
    renameSync(`${path}.part`, path)
  }
  return { path, bytes: statSync(path).size }
}
