import { count, currencySign, days, decimal, money, percent, points } from '../../shared/format'

/** How a chart writes one kind of amount. */
export interface Unit {
  /** Where it stands alone: "48.3 %". */
  full(value: number): string
  /** Below another of its kind, where the unit has been said: "24.8"; `largest` of them sets the scale: "£0.65m" beside "£1.16m". */
  bare(value: number, largest?: number): string
  /** On an axis; the unit goes with the top tick only: "60 %", then 40, 20, 0. */
  tick(value: number, top: number): string
  /** Things that are counted: no line stands between two of them. */
  readonly isWhole?: boolean
}

const plain = (value: number): string => (Number.isInteger(value) ? count(value) : decimal(value, 1))

export const COUNT: Unit = { full: plain, bare: plain, tick: plain, isWhole: true }

/** Shares from 0 to 1, written as per cent. */
export const SHARE: Unit = {
  full: (share) => percent(share, 1),
  bare: (share) => decimal(share * 100, 1),
  tick: (share, top) => {
    const decimals = [share, top].every((each) => Number.isInteger(Math.round(each * 1e6) / 1e4)) ? 0 : 1
    return share === top ? percent(share, decimals) : decimal(share * 100, decimals)
  },
}

/** Differences of shares, written as points. */
export const POINTS: Unit = {
  full: points,
  bare: (difference) => decimal(difference * 100, 1),
  tick: (difference, top) => `${decimal(difference * 100, 0)}${difference === top ? ' points' : ''}`,
}

/** Shares as whole per cent: the ends of lines, the cells of grids. */
export const WHOLE_SHARE: Unit = { ...SHARE, full: (share) => percent(share, 0), bare: (share) => decimal(share * 100, 0) }

const bareDays = (value: number): string => decimal(value, Number.isInteger(value) ? 0 : 1)

export const DAYS: Unit = { full: days, bare: bareDays, tick: (value, top) => (value === top ? days(value) : bareDays(value)) }

const SCALES = [
  { from: 1e9, suffix: 'bn' },
  { from: 1e6, suffix: 'm' },
]

/** The sign is shown only where the currency is known. */
export function moneyUnit(currency: string | null): Unit {
  const sign = currencySign(currency)
  const scaleOf = (largest: number) => SCALES.find((scale) => Math.abs(largest) >= scale.from)
  return {
    full: (value) => money(value, currency),
    bare: (value, largest = 0) => {
      const scale = scaleOf(largest)
      if (!scale) return money(value, currency)
      return withSign(decimal(value / scale.from, 2) + scale.suffix, sign)
    },
    tick: (value, top) => {
      if (value === 0) return '0'
      const scale = scaleOf(top)
      const [size, largest] = [value, top].map((each) => (scale ? each / scale.from : each))
      const text = decimal(size ?? 0, Number.isInteger(size) && Number.isInteger(largest) ? 0 : 1)
      return value === top ? withSign(text + (scale?.suffix ?? ''), sign) : text
    },
  }
}

function withSign(text: string, sign: string): string {
  const glued = sign.length > 1 ? `${sign}\u00a0` : sign
  return text.startsWith('−') ? `−${glued}${text.slice(1)}` : glued + text
}
