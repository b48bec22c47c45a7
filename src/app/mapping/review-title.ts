import type { Doubt } from '../../model/mapping'

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** "Three columns need your eye"; a doubt about a whole table is a table's. */
export function reviewTitle(doubts: readonly Doubt[]): string {
  const isTable = doubts.every(({ column }) => column === '')
  const number = NUMBERS[doubts.length] ?? String(doubts.length)
  const noun = isTable ? 'table' : 'column'
  return `${number} ${noun}${doubts.length === 1 ? ' needs' : 's need'} your eye`
}
