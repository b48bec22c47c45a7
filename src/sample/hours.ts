import { weighted } from './random'

/** When people shop: a small morning peak, a larger one in the evening. */
export const HOURS = weighted([2, 1, 0.5, 0.5, 0.5, 1, 3, 6, 8, 8, 7, 7, 8, 7, 6, 6, 7, 8, 10, 13, 15, 13, 9, 5])

/** Offices and the people who answer tickets. */
export const OFFICE_HOURS = weighted([0, 0, 0, 0, 0, 0, 0, 2, 8, 12, 12, 10, 6, 9, 10, 9, 7, 3, 0, 0, 0, 0, 0, 0])
