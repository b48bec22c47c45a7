import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { chooseFiles, openPage, settled } from './page'

const ANALYSES = ['insights', 'overview', 'segments', 'retention', 'survival', 'changes', 'paths']
const PAGES = [...ANALYSES, 'sources', 'mapping', 'quality', 'privacy']

/** What is planted, in every kind of column: no part of it may be anywhere while the mask is on. */
const GIVEN = ['Quirina', 'Balthazar', 'Xanthippe', 'Delphine', 'Ottokar', 'Fatimata', 'Gustavson']
const FAMILY = ['Zephyrson', 'Vanderquist', 'Moreauville', 'Novakova', 'Petrovsky', 'Tanakawa']
const SECRETS = new RegExp(
  [...GIVEN, ...FAMILY, 'secret-mail', '20 7946', 'Canarystreet', 'QX9', '4111 ?1111', '1980-0[1-9]-1\\d'].join('|'),
  'i',
)

const csv = (name: string, lines: readonly string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) })
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

async function go(page: Page, route: string) {
  await page.evaluate((id) => (location.hash = `#/${id}`), route)
  await page.waitForTimeout(100)
  await settled(page)
}

/** Everything on a page that can be opened: details, previews, tables behind pictures. */
async function unfold(page: Page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
    for (const button of document.querySelectorAll<HTMLElement>('main button'))
      if (/^(First rows|Preview|Show|Rows|As table)/.test(button.textContent.trim())) button.click()
  })
  await page.waitForTimeout(150)
  await settled(page)
}

async function exports(page: Page): Promise<string> {
  const texts: string[] = []
  for (const format of [/^Data \(JSON\)/, /^Data \(CSV\)/]) {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: format }).click()
    texts.push((await readFile(await (await downloading).path())).toString('utf8'))
  }
  return texts.join('\n')
}

async function search(page: Page, routes: readonly string[]) {
  for (const route of routes) {
    await go(page, route)
    await unfold(page)
    expect(await page.content(), route).not.toMatch(SECRETS)
    if ((await page.getByRole('button', { name: 'Export', exact: true }).count()) > 0)
      expect(await exports(page), `exports of ${route}`).not.toMatch(SECRETS)
  }
}

test('what is planted in every kind of column is on no page and in no export while the mask is on', async () => {
  const page = await openPage()
  await chooseFiles(page, files())
  await go(page, 'quality')
  expect(await page.content()).toMatch(SECRETS)
  await page.getByLabel('Mask personal data', { exact: true }).check()
  await settled(page)
  await search(page, PAGES)

  expect(page.faults).toEqual([])
  await page.context().close()
})
