import type { Page } from 'playwright-core'

export interface BrushTiming {
  readonly moves: number
  /** Milliseconds from a pointer move until the frame is painted in which every view shows it. */
  readonly median: number
  /** One move in twenty takes longer. */
  readonly slow: number
  readonly worst: number
}

declare global {
  interface Window {
    frames_: number[]
  }
}

const MOVES = 120
/** Of the way: each move takes the brush over other bins than the one before. */
const JUMP = 0.38

/** Drags the end of a brush to and fro in a view of `explore`, and times each move. */
export async function timeBrushing(page: Page, view: string): Promise<BrushTiming> {
  const chart = page.getByRole('img', { name: new RegExp(`^${view}:`) })
  await chart.scrollIntoViewIfNeeded()
  const box = (await chart.boundingBox())!
  await page.evaluate(() => {
    window.frames_ = []
    addEventListener(
      'pointermove',
      () => {
        const started = performance.now()
        const channel = new MessageChannel()
        channel.port1.onmessage = () => window.frames_.push(performance.now() - started)
        // What is posted in the frame is heard once it is painted.
        requestAnimationFrame(() => channel.port2.postMessage(null))
      },
      { capture: true },
    )
  })
  const y = box.y + box.height / 2
  const at = (share: number) => box.x + box.width * (0.2 + 0.55 * share)
  await page.mouse.move(at(0.2), y)
  await page.mouse.down()
  await page.mouse.move(at(0.4), y)
  await page.waitForTimeout(300)
  await page.evaluate(() => (window.frames_.length = 0))
  for (let move = 0; move < MOVES; move++) {
    await page.mouse.move(at((move * JUMP) % 1), y)
    await page.waitForTimeout(20)
  }
  const times = (await page.evaluate(() => window.frames_)).toSorted((a, b) => a - b)
  await page.mouse.up()
  const longest = (share: number) => times[Math.floor(times.length * share)]!
  return { moves: times.length, median: longest(0.5), slow: longest(0.95), worst: times.at(-1)! }
}
