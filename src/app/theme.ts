const KEY = 'clientele.theme'

type Theme = 'light' | 'dark'

/** What the reader chose before; else the system decides. Call before the first paint. */
export function restoreTheme(): void {
  const chosen = read()
  if (chosen) document.documentElement.dataset.theme = chosen
}

export function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Storage may be barred: the choice then lasts as long as the page.
  }
}

function read(): Theme | null {
  try {
    const value = localStorage.getItem(KEY)
    return value === 'light' || value === 'dark' ? value : null
  } catch {
    return null
  }
}
