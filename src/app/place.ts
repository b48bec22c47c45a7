/** Where the reader is: a page's id ('' is home) and its settings, as they stand in the hash. */
export interface Place {
  readonly page: string
  readonly params: Readonly<Record<string, string>>
}

/** '#/retention?period=month' → { page: 'retention', params: { period: 'month' } }. Never throws: an address is typed by people. */
export function parseHash(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s)
  return { page: path.replace(/\/+$/, ''), params: Object.fromEntries(new URLSearchParams(query)) }
}

export function formatHash(page: string, params: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(params)
    .toString()
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%7C', '|')
    .replaceAll('%3B', ';')
    .replace(/=(?=&|$)/g, '')
  return `#/${page}${query ? `?${query}` : ''}`
}
