/** What the three browser engines say when WebAssembly traps or a stack or heap is broken: at the start of the message, without a kind of error. */
const TRAPS = [
  'memory access out of bounds',
  'null function',
  'function signature mismatch',
  'table index is out of bounds',
  'unreachable',
  'Maximum call stack',
  'Aborted(',
  'index out of bounds',
  'indirect call to null',
  'too much recursion',
  'Out of bounds memory access',
  'call_indirect to',
  'Unreachable code should not be executed',
  'Out of bounds call_indirect',
]

/** True for messages after which the engine answers nothing sensible any more. DuckDB's own errors quote data, so the words alone prove nothing. */
export function isFatal(message: string): boolean {
  const said = message.replace(/^(RuntimeError|RangeError|InternalError): /, '')
  return TRAPS.some((trap) => said.startsWith(trap)) || /^malloc of size \d+/.test(said)
}
