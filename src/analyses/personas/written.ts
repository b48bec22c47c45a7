/** Something that a person wrote or chose for a group. */
export interface Entry {
  readonly persona: string
  /** Of an answer the question, of a note the day it was written. */
  readonly about?: string | undefined
  readonly text: string
}

/** As much as a setting holds. */
export const MOST_WRITTEN = 1000

/** A setting of lines, each a group, what it is about, and what was written, with tabs between: cut anywhere, the lines before stay whole. */
export function entriesOf(setting: string): Entry[] {
  return setting.split('\n').flatMap((line): Entry[] => {
    const [persona, about, ...rest] = line.split('\t')
    const text = rest.join(' ')
    return persona && text ? [{ persona, ...(about && { about }), text }] : []
  })
}

export function settingOf(entries: readonly Entry[]): string {
  return entries.map(({ persona, about = '', text }) => [persona, about, text].map(plain).join('\t')).join('\n')
}

/** With one entry written anew; an empty text takes it away. */
export function written(setting: string, entry: Entry): string {
  const others = entriesOf(setting).filter(({ persona, about }) => persona !== entry.persona || about !== entry.about)
  return settingOf(plain(entry.text) === '' ? others : [...others, entry])
}

export function textOf(setting: string, persona: string, about?: string): string | null {
  return entriesOf(setting).find((entry) => entry.persona === persona && entry.about === about)?.text ?? null
}

export interface Note {
  readonly text: string
  readonly on: string | null
}

export function notesOf({ notes }: { readonly notes: string }, persona: string): readonly Note[] {
  return entriesOf(notes)
    .filter((entry) => entry.persona === persona)
    .map(({ text, about }) => ({ text, on: about?.slice(0, 10) ?? null }))
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
