/** The place of no kind: whoever has not ordered yet, as a rule. */
export const NONE = -1
