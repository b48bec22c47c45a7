import { readdirSync, readFileSync } from 'node:fs'

/** The largest resident size, in bytes, that any renderer process of this machine's test browser has reached; null off Linux. */
export function rendererPeakBytes(): number | null {
  try {
    const peaks = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return []
          const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
          return peak ? [Number(peak[1]) * 1024] : []
        } catch {
          // The process ended between the two reads.
          return []
        }
      })
    return peaks.length > 0 ? Math.max(...peaks) : null
  } catch {
    return null
  }
}
