/** Month names by language, January first; the first letters are enough where they are unambiguous in that language. */
const NAMES = [
  'january february march april may june july august september october november december',
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'jan feb mar apr may jun jul aug sept oct nov dec',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'jän feb mär apr mai jun jul aug sep okt nov dez',
  'jänner feber mrz april mai juni juli august september oktober november dezember',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'janv févr mars avr mai juin juil août sept oct nov déc',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'ene feb mar abr may jun jul ago sep oct nov dic',
  'enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre',
  'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie',
  'ian feb mar apr mai iun iul aug sept oct noi dec',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'gen feb mar apr mag giu lug ago set ott nov dic',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'jan fev mar abr mai jun jul ago set out nov dez',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
  'ledna února března dubna května června července srpna září října listopadu prosince',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  'янв февр март апр май июн июл авг сент окт нояб дек',
  'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık',
  'januari februari mars april maj juni juli augusti september oktober november december',
]

const MONTHS = new Map(NAMES.flatMap((names) => names.split(' ').map((name, index) => [name, index + 1] as const)))
const LONGEST = 24
const DECODER = new TextDecoder()

/** 1 to 12; 0 when the bytes are no month's name. */
export function monthOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 3 || end - start > LONGEST) return 0
  return monthNamed(DECODER.decode(bytes.subarray(start, end)))
}

/** The same of a text. */
export function monthNamed(name: string): number {
  return MONTHS.get(name.toLowerCase()) ?? 0
}
