export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const GAP = 12

/**
 * Top left corner of a tooltip beside `mark`: 12 px off it and never over it; right of it, else left, below, above,
 * whichever first lies inside `bounds`. Where none does (a mark as large as the picture), below.
 */
export function placeTooltip(mark: Box, tip: { width: number; height: number }, bounds: Box): { x: number; y: number } {
  const right = { x: mark.x + mark.width + GAP, y: mark.y }
  const left = { x: mark.x - GAP - tip.width, y: mark.y }
  const middle = mark.x + mark.width / 2 - tip.width / 2
  const below = { x: middle, y: mark.y + mark.height + GAP }
  const above = { x: middle, y: mark.y - GAP - tip.height }
  const fitsAcross = (place: { x: number }) => place.x >= bounds.x && place.x + tip.width <= bounds.x + bounds.width
  const fitsDown = (place: { y: number }) => place.y >= bounds.y && place.y + tip.height <= bounds.y + bounds.height
  const beside = [right, left].find(fitsAcross)
  if (beside) return { x: beside.x, y: within(beside.y, tip.height, bounds.y, bounds.height) }
  const stacked = [below, above].find(fitsDown) ?? below
  return { x: within(stacked.x, tip.width, bounds.x, bounds.width), y: stacked.y }
}

function within(start: number, size: number, from: number, room: number): number {
  return Math.max(from, Math.min(start, from + room - size))
}
