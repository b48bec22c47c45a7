import { expect, test } from 'vitest'
import { guessEncoding, guessLegacy } from './encoding'

/** Bytes of a text in any code page, by looking its characters up in what TextDecoder makes of one byte and of two. */
function encode(name: string, text: string): Uint8Array {
  const bytes = tableOf(name)
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const found = bytes.get(character)
      if (!found) throw new Error(`${name} has no ${character}`)
      return found
    }),
  )
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()

function tableOf(name: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(name)
  if (known) return known
  const decoder = new TextDecoder(name)
  const table = new Map<string, readonly number[]>()
  const add = (bytes: readonly number[]) => {
    const [character, ...more] = decoder.decode(Uint8Array.from(bytes))
    if (character && more.length === 0 && character !== '\ufffd' && !table.has(character)) table.set(character, bytes)
  }
  for (let byte = 0; byte < 256; byte++) add([byte])
  if (/jis|euc|gb|big5/.test(name))
    for (let first = 0x81; first < 0xff; first++) for (let second = 0x40; second < 0xff; second++) add([first, second])
  tables.set(name, table)
  return table
}

test.each<[encoding: string, text: string]>([
  ['windows-1252', 'name;ort\nMüller;Köln\nGroß;Fürth\n'],
  ['windows-1252', 'nom;ville\nHélène;Orléans\nFrançois;Besançon\n'],
  ['windows-1252', 'nombre,ciudad\nMuñoz,Cádiz\nPeña,Córdoba\n'],
  ['windows-1252', 'id,name,city\n1,Müller,Köln\n2,Hélène,Orléans\n3,Muñoz,Cádiz\n4,Åsa,Malmö\n'],
  ['windows-1252', 'id,name\n1,Café Noir\n2,Smith\n'],
  ['windows-1252', 'nafn,borg\nÞórður,Reykjavík\nGuðrún,Ísafjörður\n'],
  ['macintosh', 'name;ort\nMüller;Köln\nGroß;Fürth\n'],
  ['macintosh', 'nom;ville\nHélène;Orléans\nFrançois;Besançon\n'],
  ['windows-1250', 'nume;oraş\nIonuţ;Târgu Mureş\nŞtefan;Braşov\nCătălin;Bacău\n'],
  ['windows-1250', 'imię;miasto\nŁukasz;Łódź\nZażółć;Gdańsk\n'],
  ['windows-1250', 'jméno;město\nJiří;Děčín\nŽofie;Plzeň\n'],
  ['windows-1250', 'név;város\nGyőző;Győr\nErzsébet;Székesfehérvár\nÖdön;Hódmezővásárhely\n'],
  ['iso-8859-2', 'imię;miasto\nŁukasz;Łódź\nŻaneta;Świdnica\n'],
  ['windows-1251', 'имя;город\nАнна;Москва\nБорис;Казань\n'],
  ['koi8-r', 'имя;город\nАнна;Москва\nБорис;Казань\n'],
  ['ibm866', 'имя;город\nАнна;Москва\nБорис;Казань\n'],
  ['windows-1253', 'όνομα;πόλη\nΕλένη;Αθήνα\nΓιώργος;Πάτρα\n'],
  ['windows-1254', 'ad;şehir\nIşıl;Eskişehir\nÇağrı;Muğla\n'],
  ['windows-1254', 'müşteri,ürün adı\n1,Kırmızı kapı\n2,Yeşil çay\n'],
  ['windows-1254', 'id,ad\n1,Yıldız\n2,Aydın\n'],
  ['windows-1257', 'vardas;miestas\nŠarūnas;Šiauliai\nŽivilė;Panevėžys\n'],
  ['windows-1257', 'vārds;pilsēta\nJānis;Rīga\nĒriks;Liepāja\n'],
  ['windows-1255', 'שם;עיר\nדוד;תל אביב\nרות;חיפה\n'],
  ['windows-1256', 'الاسم;المدينة\nمحمد;القاهرة\nفاطمة;الرياض\n'],
  ['windows-874', 'ชื่อ;เมือง\nสมชาย;กรุงเทพ\n'],
  ['shift_jis', '顧客番号,注文番号,注文日,金額\nK101,5000,2024年1月3日,"￥9,800"\n'],
  ['shift_jis', '名前,年齢\n山田,25\n'],
  ['shift_jis', '商品,数量\nコーヒー,2\nほうじ茶,3\n'],
  ['euc-jp', '顧客番号,商品名\nK101,コーヒー\nK102,緑茶\n'],
  ['euc-jp', '顧客番号,氏名,都市\n1,佐藤花子,大阪\n2,鈴木一郎,札幌\n'],
  ['gb18030', '客户编号,订单日期,金额\n1,2024-01-03,98\n2,2024-01-04,99\n'],
  ['gb18030', '姓名,城市,商品\n李伟,上海,绿茶\n王芳,深圳,咖啡\n'],
  ['big5', '客戶編號,訂單日期,金額\n1,2024-01-03,98\n'],
  ['big5', '姓名,城市,商品\n林志玲,臺北,綠茶\n陳美惠,高雄,咖啡\n'],
  ['euc-kr', '고객번호,주문번호,주문일,금액,상품명\nK101,5000,2024-01-03,9800,녹차 잔\n'],
  ['euc-kr', '이름,도시\n김민수,서울\n박지영,부산\n'],
])('%s is told from its rivals, in a few rows and in many: %s', (encoding, text) => {
  const bytes = encode(encoding, text)
  expect(guessEncoding([bytes]).name).toBe(encoding)
  const [head, ...rows] = text.split('\n')
  const many = [head, ...Array.from({ length: 300 }, (_, row) => rows[row % (rows.length - 1)])].join('\n')
  expect(guessEncoding([encode(encoding, many)]).name).toBe(encoding)
})

test('UTF-16 is known without its mark, in Latin letters and in Chinese', () => {
  for (const text of [
    'id,name\n1,Müller\n2,Łódź\n',
    '客户编号,订单日期,金额\n张伟先生,二零二四年一月三日,九十八元\n李娜女士,二零二四年一月四日,九十九元\n',
  ]) {
    const units = Uint16Array.from(text, (character) => character.charCodeAt(0))
    const little = new Uint8Array(units.buffer)
    const big = new Uint8Array(little.length)
    for (let i = 0; i < little.length; i++) big[i ^ 1] = little[i]!
    expect(guessEncoding([little]).name).toBe('utf-16le')
    expect(guessEncoding([big]).name).toBe('utf-16be')
  }
})

test('UTF-8 cut in the middle of a character is UTF-8', () => {
  const bytes = new TextEncoder().encode('naïve,Zoë,Łódź')
  for (let end = 1; end <= bytes.length; end++) expect(guessEncoding([bytes.subarray(0, end)]).name).toBe('utf-8')
  for (let start = 1; start < bytes.length; start++) expect(guessEncoding([new Uint8Array(0), bytes.subarray(start)]).name).toBe('utf-8')
})

test('UTF-8 whose very last character is cut off stays UTF-8, and says so', () => {
  const bytes = new TextEncoder().encode('id,name\n1,Zoë\n2,Łódź')
  expect(guessLegacy([bytes.subarray(0, -1)])).toMatchObject({ name: 'utf-8', note: expect.stringContaining('damaged') })
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
