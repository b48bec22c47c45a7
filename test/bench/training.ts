import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brier } from '../../src/stats/predictions'
import { random } from '../../src/stats/random'
import { aucOf } from '../../src/stats/roc'
import { choosePenalty, fitModel, predict } from '../../src/analyses/risk/models'
import { timeInBrowser } from './in-browser'

/** Customers drawn by a known rule. */
const [ROWS, COLUMNS] = [100_000, 40]

const next = random(1)
const columns = Array.from({ length: COLUMNS }, (_, column) =>
  Float32Array.from({ length: ROWS }, () => (column % 4 === 0 ? Number(next() < 0.3) : Math.log1p(next() * 50) + next())),
)
const labels = Uint8Array.from({ length: ROWS }, (_, row) => {
  const odds =
    -2.2 +
    0.8 * columns[0]![row]! +
    0.5 * (columns[1]![row]! - 3) ** 2 -
    0.7 * columns[2]![row]! +
    0.4 * columns[4]![row]! * columns[3]![row]!
  return Number(next() < 1 / (1 + Math.exp(-odds)))
})
const encoded = { columns, featureOf: Int32Array.from(columns.keys()) }
const all = Uint32Array.from(labels.keys())
const [seen, unseen] = [all.filter((row) => row % 5 > 0), all.filter((row) => row % 5 === 0)]
const known = Uint8Array.from(unseen, (row) => labels[row]!)

/** Seconds of the processor beside those of the clock: other work on the machine lengthens only the latter. */
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const [started, used] = [performance.now(), process.cpuUsage().user]
  const done = await work()
  const seconds = [(performance.now() - started) / 1000, (process.cpuUsage().user - used) / 1e6]
  console.log(`${name}: ${seconds[0]!.toFixed(2)} s, processor ${seconds[1]!.toFixed(2)} s`)
  return done
}

const SCIKIT = `
import time, numpy as np
from sklearn.linear_model import LogisticRegressionCV
from sklearn.ensemble import HistGradientBoostingClassifier, GradientBoostingClassifier
r = np.random.default_rng(1); n, p = ${ROWS}, ${COLUMNS}
X = np.column_stack([(r.random(n) < .3).astype(float) if c % 4 == 0 else np.log1p(r.random(n) * 50) + r.random(n) for c in range(p)])
o = -2.2 + .8*X[:,0] + .5*(X[:,1]-3)**2 - .7*X[:,2] + .4*X[:,4]*X[:,3]
y = (r.random(n) < 1/(1+np.exp(-o))).astype(int); t = np.arange(n) % 5 > 0
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler
Z = StandardScaler().fit_transform(X)
for name, m, D in (('LogisticRegressionCV', LogisticRegressionCV(Cs=4, cv=5, max_iter=200), Z), ('HistGradientBoosting', HistGradientBoostingClassifier(max_depth=3, max_iter=250, learning_rate=.08, early_stopping=True), X)):
    s = time.time(); c = time.process_time(); m.fit(D[t], y[t]); print(f'scikit-learn {name}: {time.time()-s:.2f} s, processor {time.process_time()-c:.2f} s, AUC {roc_auc_score(y[~t], m.predict_proba(D[~t])[:,1]):.4f}')
`

async function both(): Promise<void> {
  const pause = () => Promise.resolve()
  const penalty = await timed('choice of the penalty', () => choosePenalty(encoded, labels, seen, pause))
  for (const name of ['logistic', 'boosting'] as const) {
    const model = await timed(name, () => fitModel(name, encoded, labels, seen, penalty, pause))
    const p = await timed(`${name}, foreseen`, async () => predict(model, columns, unseen))
    console.log(
      `  AUC ${aucOf(p, known)!.auc.toFixed(4)}, Brier ${brier(p, known).toFixed(4)}${model.forest ? `, ${model.forest.trees} trees` : ''}`,
    )
  }
}

/** The same customers as a file: an id, forty attributes, and who left. */
function makeCustomers(): string {
  const folder = join('test', 'bench', 'data')
  const path = join(folder, `customers-${ROWS}.csv`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const header = ['customer_id', ...columns.map((_, column) => `measure_${column + 1}`), 'churned'].join(',')
  const line = (row: number) =>
    [`C${row + 100_000}`, ...columns.map((column) => column[row]!.toFixed(3)), labels[row] ? 'Yes' : 'No'].join(',')
  writeFileSync(path, [header, ...Array.from(labels.keys(), line), ''].join('\n'))
  return path
}

/**
 * One fit of each model in Node on four fifths of the customers, beside scikit-learn, and the whole page in a browser:
 * the features read, both models fitted on five parts and judged, and everyone foreseen.
 */
export async function timeTraining() {
  console.log(`\n${ROWS.toLocaleString('en-GB')} customers × ${COLUMNS} attributes\nOne fit in Node:`)
  await timed('in all', both)
  try {
    const output = execFileSync(process.env.PYTHON ?? 'python3', ['-c', SCIKIT], { stdio: ['ignore', 'pipe', 'ignore'] })
    console.log(output.toString().trim())
  } catch {
    console.log('scikit-learn: not there')
  }
  const { importMilliseconds, pages, peakBytes } = await timeInBrowser(makeCustomers(), ['risk'])
  const peak = peakBytes === null ? 'not known' : `${(peakBytes / 2 ** 30).toFixed(2)} GiB`
  console.log(
    `In the browser: typed table ${Math.round(importMilliseconds)} ms, risk ${Math.round(pages[0]!.milliseconds)} ms, largest memory ${peak}`,
  )
  return { rows: ROWS, columns: COLUMNS, importMilliseconds, milliseconds: pages[0]!.milliseconds, peakBytes }
}
