import { DAY_MS, END_DAY, FIRST_DAY, momentOn } from './calendar'
import { channelIndex } from './channels'
import { KIND, type Customers } from './customers'
import { drawIndustry, drawStaff, firmName, INDUSTRIES, isLookalike } from './firms'
import { OFFICE_HOURS } from './hours'
import type { Identities } from './identities'
import { inOrderOfTime } from './order-log'
import { COUNTRIES } from './places'
import { openStream, weighted, type Random } from './random'
import { coded, MISSING, numbersOf, numeric, text, type SampleTable } from './table'
import { TRUTHS } from './truths'

const { lookalike, boughtList } = TRUTHS
const SALES_TEAM = channelIndex('Sales team')
const SOURCES = [boughtList.planted.source, 'Website form', 'Trade fair', 'Recommendation', 'Cold call']
const SOURCES_OF_WON = weighted(sourceWeights(boughtList.planted.ofWon))
const SOURCES_OF_LOST = weighted(sourceWeights(boughtList.planted.ofLost))
const STAGES = ['New', 'Contacted', 'Tasting', 'Quoted', 'Won', 'Lost']
const WON = 4
const LOST = 5
const FIRST_NUMBER = 7001

function sourceWeights(bought: number): number[] {
  return [bought, ...[0.4, 0.2, 0.22, 0.18].map((share) => share * (1 - bought))]
}

interface Lead {
  readonly createdAt: number
  readonly source: number
  readonly stage: number
  /** Days after creation on which it was contacted, tasted, quoted and closed; NaN where it never got there. */
  readonly steps: readonly [number, number, number, number]
  readonly company: string
  readonly industry: number
  readonly employees: number
  readonly country: number
  readonly value: number
  readonly customer: number
}

/** Offices won by the sales team, each with the leads that were not, as many as the planted shares of wins say. */
export function leadTable(seed: number, customers: Customers, ids: readonly string[], identities: Identities): SampleTable {
  const random = openStream(seed, 'leads')
  const leads: Lead[] = []
  const countries = weighted(COUNTRIES.map((country) => country.weight))
  for (let customer = 0; customer < customers.count; customer++) {
    if (customers.kind[customer] !== KIND.office || customers.source[customer] !== SALES_TEAM) continue
    leads.push(wonLead(random, customers, identities, customer))
    const isFit = customers.lookalike[customer] === 1
    const wins = isFit ? lookalike.planted.wins : lookalike.planted.otherWins
    for (let others = random.poisson((1 - wins) / wins); others > 0; others--) leads.push(otherLead(random, isFit, random.index(countries)))
  }
  const order = inOrderOfTime(leads.map((lead) => lead.createdAt))
  const sorted = Array.from(order, (row) => leads[row]!)
  const column = (value: (lead: Lead) => number) => numbersOf(sorted, value)
  const step = (index: 0 | 1 | 2 | 3) => column((lead) => Math.floor(lead.createdAt / DAY_MS) + lead.steps[index])
  return {
    file: 'leads.csv',
    rows: sorted.length,
    columns: [
      text(
        'lead_id',
        sorted.map((_, row) => `L${FIRST_NUMBER + row}`),
      ),
      numeric(
        'created_at',
        'timestamp',
        column((lead) => lead.createdAt),
      ),
      coded(
        'source',
        SOURCES,
        column((lead) => lead.source),
      ),
      coded(
        'stage',
        STAGES,
        column((lead) => lead.stage),
      ),
      numeric('contacted_on', 'date', step(0)),
      numeric('tasting_on', 'date', step(1)),
      numeric('quoted_on', 'date', step(2)),
      numeric('closed_on', 'date', step(3)),
      numeric(
        'value',
        'integer',
        column((lead) => lead.value),
      ),
      text(
        'company',
        sorted.map((lead) => lead.company),
      ),
      coded(
        'industry',
        INDUSTRIES,
        column((lead) => lead.industry),
      ),
      numeric(
        'employees',
        'integer',
        column((lead) => lead.employees),
      ),
      coded(
        'country',
        COUNTRIES.map((country) => country.name),
        column((lead) => lead.country),
      ),
      coded(
        'customer_id',
        ids,
        column((lead) => lead.customer),
      ),
    ],
  }
}

function wonLead(random: Random, customers: Customers, identities: Identities, customer: number): Lead {
  const joined = customers.joinedAt[customer]! / DAY_MS
  const closed = random.between(12, 70)
  const created = Math.max(Math.floor(joined) - closed, FIRST_DAY)
  const days = Math.floor(joined) - created
  const industry = customers.industry[customer]!
  const employees = customers.employees[customer]!
  return {
    createdAt: momentOn(random, created, OFFICE_HOURS),
    source: random.index(SOURCES_OF_WON),
    stage: WON,
    steps: [Math.floor(days * 0.1), Math.floor(days * 0.4), Math.floor(days * 0.7), days],
    company: identities.company[customer]!,
    industry,
    employees,
    country: customers.country[customer]!,
    value: estimate(random, industry, employees),
    customer,
  }
}

function otherLead(random: Random, isFit: boolean, country: number): Lead {
  const created = FIRST_DAY + Math.floor(random.unit() ** 0.8 * (END_DAY - FIRST_DAY))
  let industry = drawIndustry(random, isFit)
  let employees = drawStaff(random, industry, isFit)
  while (isLookalike(industry, employees) !== isFit) {
    industry = drawIndustry(random, isFit)
    employees = drawStaff(random, industry, isFit)
  }
  const reached = random.index(REACHED)
  const days = random.between(10, 75)
  const marks = [0.1, 0.4, 0.7].map((share, step) => (step < reached ? Math.floor(days * share) : MISSING))
  const isOpen = created + days >= END_DAY
  const seen = marks.map((mark) => (created + mark < END_DAY ? mark : MISSING))
  return {
    createdAt: momentOn(random, created, OFFICE_HOURS),
    source: random.index(SOURCES_OF_LOST),
    stage: isOpen ? seen.filter((mark) => !Number.isNaN(mark)).length : LOST,
    steps: [seen[0]!, seen[1]!, seen[2]!, isOpen ? MISSING : days],
    company: firmName(random, country),
    industry,
    employees,
    country,
    value: estimate(random, industry, employees),
    customer: -1,
  }
}

/** How many steps a lead takes that is not won: none, contacted, tasted, quoted. */
const REACHED = weighted([25, 40, 22, 13])

/** What the sales team thinks a year is worth, in euros. */
function estimate(random: Random, industry: number, employees: number): number {
  const taste = isLookalike(industry, employees) ? lookalike.planted.spends : 1
  return Math.round((Math.sqrt(employees) * 260 * taste * Math.exp(0.3 * random.normal())) / 10) * 10
}
