import type { ChartProps, Reading } from '../parts/reading'

/** `step` counts from 1. A name may stand in many steps; `rest` is Other, `end` is End (or Start). */
export interface FlowNode {
  readonly step: number
  readonly name: string
  readonly value: number
  readonly kind: 'event' | 'other' | 'end'
}

/** From `source` at `step` to `target` at `step + 1`. */
export interface FlowLink {
  readonly step: number
  readonly source: string
  readonly target: string
  readonly value: number
}

export type FlowMark = { readonly kind: 'node'; readonly node: FlowNode } | { readonly kind: 'link'; readonly link: FlowLink }

export interface SankeyProps extends ChartProps<FlowMark> {
  readonly nodes: readonly FlowNode[]
  readonly links: readonly FlowLink[]
  /** Drawn in the accent. */
  readonly selected?: FlowLink | undefined
  /** Above the columns; without it "Step 1", then numbers. */
  readonly steps?: readonly string[] | undefined
  readonly height?: number | undefined
  readonly describe: (mark: FlowMark) => Reading
}
