/** "30 90; 180" → [30, 90, 180]; null where one is no number, or they do not grow. A comma within a number is its decimal mark. */
export function readNumbers(typed: string): readonly number[] | null {
  const words = typed
    .trim()
    .replaceAll(/[,;]\s+|;/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
  const numbers = words.map((word) => Number(word.replace(',', '.')))
  const grow = numbers.every((value, index) => Number.isFinite(value) && (index === 0 || value > numbers[index - 1]!))
  return grow ? numbers : null
}
