import type { Company } from '../../model/company/company'
import { parseRule } from '../../model/runtime/parse-rule'
import type { Option, Options } from './definition'
import type { KeptSegment, Settings, SettingValue } from './outcome'

export type RawSettings = Readonly<Record<string, string>>

/** Values of the hash as settings. What cannot be read, or is out of range, becomes the initial value: a link never fails. */
export function parseSettings(options: Options, raw: RawSettings, breakdowns: ReadonlyMap<string, string>): Settings {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      Object.hasOwn(raw, name) ? parse(option, raw[name]!, breakdowns) : option.initial,
    ]),
  )
}

/** Settings as values of the hash: only those that differ from the initial ones, so that links stay short. */
export function formatSettings(options: Options, settings: Settings): RawSettings {
  return Object.fromEntries(
    Object.entries(options)
      .map(([name, option]) => [name, formatted(settings[name] ?? option.initial), formatted(option.initial)] as const)
      .filter(([, value, initial]) => value !== initial)
      .map(([name, value]) => [name, value]),
  )
}

/** Names of the settings that are written on the page itself: nothing is computed anew when they change. */
export function writtenOnPage(options: Options): readonly string[] {
  return Object.keys(options).filter((name) => 'isOnPage' in options[name]!)
}

/** Whether the page itself shows it: it is not among the settings under the title. */
export function isOnPageItself(option: Option): boolean {
  return option.kind === 'rule' || 'isDrawn' in option || 'isOnPage' in option
}

/** What `by` may name, and the id that stands for it: an attribute, also by its header in small letters, or a kept segment. */
export function breakdownsOf(
  company: Pick<Company, 'attributes'>,
  segments: readonly Pick<KeptSegment, 'id'>[],
): ReadonlyMap<string, string> {
  return new Map([
    ...company.attributes.map(({ id, label }) => [label.toLowerCase(), id] as const),
    ...company.attributes.map(({ id }) => [id, id] as const),
    ...segments.map(({ id }) => [`segment:${id}`, `segment:${id}`] as const),
  ])
}

function formatted(value: SettingValue): string {
  return typeof value === 'object' ? value.join(',') : String(value)
}

function parse(option: Option, raw: string, breakdowns: ReadonlyMap<string, string>): SettingValue {
  switch (option.kind) {
    case 'choice':
      return option.choices.some((choice) => choice.value === raw) ? raw : option.initial
    case 'number': {
      const value = numberOf(raw)
      return value !== null && value >= option.range[0] && value <= option.range[1] ? value : option.initial
    }
    case 'numbers':
      return increasing(raw.split(',').map(numberOf)) ?? option.initial
    case 'date':
      return isDate(raw) ? raw : option.initial
    case 'breakdown':
      return breakdowns.get(raw) ?? breakdowns.get(raw.toLowerCase()) ?? option.initial
    case 'segment':
      return raw.startsWith('segment:') ? (breakdowns.get(raw) ?? option.initial) : option.initial
    case 'rule':
      return parseRule(raw) ? raw : option.initial
    case 'text':
    case 'several':
      // A NUL would cut the SQL statement that sets the variable.
      return raw.replaceAll('\0', '').slice(0, 1000)
  }
}

function numberOf(raw: string): number | null {
  const value = Number(raw)
  return raw.trim() !== '' && Number.isFinite(value) ? value : null
}

function increasing(values: readonly (number | null)[]): readonly number[] | null {
  return values.every((value, index) => value !== null && (index === 0 || value > values[index - 1]!)) ? (values as number[]) : null
}

function isDate(raw: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(raw) ? Date.parse(`${raw}T00:00:00Z`) : Number.NaN
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(raw)
}
