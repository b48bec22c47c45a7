import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { timeInBrowser, type BrowserTiming } from './in-browser'
import { sum, timeInNative, type NativeTiming } from './in-native'
import { makeOrders } from './orders'

const PAGES = ['overview', 'segments', 'retention', 'paths', 'insights']
const SIZES = [100_000, 1_000_000, 10_000_000]

interface Row {
  readonly what: string
  readonly page: number
  readonly native: number | null
}

/** Times drop → typed table, each page's queries and drop → first answers against native DuckDB in the same run. Arguments: numbers of orders. */
export async function main(sizes: readonly string[]): Promise<void> {
  const results = []
  for (const rows of sizes.length > 0 ? sizes.map(Number) : SIZES) {
    const { path, bytes } = await makeOrders(rows)
    const repeats = rows > 1_000_000 ? 1 : 3
    const native = await timeInNative(path, rows, PAGES, repeats)
    const browser = await fastest(repeats, () => timeInBrowser(path, PAGES))
    if (browser.rowsKept !== rows) throw new Error(`the page kept ${browser.rowsKept} of ${rows} rows`)
    const table = compare(browser, native)
    print(rows, bytes, browser, table)
    results.push({ rows, bytes, peakBytes: browser.peakBytes, table, browser, native })
  }
  const folder = join('test', 'bench', 'results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `bench-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.json`)
  writeFileSync(file, JSON.stringify({ at: new Date().toISOString(), cores: cpus().length, processor: cpus()[0]?.model, results }, null, 2))
  console.log(`\nWritten to ${file}`)
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
      {
        what: `${page.page}: queries`,
        page: sum(page.queries),
        native: native.queries[page.page] ? sum(native.queries[page.page]!) : null,
      },
      { what: `${page.page}: opened`, page: page.milliseconds, native: null },
    ]),
    { what: 'drop → first answers', page: browser.answersMilliseconds, native: null },
  ]
}

function print(rows: number, bytes: number, browser: BrowserTiming, table: readonly Row[]): void {
  const peak = browser.peakBytes === null ? 'not known' : `${(browser.peakBytes / 2 ** 30).toFixed(2)} GiB`
  console.log(
    `\n${rows.toLocaleString('en-GB')} orders, ${(bytes / 1e6).toFixed(0)} MB; largest memory of the page and its workers: ${peak}`,
  )
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
