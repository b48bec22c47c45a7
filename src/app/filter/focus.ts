import { tick } from 'svelte'

/** What had the focus went with the filter before: it goes to the chip in that place, else to what adds one, else to everyone. */
export async function focusClause(index: number): Promise<void> {
  await tick()
  const chips = document.querySelectorAll<HTMLElement>('[data-filter="chip"]')
  const others = [...document.querySelectorAll<HTMLElement>('[data-filter="add"], [data-filter="pick"]')]
  const inSight = (element: HTMLElement | undefined) => (element?.offsetParent ? element : null)
  ;(inSight(chips[index]) ?? others.find((element) => inSight(element)))?.focus()
}
