import { expect, test } from 'vitest'
import { guessEncoding } from './encoding'

/** Bytes of a text in a single-byte code page, by looking the characters up in what TextDecoder makes of each byte. */
function encode(name: string, text: string): Uint8Array {
  const decoder = new TextDecoder(name)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(text, (character) => bytes.get(character)!)
}

test.each<[encoding: string, text: string]>([
  ['windows-1252', 'name;ort\nMüller;Köln\nGroß;Fürth\n'],
  ['windows-1252', 'nom;ville\nHélène;Orléans\nFrançois;Besançon\n'],
  ['windows-1252', 'nombre,ciudad\nMuñoz,Cádiz\nPeña,Córdoba\n'],
  ['windows-1250', 'nume;oraş\nIonuţ;Târgu Mureş\nŞtefan;Braşov\nCătălin;Bacău\n'],
  ['windows-1250', 'imię;miasto\nŁukasz;Łódź\nZażółć;Gdańsk\n'],
  ['windows-1250', 'jméno;město\nJiří;Děčín\nŽofie;Plzeň\n'],
  ['windows-1251', 'имя;город\nАнна;Москва\nБорис;Казань\n'],
  ['windows-1253', 'όνομα;πόλη\nΕλένη;Αθήνα\nΓιώργος;Πάτρα\n'],
  ['windows-1254', 'ad;şehir\nIşıl;Eskişehir\nÇağrı;Muğla\n'],
])('%s is told from its rivals: %s', (encoding, text) => {
  expect(guessEncoding([encode(encoding, text)]).name).toBe(encoding)
})

test('Shift_JIS is recognised', () => {
  const bytes = Uint8Array.from([0x96, 0xbc, 0x91, 0x4f, 0x2c, 0x94, 0x4e, 0x97, 0xee, 10, 0x8e, 0x52, 0x93, 0x63, 0x2c, 0x32, 0x35, 10])
  expect(guessEncoding([bytes]).name).toBe('shift_jis')
})

test('UTF-8 cut in the middle of a character is UTF-8', () => {
  const bytes = new TextEncoder().encode('naïve,Zoë,Łódź')
  for (let end = 1; end <= bytes.length; end++) expect(guessEncoding([bytes.subarray(0, end)]).name).toBe('utf-8')
  for (let start = 1; start < bytes.length; start++) expect(guessEncoding([new Uint8Array(0), bytes.subarray(start)]).name).toBe('utf-8')
})

test('UTF-8 with one damaged character is UTF-8, and says so', () => {
  const bytes = [...new TextEncoder().encode('Łódź,Zażółć,gęślą jaźń\n'), 0xff, 10]
  expect(guessEncoding([Uint8Array.from(bytes)])).toMatchObject({ name: 'utf-8', note: expect.stringContaining('damaged') })
})

test('a byte order mark decides', () => {
  expect(guessEncoding([Uint8Array.of(0xef, 0xbb, 0xbf, 97)])).toMatchObject({ name: 'utf-8', mark: 3 })
  expect(guessEncoding([Uint8Array.of(0xff, 0xfe, 97, 0)])).toMatchObject({ name: 'utf-16le', mark: 2 })
  expect(guessEncoding([Uint8Array.of(0xfe, 0xff, 0, 97)])).toMatchObject({ name: 'utf-16be', mark: 2 })
})
