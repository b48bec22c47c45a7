/** What is open above the page (a sheet, a menu), the last opened last. Each has an entry in the browser's history, so that Back closes it. */
const open: { close: () => void }[] = []

/** Leaves an entry that is no longer needed, unless something else takes it. */
let leaving: ReturnType<typeof setTimeout> | undefined

const state = () => history.state as { layer?: number } | null

/** Something opened: Back calls `close`. The returned function is called when it was closed otherwise. */
export function openLayer(close: () => void): () => void {
  const layer = { close }
  open.push(layer)
  if (leaving === undefined) history.pushState({ ...state(), layer: open.length }, '')
  else clearTimeout(leaving)
  leaving = undefined
  return () => {
    const place = open.indexOf(layer)
    if (place < 0) return
    open.splice(place, 1)
    // One that opens in its place goes on with its entry.
    leaving = setTimeout(() => {
      leaving = undefined
      if (state()?.layer) history.back()
    })
  }
}

/** True where the entry at hand belongs to something open or just closed: what it leads to takes its place. */
export function isLayerEntry(): boolean {
  return Boolean(state()?.layer)
}

/** Closes what opened last when the reader goes back. The returned function ends it. */
export function closeOnBack(): () => void {
  const back = () => {
    const left = state()?.layer ?? 0
    if (left < open.length) open.pop()!.close()
    // What it belonged to is closed long since: nothing is to be seen here.
    else if (left > open.length && leaving === undefined) history.back()
  }
  if (state()?.layer) history.replaceState({ ...state(), layer: 0 }, '')
  addEventListener('popstate', back)
  return () => removeEventListener('popstate', back)
}
