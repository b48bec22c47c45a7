import type { Database } from '../../engine/database'
import type { Tables } from '../contract/definition'
import { ends, transitions, variants } from './queries'
import { SEPARATOR, type PathsResult } from './result'

/** Everything, whole: the page shows the most frequent fifty. */
const ALL = { most_paths: null, most_names: null, most_transitions: null }

export async function tables(database: Database, result: PathsResult): Promise<Tables> {
  const paths = await database.rows(variants, ALL)
  return {
    nodes: result.nodes.map(({ step, name, sequences, ...more }) => ({ step, name, sequences, ...more })),
    links: result.links.map(({ step, source, target, sequences, ...more }) => ({ step, source, target, sequences, ...more })),
    paths: paths.map(({ path, ...more }) => ({ path: path!.replaceAll(SEPARATOR, ' > '), ...more })),
    steps: (await database.rows(ends)).map(({ label: _label, ...row }) => row),
    transitions: await database.rows(transitions),
  }
}
