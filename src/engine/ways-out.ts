/** How far a way out is shut: against any script in the page, only because no foreign script runs in it, or not at all. */
export type Standing = 'closed' | 'closed while no foreign script runs' | 'open'

/** A way by which data could leave. `test/browser/leak.test.ts` holds each standing to what listeners hear. */
export interface WayOut {
  readonly way: string
  readonly standing: Standing
  /** What shuts it, or why it stands open, in words. */
  readonly by: string
  /** Tries it; absent where trying would prove nothing, or would leave the page. */
  readonly attempt?: (address: string) => unknown
}

const POLICY = "The page's policy"
const GUARD = 'Taken away before anything else runs'
const NAVIGATION = 'Going anywhere else is cancelled'

const element = (name: string, properties: object) => Object.assign(document.createElement(name), properties)

/** Puts an element into the page for as long as it takes to act. */
function place(name: string, properties: object, where: HTMLElement = document.head): void {
  const placed = element(name, properties)
  where.append(placed)
  setTimeout(() => placed.remove(), 200)
}

const rtc = () => new RTCPeerConnection()

/** Ways that script in the page has. */
export const PAGE_WAYS: readonly WayOut[] = [
  { way: 'fetch', standing: 'closed', by: POLICY, attempt: (address) => fetch(address, { mode: 'no-cors' }) },
  {
    way: 'XMLHttpRequest',
    standing: 'closed',
    by: POLICY,
    attempt(address) {
      const request = new XMLHttpRequest()
      request.open('GET', address)
      request.send()
    },
  },
  { way: 'WebSocket', standing: 'closed', by: POLICY, attempt: (address) => new WebSocket(address.replace(/^http/, 'ws')) },
  { way: 'EventSource', standing: 'closed', by: POLICY, attempt: (address) => new EventSource(address) },
  { way: 'a beacon', standing: 'closed', by: POLICY, attempt: (address) => navigator.sendBeacon(address, 'test') },
  { way: 'an image', standing: 'closed', by: POLICY, attempt: (address) => Object.assign(new Image(), { src: address }) },
  { way: 'a font', standing: 'closed', by: POLICY, attempt: (address) => new FontFace('elsewhere', `url(${address})`).load() },
  { way: 'sound or film', standing: 'closed', by: POLICY, attempt: (address) => Object.assign(new Audio(), { src: address }).load() },
  { way: 'a script', standing: 'closed', by: POLICY, attempt: (address) => place('script', { src: address }) },
  { way: 'a style sheet', standing: 'closed', by: GUARD, attempt: (address) => place('link', { rel: 'stylesheet', href: address }) },
  { way: 'a prefetch', standing: 'closed', by: GUARD, attempt: (address) => place('link', { rel: 'prefetch', href: address }) },
  {
    way: 'a hint to connect or to look a name up',
    standing: 'closed',
    by: GUARD,
    attempt: (address) => place('link', { rel: 'preconnect dns-prefetch', href: address }),
  },
  { way: 'WebRTC', standing: 'closed', by: GUARD, attempt: rtc },
  { way: 'a frame, and WebRTC from it', standing: 'closed', by: GUARD, attempt: (src) => place('iframe', { src }, document.body) },
  { way: 'a window that script opens', standing: 'closed', by: GUARD, attempt: (address) => window.open(address) },
  { way: 'a form', standing: 'closed', by: GUARD, attempt: (action) => (element('form', { action }) as HTMLFormElement).submit() },
  { way: 'leaving for another page', standing: 'closed', by: NAVIGATION, attempt: (address) => location.assign(address) },
  {
    way: 'a refresh to another page',
    standing: 'closed',
    by: NAVIGATION,
    attempt: (address) => place('meta', { httpEquiv: 'refresh', content: `0; url=${address}` }),
  },
  {
    way: 'a download from elsewhere',
    standing: 'closed',
    by: `${NAVIGATION}; only files made here are saved`,
    attempt: (href) => (element('a', { href, download: 'test' }) as HTMLAnchorElement).click(),
  },
  {
    way: 'a message to a mail program',
    standing: 'closed',
    by: NAVIGATION,
    attempt: () => location.assign('mailto:nobody@invalid.invalid?body=test'),
  },
]

/** Ways that script in a worker has: `leak-probe.js` tries them under these names. */
export const WORKER_WAYS: readonly WayOut[] = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'importScripts'].map((means) => ({
  way: `${means} in a worker`,
  standing: 'closed',
  by: `${POLICY}, which workers inherit`,
}))

/** Ways that are known, and not shut in earnest or at all. */
export const OTHER_WAYS: readonly WayOut[] = [
  {
    way: 'a link that you press, into a new window',
    standing: 'closed while no foreign script runs',
    by: 'No link of this page leads elsewhere, and one that does is stopped; script that changes it while it is pressed gets past that',
  },
  {
    way: 'a hint to connect, by a style sheet that is there already',
    standing: 'closed while no foreign script runs',
    by: 'Only script could change it, and none but this page’s own runs',
  },
  {
    way: 'the address bar, bookmarks, copying',
    standing: 'open',
    by: 'They are yours. What stands behind the # in an address is not sent to any host',
  },
  { way: 'what you export or save', standing: 'open', by: 'It goes where your browser puts downloads' },
  {
    way: 'extensions of your browser, other programs, whoever sees the screen or reads the disk',
    standing: 'open',
    by: 'No page can bar them',
  },
]
