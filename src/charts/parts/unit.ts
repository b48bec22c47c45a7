import { count, currencySign, days, decimal, money, moneyShort, percent } from '../../shared/format'

/** How a chart writes one kind of amount. */
export interface Unit {
  /** Where it stands alone: "48.3 %". */
  full(value: number): string
  /** Below another of its kind, where the unit has been said: "24.8". */
  bare(value: number): string
  /** On an axis; the unit goes with the top tick only: "60 %", then 40, 20, 0. */
  tick(value: number, isTop: boolean): string
}

export const COUNT: Unit = { full: count, bare: count, tick: (value) => (Number.isInteger(value) ? count(value) : decimal(value, 1)) }

/** Shares from 0 to 1, written as per cent. */
export const SHARE: Unit = {
  full: (share) => percent(share, 1),
  bare: (share) => decimal(share * 100, 1),
  tick: (share, isTop) => {
    const decimals = Number.isInteger(Math.round(share * 1e6) / 1e4) ? 0 : 1
    return isTop ? percent(share, decimals) : decimal(share * 100, decimals)
  },
}

/** Shares as whole per cent: the ends of lines, the cells of grids. */
export const WHOLE_SHARE: Unit = { ...SHARE, full: (share) => percent(share, 0), bare: (share) => decimal(share * 100, 0) }

export const DAYS: Unit = {
  full: days,
  bare: (value) => decimal(value, Number.isInteger(value) ? 0 : 1),
  tick: (value, isTop) => (isTop ? days(value) : decimal(value, Number.isInteger(value) ? 0 : 1)),
}

/** The sign is shown only where the currency is known. */
export function moneyUnit(currency: string | null): Unit {
  const sign = currencySign(currency)
  return {
    full: (value) => money(value, currency),
    bare: (value) => money(value, currency),
    tick: (value, isTop) => moneyShort(value, isTop && sign ? currency : null),
  }
}
