import type { OrderState, StateReading } from '../../model/mapping/mapping'

/** What a reader chooses between. */
export const READING_WORDS: Readonly<Record<StateReading, string>> = {
  sale: 'Counts as a sale',
  return: 'Takes money back',
  'left out': 'Left out',
}

/** What the states come to as they are read: returns take away. */
export function totalsOf(states: readonly OrderState[]): { readonly rows: number; readonly money: number } {
  const counted = states.filter(({ reading }) => reading !== 'left out')
  return {
    rows: counted.reduce((sum, { rows }) => sum + rows, 0),
    money: counted.reduce((sum, { money, reading }) => sum + (reading === 'return' ? -(money ?? 0) : (money ?? 0)), 0),
  }
}
