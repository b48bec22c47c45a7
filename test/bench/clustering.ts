import { execFileSync } from 'node:child_process'
import { findGroups } from '../../src/stats/groups'
import { lloyd } from '../../src/stats/k-means'
import { normal, random } from '../../src/stats/random'

const [ROWS, COLUMNS] = [100_000, 8]

const SCIKIT = `
import time, numpy as np
from sklearn.cluster import KMeans
r = np.random.default_rng(1); X = r.normal(size=(${ROWS}, ${COLUMNS})) + 2 * r.normal(size=(5, ${COLUMNS}))[np.arange(${ROWS}) % 5]
s = time.time(); c = time.process_time()
for k in range(2, 11): KMeans(k, n_init=10, random_state=7).fit(X)
print(f'scikit-learn KMeans, 2 to 10 groups, ten starts of all rows: {time.time()-s:.2f} s, processor {time.process_time()-c:.2f} s')
`

/** 100,000 customers in eight features, 2 to 10 groups, with the choice among them; beside scikit-learn's fits alone where python3 has it. */
export async function timeClustering(): Promise<readonly { readonly data: string; readonly seconds: number }[]> {
  const measured: { data: string; seconds: number }[] = []
  for (const apart of [2, 0]) {
    const next = random(5)
    const middles = Array.from({ length: 5 }, () => Array.from({ length: COLUMNS }, () => apart * normal(next)))
    const values = Float64Array.from(
      { length: ROWS * COLUMNS },
      (_, at) => normal(next) + middles[Math.floor(at / COLUMNS) % 5]![at % COLUMNS]!,
    )
    const points = { values, rows: ROWS, columns: COLUMNS }
    const started = performance.now()
    const { chosen, steadiest, clusterings } = await findGroups(points, 7, () => Promise.resolve())
    const k = chosen ?? steadiest
    lloyd(points, k, clusterings.get(k)!.centres)
    const one = { data: apart ? 'five groups' : 'one cloud', seconds: (performance.now() - started) / 1000 }
    console.log(`clustering, ${one.data}: ${one.seconds.toFixed(2)} s, ${chosen ?? 'none'} found`)
    measured.push(one)
  }
  try {
    console.log(execFileSync('python3', ['-c', SCIKIT], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim())
  } catch {
    console.log('scikit-learn is not installed')
  }
  return measured
}
