/** A page draws nothing before it has measured; where there is no page (tests), a picture has its initial width. */
export function firstWidth(initial: number | undefined): number {
  return typeof document === 'undefined' ? (initial ?? 704) : 0
}
