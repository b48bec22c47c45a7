interface Device {
  /** GiB, rounded down; only Chromium tells. */
  readonly deviceMemory?: number
  readonly connection?: { readonly saveData?: boolean }
}

/** Does work that nobody has asked for once the page has nothing else to do; never where memory is little or the reader saves power and data. */
export function whenIdle(work: () => unknown): void {
  const { deviceMemory = 8, connection } = navigator as Device
  if (deviceMemory <= 2 || connection?.saveData) return
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 5_000 })
  else setTimeout(work, 500)
}
