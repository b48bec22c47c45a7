/** The group that cuts across the segments: the best by revenue. */
export const BEST = 'Best customers'
