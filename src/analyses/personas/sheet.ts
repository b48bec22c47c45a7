import type { Figure, PortraitProps, Strip, TraitRow, Typical } from '../../charts/portrait/types'
import { moneyUnit } from '../../charts/parts/unit'
import type { Company } from '../../model/company/company'
import { count, date, days, decimal, interval, longDate, money, month, percent, plural } from '../../shared/format'
import { FEW } from '../wording/certainty'
import { capital } from '../wording/fractions'
import { BEST } from './best'
import { emblemOf } from './emblem'
import { nameOf, scoreName, valueWords } from './features'
import type { PersonaSettings } from './options'
import type { Measure, PersonasResult, Step } from './result'
import { isClear, isMore } from './traits'
import { dataName, drawnTraits, groupName, spokenName, times, traitsOf, type Told } from './words'
import { notesOf, textOf } from './written'

/** All that stands on the sheet of the group shown; `asOf` is the page's own date. */
export function sheetOf(
  result: PersonasResult,
  settings: PersonaSettings,
  company: Company,
  asOf: string | null,
): Omit<PortraitProps, 'describe'> {
  const persona = result.personas.find(({ name }) => name === result.shown)!
  const all = traitsOf(result, company.currency)
  const drawn = drawnTraits(all)
  const name = textOf(settings.names, persona.name) ?? dataName(all)
  const clear = all.filter(isClear).length
  return {
    label: `Portrait of ${groupName(result)}: ${name}`,
    emblem: emblemOf(result, persona.name, textOf(settings.emblems, persona.name)),
    name,
    is: isWords(result, company),
    words: portraitWords(drawn),
    figures: result.measures.map((measure) => figureOf(measure, company)),
    compared: `How often, against everybody else; log scale. ${count(clear)} of ${count(all.length)} compared are clear after correction${drawn.length < clear ? `; the ${count(drawn.length)} that say most` : ''}.`,
    none:
      all.length === 0
        ? 'Too little is known to compare them with everybody else.'
        : `${count(all.length)} compared, none clear after correction for so many.`,
    traits: drawn.map(rowOf),
    strips: [
      { title: 'Their way so far', items: wayOf(result) },
      { title: 'What they say', items: saidOf(result) },
    ],
    typical: typicalOf(result, company, asOf),
    asked: questionsFor(company).map((question) => ({ question, answer: textOf(settings.answers, persona.name, question) })),
    notes: notesOf(settings, persona.name).map(({ text, on }) => ({ text, by: on ? `Your note, ${date(on)}` : 'Your note' })),
    foot: [
      [sourcesOf(company), asOf ? `as of ${longDate(asOf)}` : ''].filter(Boolean).join(', '),
      'Clientele · medians and 95\u202f% intervals',
    ],
  }
}

/** What one would ask of the ideal customer and the data do not know. */
export function questionsFor({ attributes, roles, subject }: Company): readonly string[] {
  if (subject.isCase) return ['What are they about?', 'Who works on them?', 'What would have made them shorter?']
  const knows = (column: string) => attributes.some((attribute) => attribute.column === column)
  return [
    ...(knows('birth_year') ? [] : ['How old are they?']),
    ...(knows('industry') ? [] : ['What industry are they in?']),
    'What is their function?',
    ...(knows('country') || knows('city') || knows('region') ? [] : ['Where do they live?']),
    'What do they read?',
    'What do they believe in?',
    ...(roles.feedback?.includes('comment') ? [] : ['What do they say of you?']),
  ]
}

function isWords(result: PersonasResult, { currency }: Company): string {
  const persona = result.personas.find(({ name }) => name === result.shown)!
  const brought =
    persona.revenue !== null && result.revenue !== null ? `, ${money(persona.revenue, currency)} of ${money(result.revenue, currency)}` : ''
  const who = result.shown === BEST ? 'The best by revenue' : groupName(result)
  return `${who}: ${count(persona.customers)} of ${plural(result.customers, result.subject.one, result.subject.many)}${brought}`
}

const MORE = 4
const LESS = 2

/** "More often than others: Office (customer_type), Sales team (source). Less often: …" by the largest differences. */
function portraitWords(drawn: readonly Told[]): string {
  const gap = ({ share, shareElsewhere, n }: Told) => Math.abs(share - shareElsewhere) * n
  const names = (own: readonly Told[], many: number) =>
    own
      .toSorted((a, b) => gap(b) - gap(a))
      .filter(
        ({ value, label }, place, all) =>
          value === 'yes' || all.findIndex((one) => one.value === value && (value !== 'no' || one.label === label)) === place,
      )
      .slice(0, many)
      .map(spokenName)
      .join(', ')
  const [more, less] = [drawn.filter(isMore), drawn.filter((trait) => !isMore(trait))]
  return [
    ...(more.length > 0 ? [`More often than others: ${names(more, MORE)}.`] : []),
    ...(less.length > 0 ? [`Less often: ${names(less, LESS)}.`] : []),
  ].join(' ')
}

function rowOf(trait: Told): TraitRow {
  const share = (value: number) => decimal(value * 100, 1)
  const { lift, low, high } = trait
  return {
    key: `${trait.feature} ${trait.values.join(' ')}`,
    family: trait.family,
    name: nameOf(trait),
    share: share(trait.share),
    others: share(trait.shareElsewhere),
    times: lift === null ? `over ${times(low)}` : times(lift),
    interval: high === null ? `${times(low)} or more` : interval(low, high, (bound) => times(bound, lift ?? bound)),
    lift,
    low,
    high,
    isMore: isMore(trait),
  }
}

/** A median in the unit of its measure: how it stands alone, and between "to". */
function lettered({ id }: Measure, { currency, attributes, tenureUnit }: Company): (value: number) => string {
  if (id === 'revenue' || id === 'order' || id === 'mrr') return (value) => money(value, currency)
  if (id === 'gap' || id === 'silence') return (value) => days(Math.round(value))
  if (id === 'tenure' && tenureUnit) return (value) => plural(value, tenureUnit)
  const isYear = id === 'birth_year' || attributes.some(({ column, label }) => column === id && /year|jahr/i.test(label))
  return (value) =>
    isYear ? String(Math.round(value)) : Number.isInteger(value) ? count(value) : decimal(value, Math.abs(value) < 10 ? 2 : 1)
}

function figureOf(measure: Measure, company: Company): Figure {
  const say = lettered(measure, company)
  const { own, other } = measure
  const bare = (value: number) => (['gap', 'silence', 'tenure'].includes(measure.id) ? count(Math.round(value)) : say(value))
  return {
    label: measure.label,
    value: say(own.median),
    interval: own.low === null || own.high === null ? `of ${plural(own.customers, 'customer')}` : interval(own.low, own.high, bare),
    others: `others ${say(other.median)}`,
  }
}

const STEPS = ['First order', 'Second', 'Third']

function wayOf({ way, silence }: PersonasResult): Strip['items'] {
  const [first] = way.own
  if (!first) return []
  const shareOf = (steps: readonly Step[], step: Step) => percent(step.customers / steps[0]!.customers, 0)
  const steps = way.own.slice(0, STEPS.length).map((step, at) => {
    if (at === 0)
      return {
        label: STEPS[0]!,
        words: `half of them by ${date(step.day)}; others by ${way.other[0] ? date(way.other[0].day) : 'no date'}`,
      }
    const other = way.other.find((one) => one.step === step.step)
    return {
      label: STEPS[at]!,
      words: `${shareOf(way.own, step)} of them, half after ${days(Math.round(step.days))}${other ? `; others ${shareOf(way.other, other)}, ${days(Math.round(other.days))}` : ''}`,
    }
  })
  const last = silence
    ? [{ label: 'Last', words: `${days(Math.round(silence.own.median))} ago; others ${days(Math.round(silence.other.median))}` }]
    : []
  return [...steps, ...last]
}

/** Mean scores, each customer by their first answer. */
function saidOf({ said }: PersonasResult): Strip['items'] {
  return said
    .filter(({ own, other }) => Math.min(own.customers, other.customers) >= FEW)
    .map(({ kind, own, other, low, high }) => {
      const size = (value: number) => decimal(Math.abs(value), 2)
      const apart = low > 0 ? `${interval(low, high, size)} more` : high < 0 ? `${interval(-high, -low, size)} less` : 'no clear difference'
      return {
        label: capital(scoreName(kind)),
        words: `mean ${decimal(own.mean, 2)} of ${plural(own.customers, 'first answer')}; others ${decimal(other.mean, 2)}: ${apart}`,
      }
    })
}

const MOST_TOLD = 6

function typicalOf(result: PersonasResult, company: Company, asOf: string | null): Typical | null {
  const { typical, features, personas, shown } = result
  if (!typical) return null
  const persona = personas.find(({ name }) => name === shown)!
  const attributes = new Set(company.attributes.map(({ column }) => column))
  const told = features.flatMap((feature) => {
    const mark = typical.marks.find(({ feature: id }) => id === feature.id)
    if (!mark || !attributes.has(feature.id) || mark.value === 'false') return []
    const value = valueWords(feature, [mark.value], company.currency)
    return [feature.cuts ? `${feature.label} ${value}` : mark.value === 'true' ? feature.label : value]
  })
  const revenue = typical.days.reduce((sum, day) => sum + day.revenue, 0)
  const [first] = typical.days
  const bought = first ? `${plural(typical.days.length, 'order day')} since ${month(first.day)}, ${money(revenue, company.currency)}` : ''
  const at = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`)
  const iso = (time: number) => new Date(time).toISOString()
  const unit = moneyUnit(company.currency)
  return {
    title: `A typical ${result.subject.one}: ${typical.id}`,
    words:
      [
        `Closest to the middle of all ${count(persona.customers)}`,
        ...(told.length > 0 ? [capital([...new Set(told)].slice(0, MOST_TOLD).join(', '))] : []),
        ...(bought ? [bought] : []),
      ].join('. ') + '.',
    days: typical.days.map(({ day, revenue: value }) => ({ time: at(day), value })),
    from: first ? at(first.day) : 0,
    until: Math.max(asOf ? at(asOf) : 0, ...typical.days.map(({ day }) => at(day))),
    tick: unit.tick,
    day: (time) => month(iso(time)),
  }
}

const MOST_FILES = 2

/** "orders.csv, order_lines.csv and 8 more files". */
export function sourcesOf({ accounts }: Company): string {
  const files = [...new Set(accounts.map(({ file }) => file))]
  const more = files.length - MOST_FILES
  return files.length === 0 ? '' : `${files.slice(0, MOST_FILES).join(', ')}${more > 0 ? ` and ${plural(more, 'more file')}` : ''}`
}
