import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { ordersFile } from './orders-file'
import { chooseFiles, DATA, hasData, openBrowser, openPage, openWorkbook, settled, visit } from './page'

const ORDERS = [
  'customer,day,amount',
  ...Array.from({ length: 60 }, (_, row) => `c${row % 12},2024-0${1 + (row % 9)}-1${row % 9},${5 + row}.5`),
].join('\n')
const EVENTS = Array.from({ length: 20 }, (_, row) =>
  JSON.stringify({ customer: `c${row % 12}`, step: 'visit', at: `2024-03-1${row % 9}` }),
).join('\n')

const file = (name: string, content: string | Uint8Array) => ({ name, mimeType: '', buffer: Buffer.from(content) })

test('a zip archive of a table, events and a remark: two tables are read, the third is offered', async () => {
  const page = await openWorkbook()
  const zip = zipSync({
    'orders.csv': strToU8(ORDERS),
    'events.ndjson': strToU8(EVENTS),
    'README.txt': strToU8('About\nthe files, all of them\n'),
  })
  await chooseFiles(page, [file('shop.zip', zip)])
  await visit(page, 'sources')
  await page.getByRole('heading', { name: 'shop.zip · orders.csv', exact: true }).waitFor()
  await page.getByRole('heading', { name: 'shop.zip · events.ndjson', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Read README.txt of shop.zip' }).waitFor()
  expect(page.faults).toEqual([])
})

test.skipIf(!hasData('orders/online_retail.parquet'))('Parquet is read after the network has closed (Online Retail, UCI)', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [file('online_retail.parquet', readFileSync(join(DATA, 'orders/online_retail.parquet')))])
  await visit(page, 'sources')
  const entry = page.getByRole('region', { name: 'online_retail.parquet', exact: true })
  await entry.getByText('541,909').first().waitFor()
  expect(page.faults).toEqual([])
})

test('a large file is shared out among readers, each in a worker, after the network has closed', async () => {
  const page = await openPage('#/overview')
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 4 }))
  await page.reload()
  const targets = await (await openBrowser()).newBrowserCDPSession()
  const readers = new Set<string>()
  targets.on('Target.targetInfoChanged', note)
  targets.on('Target.targetCreated', note)
  function note({ targetInfo }: { targetInfo: { type: string; title: string; targetId: string } }): void {
    if (targetInfo.type === 'worker' && targetInfo.title === 'reader') readers.add(targetInfo.targetId)
  }
  await targets.send('Target.setDiscoverTargets', { discover: true })
  await chooseFiles(page, [ordersFile('large.csv', 400_000, 5_000)])
  await visit(page, 'sources')
  const entry = page.getByRole('region', { name: 'large.csv', exact: true })
  await entry.getByText('400,000').first().waitFor()
  expect(readers.size).toBe(3)
  expect(page.faults).toEqual([])
})

test('cells pasted anywhere become a table', async () => {
  const page = await openWorkbook()
  await page.evaluate(
    (text) => {
      const data = new DataTransfer()
      data.setData('text/plain', text)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    },
    ORDERS.replaceAll(',', '\t'),
  )
  await page.getByText('Pasted cells 1.tsv came in').waitFor()
  expect(page.faults).toEqual([])
})

test('another reading is shown before it is applied, and taken back', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [file('orders.csv', ORDERS)])
  await visit(page, 'sources')
  await page.getByRole('button', { name: 'How it was read' }).click()
  await settled(page)
  await page.getByText('Types of columns').click()
  await page.getByLabel('amount', { exact: true }).selectOption('text')
  await page.getByText('as they would be read').waitFor()
  await page.getByRole('button', { name: 'Read again' }).click()
  await settled(page)
  await page.getByText('orders.csv was read again').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await settled(page)
  expect(page.faults).toEqual([])
})
