/** Small pictures that go with a sentence. Shares are 0 to 1. */
export type Picture =
  /** A curve with one marked point: its index in `points`. */
  | {
      kind: 'curve'
      caption: string
      points: readonly (readonly [number, number])[]
      mark: number
      label: string
      percent: boolean
    }
  /** Bars in their natural order; `focus` are drawn in the accent, `open` hatched; `labels` are the indices of those with their value. */
  | {
      kind: 'bars'
      caption: string
      bars: readonly { label: string; value: number; focus?: boolean; open?: boolean }[]
      labels: readonly number[]
      format: 'money' | 'count' | 'percent'
    }
  /** One bar split in two: `share` in the accent at the right with `label`, the rest with `rest`. */
  | { kind: 'split'; caption: string; share: number; label: string; rest: string }
  /** Estimates with intervals on one axis. */
  | {
      kind: 'intervals'
      caption: string
      rows: readonly { label: string; value: number; low: number; high: number; focus?: boolean }[]
      percent: boolean
      unit: string
    }
