/**
 * SQL whose last select reads `name`, the rows of another whole select: for queries that all start from the same step.
 * Both are texts of .sql files, so what runs is what stands there.
 */
/* @__NO_SIDE_EFFECTS__ */
export function withCte(name: string, step: string, text: string): string {
  return `with ${name} as (\n${step.trim()}\n)\n\nselect * from (\n${text.trim()}\n)`
}
