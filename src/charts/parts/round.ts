/** To a tenth of a pixel: what is drawn cannot be told apart, and accepted pictures stay short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
