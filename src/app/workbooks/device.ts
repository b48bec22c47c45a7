/** What this page notes of itself, apart from any workbook. Storage may be barred: then it is forgotten when the page closes. */
const NAME = 'clientele.workbook'
const MEMORY = 'clientele.memory-only'

/** The workbook that will be opened, known before the worker can say so; null where there is none. */
export function notedName(): string | null {
  return read(NAME)
}

export function noteName(name: string | null): void {
  write(NAME, name)
}

export function isMemoryOnly(): boolean {
  return read(MEMORY) !== null
}

export function noteMemoryOnly(isOn: boolean): void {
  write(MEMORY, isOn ? 'on' : null)
}

/** All that this page noted, the theme included, and what the browser cached for it. */
export async function forgetAll(): Promise<void> {
  try {
    localStorage.clear()
    sessionStorage.clear()
    for (const name of await caches.keys()) await caches.delete(name)
  } catch {
    // What is barred holds nothing.
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // See above.
  }
}
