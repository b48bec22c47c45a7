import type { Shown } from './number-format'

const DAY = 86_400_000
/** 31 December 9999. */
const LAST_SERIAL = 2_958_466

const two = (value: number) => (value < 10 ? `0${value}` : String(value))

/** A number of days, as a spreadsheet shows it: ISO dates, times as hh:mm:ss. Numbers that no date stands for stay numbers. */
export function writeSerial(serial: number, shown: Exclude<Shown, 'number'>, is1904: boolean): string {
  if (shown === 'duration') return clock(Math.round(serial * DAY))
  if (serial < 0 || serial >= LAST_SERIAL) return String(serial)
  if (shown === 'time' && serial < 1) return clock(Math.round(serial * DAY))
  // Excel counts a 29 February 1900, which never was: earlier days are off by one.
  if (!is1904 && serial >= 60 && serial < 61)
    return shown === 'date' && serial === 60 ? '1900-02-29' : `1900-02-29 ${clock(Math.round((serial - 60) * DAY))}`
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : serial < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  const time = epoch + Math.round(serial * DAY)
  const date = new Date(time)
  const day = `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
  const rest = ((time % DAY) + DAY) % DAY
  return shown === 'date' && rest === 0 ? day : `${day} ${clock(rest)}`
}

/** hh:mm:ss, with milliseconds where there are any; hours may exceed a day. */
function clock(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : ''
  const all = Math.abs(milliseconds)
  const seconds = Math.floor(all / 1000)
  const text = `${sign}${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return all % 1000 === 0 ? text : `${text}.${String(all % 1000).padStart(3, '0')}`
}

/** A date as ISO 8601, which strict workbooks and OpenDocument hold: with a space, and without a clock that says nothing. */
export function writeIsoDate(text: string): string {
  const found = /^(\d{4,}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(\.\d+)?Z?)?$/.exec(text)
  if (!found) return text
  const [, day, time, fraction] = found
  if (time === undefined) return day!
  const clockText = time.length === 5 ? `${time}:00` : time
  const millis = fraction && /[1-9]/.test(fraction) ? fraction.slice(0, 4).padEnd(4, '0') : ''
  return `${day} ${clockText}${millis}`
}

/** "PT36H05M00S" is 36:05:00. */
export function writeIsoDuration(text: string): string {
  const found = /^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?$/.exec(text)
  if (!found) return text
  const [, sign, days, hours, minutes, seconds, fraction] = found
  const whole = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)
  const millis = Math.round(Number(`0.${fraction ?? 0}`) * 1000)
  return clock((sign ? -1 : 1) * (whole * 1000 + millis))
}
