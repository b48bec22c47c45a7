import type { Option, Options } from '../../analyses/contract/definition'
import type { KeptSegment, Settings, SettingValue } from '../../analyses/contract/outcome'
import { isOnPageItself } from '../../analyses/contract/settings'
import type { Company } from '../../model/company/company'
import { date, plural } from '../../shared/format'

/** What the words of a setting depend on besides its value. */
export interface Surroundings {
  readonly company: Pick<Company, 'asOf' | 'attributes'> | null
  readonly segments: readonly Pick<KeptSegment, 'id' | 'name'>[]
}

/** A setting as part of a sentence: "Scored in" "fifths". */
export interface SettingWords {
  readonly before: string
  readonly value: string
}

export function settingWords(option: Option, value: SettingValue, surroundings: Surroundings): SettingWords {
  const say = (words: string) => ({ before: option.before, value: words })
  switch (option.kind) {
    case 'choice':
      return say(option.choices.find((choice) => choice.value === value)?.label ?? String(value))
    case 'number':
      return say(value === option.initial && option.initialWords ? option.initialWords : String(value))
    case 'numbers':
      return say((value as readonly number[]).join(', ') || 'points from the data')
    case 'date': {
      if (value === '' && option.initialWords) return say(option.initialWords)
      const day = String(value) || surroundings.company?.asOf
      return say(day ? date(day) : 'no date')
    }
    case 'breakdown': {
      const name = breakdownName(String(value), surroundings)
      return name ? say(name) : { before: '', value: option.initialWords ?? 'not broken down' }
    }
    case 'segment':
      return say(segmentName(String(value), surroundings) ?? option.initialWords)
    case 'rule':
      return say(value === '' ? 'as the data suggest' : 'of one’s own')
    case 'several':
      return say(value === '' ? option.initialWords : plural(String(value).split(',').length, option.one))
    case 'text':
      return say(String(value) || option.initialWords || 'any')
  }
}

/** All settings as one sentence, for pictures: "Scored in fifths, as of 10 Dec 2011". */
export function settingsSentence(options: Options, settings: Settings, surroundings: Surroundings): string {
  const parts = Object.entries(options).flatMap(([name, option]) => {
    const value = settings[name] ?? option.initial
    // What is left alone under "More" needs no word; what a reader may take for granted otherwise does.
    if (isOnPageItself(option) || (isEmpty(value) && option.kind !== 'date')) return []
    const words = settingWords(option, value, surroundings)
    return [`${words.before} ${words.value}`.trim()]
  })
  const sentence = parts.join(', ')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

const isEmpty = (value: SettingValue) => value === '' || (typeof value === 'object' && value.length === 0)

function breakdownName(value: string, surroundings: Surroundings): string | null {
  const segment = segmentName(value, surroundings)
  if (segment !== null) return `${segment} and everyone else`
  return surroundings.company?.attributes.find(({ id }) => id === value)?.label ?? null
}

function segmentName(value: string, { segments }: Surroundings): string | null {
  return segments.find(({ id }) => `segment:${id}` === value)?.name ?? null
}
