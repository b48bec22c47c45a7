import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PAGES as ANALYSES } from '../../src/analyses/pages'
import { saveFile } from './kept-page'
import { chooseFiles, openPage, settled, visit } from './page'

/** Every page there is: a new analysis is searched by itself. */
const PAGES = [...ANALYSES.map(({ id }) => id), 'sources', 'mapping', 'quality', 'privacy']

/** What is planted, in every kind of column: no part of it may be anywhere while the mask is on. */
const GIVEN = ['Quirina', 'Balthazar', 'Xanthippe', 'Delphine', 'Ottokar', 'Fatimata', 'Gustavson']
const FAMILY = ['Zephyrson', 'Vanderquist', 'Moreauville', 'Novakova', 'Petrovsky', 'Tanakawa']
const SECRETS = new RegExp(
  [...GIVEN, ...FAMILY, 'secret-mail', '20 7946', 'Canarystreet', 'QX9', '4111 ?1111', '1980-0[1-9]-1\\d'].join('|'),
  'i',
)

const csv = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
})
const nameOf = (index: number) => `${GIVEN[index % 7]} ${FAMILY[Math.floor(index / 7) % 6]}`
const mailOf = (index: number) => `${GIVEN[index % 7]!.toLowerCase()}${index}@secret-mail.com`
const person = (index: number, street = 'Canarystreet') =>
  [
    mailOf(index),
    nameOf(index),
    `+44 20 7946 0${100 + index}`,
    `${index} ${street}`,
    `QX9 ${index % 9}AA`,
    `1980-0${1 + (index % 9)}-1${index % 9}`,
    '4111 1111 1111 1111',
    `"Spoke to ${nameOf(index).split(' ')[0]}, call +44 20 7946 0${100 + index} or write to ${mailOf(index)}"`,
    ['Bath', 'Leeds'][index % 2],
  ].join(',')
const PEOPLE = 'customer_id,full name,phone,street,postcode,date of birth,card number,remarks,city'

/** One person twice, one row that breaks off in an address, one name among the amounts. */
function files() {
  const orders = Array.from({ length: 200 }, (_, index) => {
    const day = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10)
    return `O${index},${mailOf(index % 40)},${day},${20 + ((index * 7) % 13)},${index === 60 ? nameOf(3) : index % 4}`
  })
  return [
    csv('people.csv', [PEOPLE, ...Array.from({ length: 40 }, (_, index) => person(index)), `x9@secret-mail.com,"${nameOf(3)}`]),
    csv('orders.csv', ['order_id,customer_id,order_date,amount,quantity', ...orders, orders[10]!]),
  ]
}

/** Everything on a page that can be opened: details, previews, tables behind pictures. */
async function unfold(page: Page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
    for (const button of document.querySelectorAll<HTMLElement>('main button'))
      if (/^(First rows|Preview|Show|Rows|As table)/.test(button.textContent.trim())) button.click()
  })
  await settled(page)
}

async function exports(page: Page, route: string): Promise<string> {
  const texts: string[] = []
  for (const format of [/^Data \(JSON\)/, /^Data \(CSV\)/]) {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const downloading = page.waitForEvent('download').catch(() => Promise.reject(new Error(`${route} was not exported`)))
    await page.getByRole('menuitem', { name: format }).click()
    texts.push((await readFile(await (await downloading).path())).toString('utf8'))
  }
  return texts.join('\n')
}

async function search(page: Page, routes: readonly string[], secrets: RegExp) {
  for (const route of routes) {
    await visit(page, route)
    await unfold(page)
    expect(await page.content(), route).not.toMatch(secrets)
    expect(await printed(page, route), `print of ${route}`).not.toMatch(secrets)
    expect(await pointed(page), `tooltips of ${route}`).not.toMatch(secrets)
    if ((await page.getByRole('button', { name: 'Export', exact: true }).count()) > 0)
      expect(await exports(page, route), `exports of ${route}`).not.toMatch(secrets)
  }
}

/** What is on paper, which is all of it: nothing is folded, and nothing stands beyond the edge of an A4 page (U7). */
async function printed(page: Page, route: string): Promise<string> {
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 673, height: 950 })
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main :is(td, th, p, pre, h1, h2)')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.innerText),
  )
  expect(cut, `beyond the edge of ${route}`).toEqual([])
  expect(await page.locator('main details:not([open])').count(), `folded on ${route}`).toBe(0)
  const text = await page.locator('body').innerText()
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize(size)
  return text
}

/** What pictures say when they are pointed at. */
async function pointed(page: Page): Promise<string> {
  const texts: string[] = []
  for (const box of await page
    .locator('figure svg')
    .evaluateAll((all) => all.slice(0, 2).map((one) => one.getBoundingClientRect().toJSON() as DOMRect))) {
    for (const share of [0.2, 0.5, 0.8]) {
      await page.mouse.move(box.x + box.width * share, box.y + box.height * 0.6)
      texts.push(...(await page.locator('.tip').allInnerTexts()))
    }
  }
  return texts.join('\n')
}

/** The sheet of customers, and its export. */
async function customers(page: Page): Promise<string> {
  await visit(page, 'insights')
  await page
    .getByRole('button', { name: /^See (the|all) / })
    .first()
    .click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Export these customers' }).waitFor()
  await settled(page)
  const shown = await sheet.innerText()
  const downloading = page.waitForEvent('download')
  await sheet.getByRole('button', { name: 'Export these customers' }).click()
  const file = (await readFile(await (await downloading).path())).toString('utf8')
  await page.keyboard.press('Escape')
  return `${shown}\n${file}`
}

async function maskAll(page: Page) {
  await visit(page, 'quality')
  await page.getByLabel('Mask personal data', { exact: true }).check()
  await settled(page)
}

test('what is planted in every kind of column is on no page, in no print, tooltip, list or export while the mask is on', async () => {
  const page = await openPage()
  await chooseFiles(page, files())
  await visit(page, 'quality')
  expect(await page.content()).toMatch(SECRETS)
  await maskAll(page)
  await search(page, PAGES, SECRETS)
  expect(await customers(page)).not.toMatch(SECRETS)

  // A file with data holds it in clear, and that is said; the recipe alone holds nothing of it.
  await page.getByRole('button', { name: /^Workbook / }).click()
  await page.getByRole('menuitem', { name: 'Save as…' }).click()
  await page.getByText('The mask does not reach into this file').waitFor()
  await page.keyboard.press('Escape')
  const recipe = unzipSync(new Uint8Array(await saveFile(page, { withoutData: true })))
  expect(strFromU8(recipe['recipe.json']!)).not.toMatch(SECRETS)

  // A new version of a file: the sheet that compares shows edited rows.
  const [people] = files()
  const edited = people!.buffer.toString('utf8').replaceAll('Canarystreet', 'Canarystreet North')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([{ ...people!, name: 'people-2.csv', buffer: Buffer.from(edited) }])
  await page.getByRole('button', { name: 'Replace people.csv' }).waitFor()
  await settled(page)
  expect(await page.content(), 'the sheet of a new version').not.toMatch(SECRETS)

  expect(page.faults).toEqual([])
  await page.context().close()
})

/** Names in lower case, numbers to call without signs, Chinese names: src/quality/code.test.ts knows more kinds. */
const IDS: readonly ((index: number) => string)[] = [
  (index) => nameOf(index).toLowerCase(),
  (index) => `4420794600${String(index).padStart(2, '0')}`,
  (index) => `欧阳${'伟娜敏静磊洋艳勇军杰'[index % 10]!}${'一二三四'[Math.floor(index / 10)]!}`,
]

test('P1: ids that are names of any kind, or numbers to call, are nowhere while the mask is on', async () => {
  const secrets = new RegExp(`${SECRETS.source}|4420794600|欧阳`, 'i')
  const idOf = (index: number) => IDS[index % 3]!(index)
  const page = await openPage()
  const orders = Array.from({ length: 200 }, (_, index) => {
    const day = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10)
    // One amount that is a name: it does not read as a number.
    return `O${index},${idOf(index % 40)},${day},${index === 60 ? `x ${idOf(3)}` : 20 + ((index * 7) % 13)}`
  })
  await chooseFiles(page, [csv('orders.csv', ['order_id,customer,order_date,amount', ...orders])])
  await maskAll(page)
  await page.getByText('What it hides, and what not').click()
  await page.getByText('as a pseudonym').waitFor()
  await search(page, ['insights', 'segments', 'changes', 'sources', 'mapping', 'quality'], secrets)
  expect(await customers(page)).not.toMatch(secrets)
  expect(page.faults).toEqual([])
  await page.context().close()
})
