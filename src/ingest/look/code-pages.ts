import { CHINESE, HANGUL, JAPANESE, TAIWANESE } from './common-characters'

/** A language as it looks in a code page: its letters outside ASCII, the commonest first. */
export interface Script {
  /** A label that TextDecoder knows. */
  readonly encoding: string
  /** Capitals are told by `toLowerCase`. */
  readonly letters: ReadonlyMap<string, number>
  /** Letters of the same writing that are rarely met. */
  readonly others: RegExp | null
  /** How much rarer it is than the likeliest; what it must be better by. */
  readonly handicap: number
}

/** What a letter is worth: the commonest 1, the rarest of the alphabet less. */
const RAREST = 0.55

function alphabet(encoding: string, letters: string, handicap = 0, others: RegExp | null = null): Script {
  const all = [...letters]
  const worth = all.map((letter, place) => [letter, 1 - ((1 - RAREST) * place) / all.length] as const)
  return { encoding, letters: new Map(worth), others, handicap }
}

function characters(encoding: string, common: string, others: RegExp, handicap = 0): Script {
  return { encoding, letters: new Map([...common].map((letter) => [letter, 1])), others, handicap }
}

const WESTERN = ['üäöß', 'éèàêçôâîûëïùœæ', 'áíóéñúü¿¡', 'ãçáéóíêõúâôàº', 'àèéìòù', 'åäöé', 'øåæé', 'áíðéóþúöæý', 'éëïöüèêç', 'äöõüšž']
const MIXED_WEST = 'éüäöáèóíçñàßãâêåøôúîëïæõœùûìòðþý'
const CENTRAL = ['ăîşâţșț', 'łążęśóćńź', 'áíéěřčžýšůúťďňó', 'áéíčžýšúľťôňďóäŕĺ', 'áéőöóüíúű', 'čšžćđ']
const MIXED_CENTRAL = 'áéíóöüčšžłąęěřýćőůúńśżźťďňďăîâşţđ'
const TURKISH = 'ıüşçğöiâîû'
const RUSSIAN = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ'
const GREEK = 'αοιετσνηυρπκμλςωδγχθφβάόίέήύώξζψϊϋΐΰ'
const HEBREW = 'יוהלארתבשםמנדקפעןכצחטגסזךץף'
const ARABIC = 'الينمرتوبةعدسفهكقحجشطصخأىضذثئزغإظؤءآ'
const THAI = 'านรกอเงทมยลวดสตะปบคหแจพชขใไโผถซธศภณษฟฐึืุูิี่้ั์็ํำๆ'

const LATIN_BEYOND = /\p{Script=Latin}/u
const CYRILLIC = /\p{Script=Cyrillic}/u
const HAN = /[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]/u
const KANJI_AND_KANA = /[\u4e00-\u9fff\u3000-\u30ff\uff01-\uff5e]/u
const KOREAN = /[\uac00-\ud7a3\u3000-\u303f\uff01-\uff5e]/u

export const SCRIPTS: readonly Script[] = [
  ...WESTERN.map((letters) => alphabet('windows-1252', letters)),
  alphabet('windows-1252', MIXED_WEST, 0.12),
  alphabet('windows-1254', TURKISH),
  ...CENTRAL.map((letters) => alphabet('windows-1250', letters)),
  alphabet('windows-1250', MIXED_CENTRAL, 0.14),
  ...CENTRAL.map((letters) => alphabet('iso-8859-2', letters, 0.04)),
  ...['šėžąčųįūę', 'āīēšūņļžģķč'].map((letters) => alphabet('windows-1257', letters, 0.03)),
  ...WESTERN.slice(0, 7).map((letters) => alphabet('macintosh', letters, 0.08)),
  alphabet('windows-1251', RUSSIAN, 0, CYRILLIC),
  alphabet('koi8-r', RUSSIAN, 0.03, CYRILLIC),
  alphabet('ibm866', RUSSIAN, 0.03, CYRILLIC),
  alphabet('x-mac-cyrillic', RUSSIAN, 0.08, CYRILLIC),
  alphabet('iso-8859-5', RUSSIAN, 0.08, CYRILLIC),
  alphabet('windows-1253', GREEK, 0, /\p{Script=Greek}/u),
  alphabet('iso-8859-7', GREEK, 0.03, /\p{Script=Greek}/u),
  alphabet('windows-1255', HEBREW, 0, /\p{Script=Hebrew}/u),
  alphabet('windows-1256', ARABIC, 0, /\p{Script=Arabic}/u),
  alphabet('windows-874', THAI, 0.05, /\p{Script=Thai}/u),
  characters('shift_jis', JAPANESE, KANJI_AND_KANA),
  characters('euc-jp', JAPANESE, KANJI_AND_KANA, 0.02),
  characters('gb18030', CHINESE, HAN),
  characters('big5', TAIWANESE, HAN),
  characters('euc-kr', HANGUL, KOREAN),
]

/** Whether a letter outside ASCII is one of the Latin alphabet. */
export function isLatin(letter: string): boolean {
  return LATIN_BEYOND.test(letter)
}
