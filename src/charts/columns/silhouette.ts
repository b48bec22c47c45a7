import type { Silhouette } from './types'
import { round } from '../parts/round'
import type { BarMark, Tone } from './types'

/** Bars thinner than a pixel cover one another, so the tallest of each pixel is what would be seen. */
export function silhouettes(bars: readonly BarMark[], zero: number): Silhouette[] {
  const tones: Tone[] = ['muted', 'accent', 'open']
  return tones.flatMap((tone) => {
    const tops = new Map<number, { top: number; bottom: number; right: number }>()
    for (const bar of bars) {
      if (bar.tone !== tone) continue
      const pixel = Math.floor(bar.x)
      const seen = tops.get(pixel)
      const top = Math.min(bar.y, seen?.top ?? zero)
      const bottom = Math.max(bar.y + bar.height, seen?.bottom ?? zero)
      tops.set(pixel, { top, bottom, right: Math.max(bar.x + bar.width, pixel + 1) })
    }
    if (tops.size === 0) return []
    const d = [...tops]
      .map(([x, { top, bottom, right }]) => `M${x} ${round(bottom)}V${round(top)}H${round(right)}V${round(bottom)}Z`)
      .join('')
    return [{ tone, d }]
  })
}
