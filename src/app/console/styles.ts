import { StyleModule } from 'style-mod'

/**
 * The editor would put its styles into an element, which the page's policy bars. A sheet made by script is allowed: it is made for a
 * stand-in without a head, and the document takes it over, so that what the editor mounts later goes there.
 */
export function adoptStyles(): void {
  const stand = { ownerDocument: document, adoptedStyleSheets: document.adoptedStyleSheets }
  StyleModule.mount(stand as unknown as ShadowRoot, [])
  for (const key of Object.getOwnPropertySymbols(stand))
    if (!(key in document)) Object.assign(document, { [key]: (stand as unknown as Record<symbol, unknown>)[key] })
  document.adoptedStyleSheets = stand.adoptedStyleSheets
}
