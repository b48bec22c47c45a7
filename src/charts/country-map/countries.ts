/** ISO 3166-1: two letters, three letters, the number in the atlas, and where the largest part has its middle, in degrees east and north. */
const TABLE =
  'ADAND020 2 43|AEARE784 54 24|AFAFG004 66 34|AGATG028 -62 17|AIAIA660 -63 18|ALALB008 20 41|AMARM051 45 40|AOAGO024 18 -12|' +
  'AQATA010 83 -85|ARARG032 -65 -35|ASASM016 -171 -14|ATAUT040 14 48|AUAUS036 134 -26|AWABW533 -70 13|AXALA248 20 60|AZAZE031 48 40|' +
  'BABIH070 18 44|BBBRB052 -60 13|BDBGD050 90 24|BEBEL056 5 51|BFBFA854 -2 12|BGBGR100 25 43|BHBHR048 51 26|BIBDI108 30 -3|' +
  'BJBEN204 2 10|BLBLM652 -63 18|BMBMU060 -65 32|BNBRN096 115 4|BOBOL068 -65 -17|BQBES535 -68 12|BRBRA076 -53 -11|BSBHS044 -78 25|' +
  'BTBTN064 90 27|BWBWA072 24 -22|BYBLR112 28 54|BZBLZ084 -89 17|CACAN124 -99 59|CCCCK166 97 -12|CDCOD180 24 -3|CFCAF140 20 7|' +
  'CGCOG178 15 -1|CHCHE756 8 47|CICIV384 -6 8|CKCOK184 -160 -21|CLCHL152 -71 -34|CMCMR120 13 6|CNCHN156 103 37|COCOL170 -73 4|' +
  'CRCRI188 -84 10|CUCUB192 -79 22|CVCPV132 -24 15|CWCUW531 -69 12|CXCXR162 106 -10|CYCYP196 33 35|CZCZE203 15 50|DEDEU276 10 51|' +
  'DJDJI262 43 12|DKDNK208 9 56|DMDMA212 -61 15|DODOM214 -71 19|DZDZA012 3 28|ECECU218 -78 -1|EEEST233 26 59|EGEGY818 30 26|' +
  'EHESH732 -12 24|ERERI232 39 15|ESESP724 -4 40|ETETH231 40 9|FIFIN246 26 64|FJFJI242 178 -18|FKFLK238 -59 -52|FMFSM583 158 7|' +
  'FOFRO234 -7 62|FRFRA250 2 47|GAGAB266 12 -1|GBGBR826 -2 54|GDGRD308 -62 12|GEGEO268 44 42|GFGUF254 -53 4|GGGGY831 -3 49|' +
  'GHGHA288 -1 8|GIGIB292 -5 36|GLGRL304 -42 73|GMGMB270 -15 13|GNGIN324 -11 10|GPGLP312 -62 16|GQGNQ226 10 2|GRGRC300 23 39|' +
  'GSSGS239 -37 -54|GTGTM320 -90 16|GUGUM316 145 13|GWGNB624 -15 12|GYGUY328 -59 5|HKHKG344 114 22|HMHMD334 74 -53|HNHND340 -87 15|' +
  'HRHRV191 16 45|HTHTI332 -73 19|HUHUN348 19 47|IDIDN360 114 -0|IEIRL372 -8 53|ILISR376 35 31|IMIMN833 -5 54|ININD356 80 23|' +
  'IOIOT086 72 -7|IQIRQ368 44 33|IRIRN364 54 33|ISISL352 -19 65|ITITA380 12 43|JEJEY832 -2 49|JMJAM388 -77 18|JOJOR400 37 31|' +
  'JPJPN392 138 37|KEKEN404 38 1|KGKGZ417 75 41|KHKHM116 105 13|KIKIR296 -157 2|KMCOM174 43 -12|KNKNA659 -63 17|KPPRK408 127 40|' +
  'KRKOR410 128 36|KWKWT414 48 29|KYCYM136 -81 19|KZKAZ398 67 48|LALAO418 104 18|LBLBN422 36 34|LCLCA662 -61 14|LILIE438 10 47|' +
  'LKLKA144 81 8|LRLBR430 -9 6|LSLSO426 28 -30|LTLTU440 24 55|LULUX442 6 50|LVLVA428 25 57|LYLBY434 18 27|MAMAR504 -9 30|' +
  'MCMCO492 7 44|MDMDA498 28 47|MEMNE499 19 43|MFMAF663 -63 18|MGMDG450 47 -19|MHMHL584 171 7|MKMKD807 22 42|MLMLI466 -4 17|' +
  'MMMMR104 96 21|MNMNG496 103 47|MOMAC446 114 22|MPMNP580 146 15|MQMTQ474 -61 15|MRMRT478 -10 20|MSMSR500 -62 17|MTMLT470 14 36|' +
  'MUMUS480 58 -20|MVMDV462 74 4|MWMWI454 34 -13|MXMEX484 -102 24|MYMYS458 115 4|MZMOZ508 36 -17|NANAM516 17 -22|NCNCL540 165 -21|' +
  'NENER562 9 17|NFNFK574 168 -29|NGNGA566 8 10|NINIC558 -85 13|NLNLD528 6 52|NONOR578 12 64|NPNPL524 84 28|NRNRU520 167 -1|' +
  'NUNIU570 -170 -19|NZNZL554 171 -44|OMOMN512 56 21|PAPAN591 -80 9|PEPER604 -74 -9|PFPYF258 -149 -18|PGPNG598 144 -7|' +
  'PHPHL608 121 16|PKPAK586 69 30|PLPOL616 19 52|PMSPM666 -56 47|PNPCN612 -128 -24|PRPRI630 -66 18|PSPSE275 35 32|PTPRT620 -8 40|' +
  'PWPLW585 135 8|PYPRY600 -58 -23|QAQAT634 51 25|REREU638 56 -21|ROROU642 25 46|RSSRB688 21 44|RURUS643 96 66|RWRWA646 30 -2|' +
  'SASAU682 45 24|SBSLB090 160 -10|SCSYC690 55 -5|SDSDN729 30 16|SESWE752 16 62|SGSGP702 104 1|SHSHN654 -6 -16|SISVN705 15 46|' +
  'SJSJM744 16 78|SKSVK703 19 49|SLSLE694 -12 9|SMSMR674 12 44|SNSEN686 -14 14|SOSOM706 46 5|SRSUR740 -56 4|SSSSD728 30 7|' +
  'STSTP678 7 0|SVSLV222 -89 14|SXSXM534 -63 18|SYSYR760 38 35|SZSWZ748 31 -27|TCTCA796 -72 22|TDTCD148 19 15|TFATF260 69 -49|' +
  'TGTGO768 1 9|THTHA764 101 15|TJTJK762 71 39|TKTKL772 -172 -9|TLTLS626 126 -9|TMTKM795 59 39|TNTUN788 10 34|TOTON776 -175 -21|' +
  'TRTUR792 35 39|TTTTO780 -61 10|TVTUV798 179 -8|TWTWN158 121 24|TZTZA834 35 -6|UAUKR804 31 49|UGUGA800 32 1|USUSA840 -99 40|' +
  'UYURY858 -56 -33|UZUZB860 63 42|VAVAT336 12 42|VCVCT670 -61 13|VEVEN862 -66 7|VGVGB092 -65 18|VIVIR850 -65 18|VNVNM704 106 17|' +
  'VUVUT548 167 -15|WFWLF876 -178 -14|WSWSM882 -172 -14|XKXKX 21 43|YEYEM887 48 16|YTMYT175 45 -13|ZAZAF710 25 -29|ZMZMB894 28 -13|' +
  'ZWZWE716 30 -19'

export interface Country {
  /** ISO 3166-1, two letters. */
  readonly code: string
  /** Its id in the atlas; empty where that has none. */
  readonly number: string
  readonly place: readonly [east: number, north: number]
}

const COUNTRIES: readonly (Country & { readonly letters: string })[] = TABLE.split('|').map((entry) => {
  const [id, east, north] = entry.split(' ') as [string, string, string]
  return { code: id.slice(0, 2), letters: id.slice(2, 5), number: id.slice(5), place: [Number(east), Number(north)] }
})

/** Names that files use and no list of countries has. */
const ALSO: Readonly<Record<string, string>> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  eire: 'IE',
  'republic of ireland': 'IE',
  usa: 'US',
  'u s a': 'US',
  'united states of america': 'US',
  america: 'US',
  uae: 'AE',
  rsa: 'ZA',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  'channel islands': 'JE',
  'russian federation': 'RU',
  korea: 'KR',
  'republic of korea': 'KR',
  'hong kong': 'HK',
  macau: 'MO',
  turkey: 'TR',
  'viet nam': 'VN',
  burma: 'MM',
  'ivory coast': 'CI',
  'cape verde': 'CV',
  swaziland: 'SZ',
  macedonia: 'MK',
  palestine: 'PS',
}

/** Languages of which countries are known by their names. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ro']

let known: ReadonlyMap<string, Country> | null = null

/** The country that a text names: by its name in one of nine languages, or by two or three letters of ISO 3166-1. */
export function countryOf(text: string): Country | null {
  known ??= names()
  return known.get(plain(text)) ?? null
}

function names(): ReadonlyMap<string, Country> {
  const found = new Map<string, Country>()
  const put = (name: string, country: Country) => {
    if (name !== '' && !found.has(name)) found.set(name, country)
  }
  for (const country of COUNTRIES) for (const code of [country.code, country.letters]) put(code.toLowerCase(), country)
  for (const language of LANGUAGES) {
    const words = new Intl.DisplayNames([language], { type: 'region' })
    for (const country of COUNTRIES) put(plain(words.of(country.code) ?? ''), country)
  }
  for (const [name, code] of Object.entries(ALSO))
    put(
      name,
      COUNTRIES.find((country) => country.code === code)!,
    )
  return found
}

/** Without accents, signs and capitals. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
