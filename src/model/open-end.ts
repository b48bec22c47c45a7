/** Systems write 9999-12-31 or 2999-12-31 for "no end": no date at all. */
export function withoutOpenEnd(date: string): string {
  return `case when ${date} < date '2900-01-01' then ${date} end`
}
