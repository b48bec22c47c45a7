import { beforeAll, expect, test } from 'vitest'
import { tablesOf } from './kept-page'
import { ordersFile } from './orders-file'
import { chooseFiles, openPage, settled, visit } from './page'

let page: Awaited<ReturnType<typeof openPage>>

const sentence = () => page.locator('[data-rule=sentence]').textContent()
const fitting = async () => (await tablesOf(page)).segments![0]!.customers
const kept = () => page.getByRole('button', { name: 'Kept segments' })

async function choose(name: string | RegExp): Promise<void> {
  await kept().click()
  await page.getByRole('menuitem', { name }).click()
  await settled(page)
}

/** Of 400 customers the first two hundred have eight orders, the others seven. */
beforeAll(async () => {
  page = await openPage()
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  await visit(page, 'rules')
})

test('a rule is put together by keys: each line counts while it is typed, and Ctrl Z takes the last step back', async () => {
  await choose('A new rule')
  expect(await sentence()).toBe('All customers.')
  await page.getByRole('button', { name: 'and', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('form', { name: 'New line' }).getByRole('searchbox').waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Column or value')
  await page.keyboard.type('orders')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('spinbutton', { name: 'Orders, from' }).fill('8')
  await settled(page)
  expect(await page.getByRole('status').filter({ hasText: '50.0' }).count()).toBeGreaterThan(0)
  await page.keyboard.press('Enter')
  await settled(page)
  expect(await sentence()).toBe('Customers with at least 8 orders.')
  expect(await fitting()).toBe(200)

  await page.getByRole('button', { name: 'group', exact: true }).click()
  await page.getByRole('button', { name: 'How often behaviour' }).click()
  await page.getByRole('spinbutton', { name: 'Times' }).fill('8')
  await page.getByRole('button', { name: 'Add line' }).click()
  await settled(page)
  await page.getByRole('button', { name: 'or', exact: true }).click()
  await page.getByRole('button', { name: 'One thing, then another behaviour' }).click()
  await page.getByRole('button', { name: 'Add line' }).click()
  await settled(page)
  expect(await sentence()).toBe(
    'Customers with at least 8 orders and (who ordered at least 8 times or who ordered and later ordered within 30 days).',
  )
  expect(await fitting()).toBe(200)
  await page.getByRole('group', { name: 'any of these' }).getByRole('button', { name: 'Meet: any of' }).click()
  await page.getByRole('menuitemradio', { name: 'none of' }).click()
  await settled(page)
  expect(await fitting()).toBe(0)
  expect(await page.getByText('0 customers fit.').count()).toBe(1)
  await page.locator('h1').focus()
  await page.keyboard.press('Control+z')
  await settled(page)
  expect(await fitting()).toBe(200)
  await page.getByRole('group', { name: 'any of these' }).getByRole('button', { name: 'Remove' }).click()
  await settled(page)
  expect(await sentence()).toBe('Customers with at least 8 orders.')
})

test('a rule is kept, copied, deleted and brought back; a list is kept as it is, with what stands for nobody named', async () => {
  await page.getByRole('button', { name: 'Keep as a segment' }).click()
  await settled(page)
  await choose(/^Copy/)
  await choose(/^Delete/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await settled(page)
  await kept().click()
  expect(await page.getByRole('menuitemradio').allTextContents()).toHaveLength(2)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'From a list' }).click()
  await page.getByRole('textbox', { name: /^Ids or e-mail/ }).fill('c1\nc2; c250\nnobody')
  await page.getByText('Nobody is called nobody.').waitFor()
  await page.getByRole('button', { name: 'Keep the 3 as a segment' }).click()
  await page.getByText('Customers in “From a list”.').waitFor()
  await settled(page)
  expect(await sentence()).toBe('Customers in “From a list”.')
  const { segments, overlap } = await tablesOf(page)
  expect(segments).toMatchObject([{ customers: 3 }, { customers: 200 }, { customers: 200 }, { name: 'From a list', customers: 3 }])
  expect(overlap!.reduce((sum, { customers }) => sum + Number(customers), 0)).toBe(400)
  expect(overlap!.find(({ segments: names }) => String(names).includes('orders') && String(names).includes('This rule'))).toMatchObject({
    customers: 2,
  })
  expect(page.faults).toEqual([])
})

test('kinds of relationship are rules as well: asked later, a kind takes whom the next one leaves', async () => {
  await visit(page, 'relationships')
  const told = async () => Object.fromEntries((await tablesOf(page)).relationships!.map(({ type, customers }) => [type, customers]))
  const before = await told()
  const head = page.getByRole('button', { name: /^Steady partners/ })
  await head.click()
  await page.getByRole('button', { name: 'Ask later' }).click()
  await settled(page)
  const after = await told()
  expect(Object.keys(after).indexOf('Steady partners')).toBe(Object.keys(before).indexOf('Steady partners') + 1)
  expect(after['Steady partners']).toBe(0)
  expect(after['Casual buyers']).toBe(Number(before['Steady partners']) + Number(before['Casual buyers']))
  await page.getByRole('button', { name: 'As the data suggest' }).click()
  await settled(page)
  expect(await told()).toEqual(before)
})
