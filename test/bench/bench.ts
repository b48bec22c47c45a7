import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { timeInBrowser, type BrowserTiming } from './in-browser'
import { sum, timeInNative, type NativeTiming } from './in-native'
import { measureInference } from './inference'
import { killBrowsers } from './kills'
import { makeOrders } from './orders'
import { makeParquet, timeNativeParquet } from './parquet'
import { timeClustering } from './clustering'
import { timeTraining } from './training'
import { makeWorkbook } from './workbook'

const PAGES = ['overview', 'segments', 'retention', 'paths', 'insights', 'rules']
/** Opened last, and brushed. */
const BRUSHED = 'explore'
/** The page has as many readers as cores beside the engine's. */
const READERS = [1, 2, 4]
const SIZES = [100_000, 1_000_000, 10_000_000]

interface Row {
  readonly what: string
  readonly page: number
  readonly native: number | null
}

/**
 * Times drop → typed table, each page's queries and drop → first answers against native DuckDB in the same run.
 * A brush on `explore` is timed from the pointer's move until the frame is painted that shows it.
 * Arguments: numbers of orders as CSV, `formats` for workbooks and Parquet, `training` for the models of who leaves, `clustering` for groups; without any, all.
 * `kills` times nothing: it kills the browser at random moments, twenty times or as often as is said behind it. Neither does `inference`:
 * it counts what is claimed of 200 companies made by chance, or of as many as are said behind it, from the seed on that is said after that.
 */
export async function main(wanted: readonly string[]): Promise<void> {
  if (wanted.includes('kills')) return killBrowsers(Number(wanted[1]) || undefined)
  if (wanted.includes('inference')) return measureInference(Number(wanted[1]) || undefined, Number(wanted[2]) || undefined)
  const sizes = wanted.length > 0 ? wanted.filter((one) => /^\d+$/.test(one)).map(Number) : SIZES
  const results = []
  for (const rows of sizes) results.push(await timeOrders(rows))
  const formats = wanted.length === 0 || wanted.includes('formats') ? await timeFormats() : []
  const clustering = wanted.length === 0 || wanted.includes('clustering') ? await timeClustering() : null
  const training = wanted.length === 0 || wanted.includes('training') ? await timeTraining() : null
  const folder = join('test', 'bench', 'results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `bench-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.json`)
  writeFileSync(
    file,
    JSON.stringify(
      { at: new Date().toISOString(), cores: cpus().length, processor: cpus()[0]?.model, results, formats, training, clustering },
      null,
      2,
    ),
  )
  console.log(`\nWritten to ${file}`)
}

async function timeOrders(rows: number) {
  const { path, bytes } = await makeOrders(rows)
  const repeats = repeatsOf(rows)
  const native = await timeInNative(path, rows, PAGES, repeats)
  const browser = await fastest(repeats, () => timeInBrowser(path, [...PAGES, BRUSHED]))
  if (browser.rowsKept !== rows) throw new Error(`the page kept ${browser.rowsKept} of ${rows} rows`)
  const table = [...compare(browser, native), ...(await timeReaders(path, rows, native))]
  print(`${rows.toLocaleString('en-GB')} orders`, bytes, browser, table)
  return { rows, bytes, peakBytes: browser.peakBytes, table, browser, native }
}

/** The same file read by one and by several readers, whatever the cores that are there. */
async function timeReaders(path: string, rows: number, { importMilliseconds: native }: NativeTiming): Promise<Row[]> {
  if (rows < 1_000_000) return []
  const table: Row[] = []
  for (const readers of READERS) {
    const { importMilliseconds } = await fastest(repeatsOf(rows), () => timeInBrowser(path, [], readers + 1))
    table.push({ what: `drop → typed table, ${readers} ${readers === 1 ? 'reader' : 'readers'}`, page: importMilliseconds, native })
  }
  return table
}

/** A workbook of a usual size, one as long as a sheet may be, and Parquet. Native DuckDB reads no workbook without an extension. */
async function timeFormats() {
  const parquet = await makeParquet(1_000_000)
  const files = [
    { what: 'workbook of 100,000 × 10', rows: 100_000, ...makeWorkbook(100_000), native: null },
    { what: 'workbook of 1,000,000 × 10', rows: 1_000_000, ...makeWorkbook(1_000_000), native: null },
    { what: 'Parquet of 1,000,000 × 7', rows: 1_000_000, ...parquet, native: await timeNativeParquet(parquet.path, 3) },
  ]
  const results = []
  for (const { what, rows, path, bytes, native } of files) {
    const browser = await fastest(rows > 100_000 ? 1 : 3, () => timeInBrowser(path, []))
    if (browser.rowsKept !== rows) throw new Error(`the page kept ${browser.rowsKept} of ${rows} rows of the ${what}`)
    const table = [
      { what: 'drop → typed table', page: browser.importMilliseconds, native },
      { what: 'drop → first answers', page: browser.answersMilliseconds, native: null },
    ]
    print(what, bytes, browser, table)
    results.push({ what, rows, bytes, peakBytes: browser.peakBytes, table })
  }
  return results
}

function repeatsOf(rows: number): number {
  return rows > 1_000_000 ? 1 : 3
}

async function fastest(repeats: number, time: () => Promise<BrowserTiming>): Promise<BrowserTiming> {
  const all: BrowserTiming[] = []
  for (let turn = 0; turn < repeats; turn++) all.push(await time())
  return all.sort((a, b) => a.answersMilliseconds - b.answersMilliseconds)[0]!
}

function compare(browser: BrowserTiming, native: NativeTiming): Row[] {
  return [
    { what: 'drop → typed table', page: browser.importMilliseconds, native: native.importMilliseconds },
    ...browser.pages.flatMap((page): Row[] => [
      ...(page.queries.length === 0
        ? []
        : [
            {
              what: `${page.page}: queries`,
              page: sum(page.queries),
              native: native.queries[page.page] ? sum(native.queries[page.page]!) : null,
            },
          ]),
      { what: page.queries.length > 0 ? `${page.page}: opened` : page.page, page: page.milliseconds, native: null },
    ]),
    ...(browser.brush
      ? [
          { what: `${BRUSHED}: pointer move → last view drawn`, page: browser.brush.median, native: null },
          { what: `${BRUSHED}: the same, 19 moves of 20 within`, page: browser.brush.slow, native: null },
        ]
      : []),
    { what: 'drop → first answers', page: browser.answersMilliseconds, native: null },
  ]
}

function print(what: string, bytes: number, browser: BrowserTiming, table: readonly Row[]): void {
  const peak = browser.peakBytes === null ? 'not known' : `${(browser.peakBytes / 2 ** 30).toFixed(2)} GiB`
  console.log(`\n${what}, ${(bytes / 1e6).toFixed(0)} MB; largest memory of the page and its workers: ${peak}`)
  console.table(
    Object.fromEntries(
      table.map(({ what, page, native }) => [
        what,
        {
          'page, ms': Math.round(page),
          'native, ms': native === null ? '' : Math.round(native),
          ratio: native ? (page / native).toFixed(2) : '',
        },
      ]),
    ),
  )
}
