import type { Route } from './route.svelte'

/** For a page's title: after going to another page, reading goes on from there and from the top. */
export function titleFocus(route: Route) {
  return (title: HTMLElement) => {
    if (!route.hasMoved) return
    scrollTo(0, 0)
    // A dialog that led here is still closing and holds the focus until then.
    const waiting = setTimeout(() => title.focus({ preventScroll: true }))
    return () => clearTimeout(waiting)
  }
}
