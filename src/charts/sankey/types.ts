import type { Box } from '../parts/place-tooltip'
import type { ChartProps, TooltipContent } from '../parts/tooltip-content'

/** `step` counts from 1. A name may stand in many steps; kind `other` is Other, `end` is End (or Start). */
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
  /** Needed only where an event has the name of Other or End. */
  readonly sourceKind?: FlowNode['kind'] | undefined
  readonly targetKind?: FlowNode['kind'] | undefined
}

export type FlowMark = { readonly kind: 'node'; readonly node: FlowNode } | { readonly kind: 'link'; readonly link: FlowLink }

export interface SankeyProps extends ChartProps<FlowMark> {
  readonly nodes: readonly FlowNode[]
  readonly links: readonly FlowLink[]
  /** Drawn in the accent. */
  readonly selected?: FlowLink | undefined
  /** Above the columns; without it "Step 1", then numbers. */
  readonly steps?: readonly string[] | undefined
  /** What all sequences together take, in px across the flow. */
  readonly thickness?: number | undefined
  readonly describe: (mark: FlowMark) => TooltipContent
}

export interface NodeMark {
  readonly node: FlowNode
  readonly box: Box
  /** Where it can be pointed at. */
  readonly hit: Box
  readonly label: {
    readonly x: number
    readonly y: number
    readonly name: string
    readonly value: string
    readonly isStacked: boolean
    /** Ends at x: left of the node, off the selected ribbon. */
    readonly isEnd: boolean
    /** A line from the node to a label that has no room beside it. */
    readonly leader?: string | undefined
  } | null
}

export interface LinkMark {
  readonly link: FlowLink
  readonly source: number
  readonly target: number
  readonly d: string
  readonly thickness: number
  /** Around the middle of the ribbon. */
  readonly box: Box
}

export interface SankeyLayout {
  readonly height: number
  readonly isDownwards: boolean
  readonly steps: readonly { readonly x: number; readonly y: number; readonly text: string; readonly isEnd: boolean }[]
  readonly nodes: readonly NodeMark[]
  /** Thickest last, so that thin ribbons are drawn under none. */
  readonly links: readonly LinkMark[]
}
