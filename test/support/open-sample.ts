import { identifier, query, type ColumnType } from '../../src/engine/database'
import { loadSample } from '../../src/sample/load'
import { openKept } from './open-database'

export interface Sample {
  /** The one row of a select, whose columns are all numbers and named in `columns`. */
  numbers<const Names extends readonly string[]>(sql: string, columns: Names): Promise<Record<Names[number], number>>
}

/** The sample company in the engine, each file a view of its name with its own headers. Once a process. */
export function openSample(): Promise<Sample> {
  return openKept('sample files', async (engine) => {
    let tables = 0
    for (const table of await loadSample(engine, () => `t${++tables}`)) {
      const columns = table.columns.map(({ name, header }) => `${name} as ${identifier(header)}`)
      await engine.execute(`create view ${table.file.replace('.csv', '')} as select ${columns.join(', ')} from ${table.name}`)
    }
    return {
      async numbers(sql, columns) {
        const promised = Object.fromEntries(columns.map((name): [string, ColumnType] => [name, 'number']))
        const rows = await engine.rows(query('numbers', sql, promised))
        if (rows.length !== 1) throw new Error(`one row was expected, not ${rows.length}: ${sql}`)
        return rows[0] as Record<(typeof columns)[number], number>
      },
    }
  })
}
