import { autocompletion, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { sql, PostgreSQL } from '@codemirror/lang-sql'
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { AskableTable } from '../../workbench'
import { adoptStyles } from './styles'

interface Handlers {
  onChange(text: string): void
  onRun(): void
}

export interface Editor {
  /** Another text, unless it is the one that stands there. */
  show(text: string): void
  /** What can be completed. */
  know(tables: readonly AskableTable[]): void
  destroy(): void
}

const LOOK = EditorView.theme({
  '&': { backgroundColor: 'var(--sunken)', color: 'var(--ink)', borderRadius: 'var(--radius-control)' },
  '&.cm-focused': { outline: 'var(--ring)' },
  '.cm-content': { padding: '12px 0', caretColor: 'var(--ink)', font: 'var(--text-code)' },
  '.cm-scroller': { font: 'var(--text-code)', maxHeight: '22rem', minHeight: '9rem' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--ink-3)', border: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--accent-wash) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--ink)', border: '1px solid var(--line-2)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: 'var(--text-code)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent-wash)', color: 'var(--ink)' },
})

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--positive)' },
  { tag: tags.lineComment, color: 'var(--ink-3)' },
])

const languageOf = (tables: readonly AskableTable[]) =>
  sql({
    dialect: PostgreSQL,
    schema: Object.fromEntries(tables.map(({ name, columns }) => [name, [...columns]])),
    upperCaseKeywords: false,
  })

/** What the browser types over other text it dresses in a style of its own, which the policy bars and the browser's console tells of. */
const OVERTYPING = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== 'insertText' || event.data === null || view.composing || view.state.selection.main.empty) return false
    event.preventDefault()
    view.dispatch({ ...view.state.replaceSelection(event.data), userEvent: 'input.type' })
    return true
  },
})

/** An SQL editor inside an element. Tab leaves it, as it leaves everything; Ctrl Enter runs. */
export function makeEditor(parent: HTMLElement, text: string, { onChange, onRun }: Handlers): Editor {
  adoptStyles()
  const language = new Compartment()
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        autocompletion({ icons: false }),
        language.of(languageOf([])),
        syntaxHighlighting(COLOURS),
        LOOK,
        OVERTYPING,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'SQL', spellcheck: 'false' }),
        EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
        keymap.of([
          {
            key: 'Mod-Enter',
            run: () => {
              onRun()
              return true
            },
          },
          ...completionKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
      ],
    }),
  })
  return {
    show(wanted) {
      if (wanted !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: wanted } })
    },
    know: (tables) => view.dispatch({ effects: language.reconfigure(languageOf(tables)) }),
    destroy: () => view.destroy(),
  }
}
