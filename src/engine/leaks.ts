import probe from './leak-probe.js?raw'
import { PAGE_WAYS, WORKER_WAYS, type WayOut } from './ways-out'

/** One way out that was tried. `detail` says who stopped it, in words. */
export interface LeakAttempt {
  readonly way: string
  readonly blocked: boolean
  readonly detail: string
}

/** The reader's own machine: should anything get through, it leaves nothing and meets nobody. */
export const LEAK_ADDRESS = 'http://127.0.0.1:47999/clientele-leak-test'

/** Time for the browser to report a refusal. */
const WAIT = 300

/**
 * Tries to reach an address in every way that script has, from the page and from a worker. Blocked means that the browser
 * reported a refusal by the page's policy, or that the means is not there; a connection that merely failed would prove nothing.
 */
export async function tryToLeak(address = LEAK_ADDRESS): Promise<readonly LeakAttempt[]> {
  const attempts: LeakAttempt[] = []
  for (const way of PAGE_WAYS) attempts.push(await tryWay(way, address))
  return [...attempts, ...(await tryFromWorker(address))]
}

async function tryWay({ way, attempt }: WayOut, address: string): Promise<LeakAttempt> {
  // Without it nothing would cancel the going, and the page would be gone.
  if (LEAVING.test(way) && !canCancel()) return { way, blocked: false, detail: 'this browser cannot cancel it; not tried' }
  let refusal: string | null = null
  const noteViolation = ({ effectiveDirective }: SecurityPolicyViolationEvent) => (refusal ??= byPolicy(effectiveDirective))
  const noteCancelled = ({ defaultPrevented }: Event) => (refusal ??= defaultPrevented ? 'cancelled as it began' : null)
  const { navigation } = window as { navigation?: EventTarget }
  document.addEventListener('securitypolicyviolation', noteViolation)
  navigation?.addEventListener('navigate', noteCancelled)
  try {
    Promise.resolve(attempt!(address)).catch(() => {})
  } catch (error) {
    refusal = refusalOf(error as Error)
  }
  await new Promise((resolve) => setTimeout(resolve, WAIT))
  document.removeEventListener('securitypolicyviolation', noteViolation)
  navigation?.removeEventListener('navigate', noteCancelled)
  return judged(way, refusal)
}

const LEAVING = /^(leaving|a refresh|a download|a message)/

function canCancel(): boolean {
  return 'navigation' in window
}

/** Why a means refused to begin; null where it failed for another reason. */
function refusalOf({ name, message }: Error): string | null {
  if (name === 'SecurityError' || /is not (defined|a constructor)/.test(message)) return 'not there to be used'
  return /Trusted/.test(message) ? byPolicy('require-trusted-types-for') : null
}

function tryFromWorker(address: string): Promise<readonly LeakAttempt[]> {
  const url = URL.createObjectURL(new Blob([probe], { type: 'text/javascript' }))
  const worker = new Worker(url, { name: address })
  return new Promise<readonly LeakAttempt[]>((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message))
    worker.onmessage = ({ data }: MessageEvent<{ way: string; directive: string | null }[]>) =>
      resolve(
        WORKER_WAYS.map(({ way }) => {
          const directive = data.find((one) => one.way === way)?.directive
          return judged(way, directive ? byPolicy(directive) : null)
        }),
      )
  }).finally(() => {
    worker.terminate()
    URL.revokeObjectURL(url)
  })
}

function byPolicy(directive: string): string {
  return `refused by the page's policy (${directive})`
}

function judged(way: string, refusal: string | null): LeakAttempt {
  return { way, blocked: refusal !== null, detail: refusal ?? 'not refused' }
}
