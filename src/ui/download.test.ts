import { expect, test } from 'vitest'
import { safeName } from './download'

test('a file name keeps letters, digits and its ending, whatever the segment is called', () => {
  expect(safeName('At risk & Can’t lose.csv')).toBe('at-risk-can-t-lose.csv')
  expect(safeName('Crème brûlée.JSON')).toBe('creme-brulee.json')
  expect(safeName('Orders 2024.clientele')).toBe('orders-2024.clientele')
})

test('a name cannot climb out of its folder or hide its ending', () => {
  expect(safeName('../../etc/passwd.csv')).toBe('etc-passwd.csv')
  expect(safeName('invoice\u202Evsc.exe.csv')).toBe('invoice-vsc-exe.csv')
})

test('a name with no safe letter is still a name', () => {
  expect(safeName('顧客.csv')).toBe('clientele.csv')
})
