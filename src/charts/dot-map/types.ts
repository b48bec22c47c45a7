/** Marks without an axis of their own: where each stands, of which group it is, and whether the next group is nearly as near. */
export interface Dots {
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  readonly group: ArrayLike<number>
  readonly isEdge: ArrayLike<number>
}

export interface DotGroup {
  readonly name: string
  /** Under the name: "1,313 customers". */
  readonly lines: readonly string[]
  readonly customers: number
}

/** A corner of a line drawn on the map, in the dots' own units. */
export type Corner = readonly [x: number, y: number]

export interface DotMapProps {
  readonly label: string
  readonly dots: Dots
  readonly groups: readonly DotGroup[]
  /** What lies to the left, right, top and bottom. */
  readonly ends: { readonly left: string; readonly right: string; readonly top: string; readonly bottom: string }
  /** The line in force; null: none. */
  readonly lasso?: readonly Corner[] | null | undefined
  /** A line was drawn, or let go. */
  readonly onLasso?: ((corners: readonly Corner[] | null) => void) | undefined
  readonly onSelect?: ((group: number) => void) | undefined
  readonly initialWidth?: number | undefined
}

export interface DotMapLayout {
  readonly height: number
  /** One path a group, of dots and of rings. */
  readonly groups: readonly { readonly paint: string; readonly dots: string; readonly rings: string }[]
  readonly labels: readonly DotLabel[]
  readonly ends: readonly { readonly x: number; readonly y: number; readonly text: string; readonly anchor: 'start' | 'middle' | 'end' }[]
  readonly middle: { readonly x: number; readonly y: number }
  /** Dots drawn; of more than can be seen apart an even sample. */
  readonly drawn: number
  place(corner: Corner): Corner
  unplace(point: Corner): Corner
}

export interface DotLabel {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'end'
  /** The name, in as many lines as it takes. */
  readonly names: readonly string[]
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
  readonly centre: Corner
  readonly leader: string
  readonly paint: string
}
