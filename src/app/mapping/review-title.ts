import type { Doubt } from '../../model/mapping/mapping'

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** "Three columns need your eye"; a doubt about a whole table is a table's, and so is what is offered for one. */
export function reviewTitle(doubts: readonly Doubt[], offers: number): string {
  const things = doubts.length + offers
  const isTable = doubts.every(({ column }) => column === '')
  const number = NUMBERS[things] ?? String(things)
  const noun = isTable ? 'table' : offers > 0 ? 'thing' : 'column'
  return `${number} ${noun}${things === 1 ? ' needs' : 's need'} your eye`
}
