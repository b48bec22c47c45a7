interface City {
  readonly name: string
  readonly region: string
  /** First digits of its postcodes; the rest are drawn. */
  readonly postcode: string
}

export interface Country {
  readonly name: string
  readonly weight: number
  /** Digits of a postcode. */
  readonly digits: number
  readonly cities: readonly City[]
}

const city = (name: string, region: string, postcode: string): City => ({ name, region, postcode })

export const COUNTRIES: readonly Country[] = [
  {
    name: 'Germany',
    weight: 30,
    digits: 5,
    cities: [
      city('Berlin', 'Berlin', '10'),
      city('Hamburg', 'Hamburg', '20'),
      city('Munich', 'Bavaria', '80'),
      city('Cologne', 'North Rhine-Westphalia', '50'),
      city('Leipzig', 'Saxony', '04'),
    ],
  },
  {
    name: 'Netherlands',
    weight: 16,
    digits: 4,
    cities: [
      city('Amsterdam', 'North Holland', '10'),
      city('Rotterdam', 'South Holland', '30'),
      city('Utrecht', 'Utrecht', '35'),
      city('Groningen', 'Groningen', '97'),
    ],
  },
  {
    name: 'France',
    weight: 14,
    digits: 5,
    cities: [
      city('Paris', 'Île-de-France', '75'),
      city('Lyon', 'Auvergne-Rhône-Alpes', '69'),
      city('Nantes', 'Pays de la Loire', '44'),
      city('Lille', 'Hauts-de-France', '59'),
    ],
  },
  {
    name: 'Austria',
    weight: 9,
    digits: 4,
    cities: [city('Vienna', 'Vienna', '10'), city('Graz', 'Styria', '80'), city('Linz', 'Upper Austria', '40')],
  },
  {
    name: 'Spain',
    weight: 9,
    digits: 5,
    cities: [city('Madrid', 'Madrid', '28'), city('Barcelona', 'Catalonia', '08'), city('Valencia', 'Valencia', '46')],
  },
  {
    name: 'Italy',
    weight: 8,
    digits: 5,
    cities: [city('Milan', 'Lombardy', '20'), city('Bologna', 'Emilia-Romagna', '40'), city('Turin', 'Piedmont', '10')],
  },
  {
    name: 'Ireland',
    weight: 7,
    digits: 0,
    cities: [city('Dublin', 'Leinster', 'D0'), city('Cork', 'Munster', 'T12'), city('Galway', 'Connacht', 'H91')],
  },
  {
    name: 'Romania',
    weight: 7,
    digits: 6,
    cities: [
      city('Bucharest', 'Bucharest', '01'),
      city('Cluj-Napoca', 'Cluj', '40'),
      city('Timișoara', 'Timiș', '30'),
      city('Iași', 'Iași', '70'),
    ],
  },
]

export function countryIndex(name: string): number {
  const index = COUNTRIES.findIndex((one) => one.name === name)
  if (index < 0) throw new Error(`no country is called ${name}`)
  return index
}
