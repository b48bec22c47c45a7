import { tableName } from '../../ingest/table-name'
import { identifier } from '../../engine/database'
import { money as inMoney, plural } from '../../shared/format'
import type { QualityFinding } from '../report'
import { examples, plainColumn, touched, type RuleContext } from './context'

/** Older than anybody has become. */
const OLDEST = 120

/** Customers who are not yet born, or older than anybody. */
export async function birthDates({ database, sources, today }: RuleContext): Promise<readonly QualityFinding[]> {
  const year = Number(today.slice(0, 4))
  const findings: QualityFinding[] = []
  for (const source of sources.filter((one) => one.kind === 'customers' && one.has('birth_year'))) {
    const born = source.sql('birth_year')
    const column = plainColumn(source, 'birth_year')
    const isDate = column?.type === 'date' || column?.type === 'timestamp'
    const late = isDate ? `${identifier(column.name)}::date > date '${today}'` : `${born} > ${year}`
    const where = `coalesce(${late} or ${born} < ${year - OLDEST}, false)`
    const { rows } = await touched(database, source, where)
    if (rows === 0) continue
    const after = await touched(database, source, `coalesce(${late}, false)`)
    findings.push({
      id: `birth dates ${source.raw.name}`,
      table: source.raw.name,
      file: tableName(source.raw),
      rule: 'birth dates',
      claim: `${plural(rows, 'customer')} of ${tableName(source.raw)} ${rows === 1 ? 'has' : 'have'} a birth date that cannot be.`,
      evidence: `${plural(after.rows, 'lies', 'lie')} in the future, the others more than ${OLDEST} years back. Years of two digits are a common cause.`,
      rows,
      money: null,
      examples: await examples(database, source.raw, where, [column]),
      fix: null,
      advice: 'Ages of these customers are wrong wherever they are shown.',
    })
  }
  return findings
}

/** A long number as a spreadsheet shows it: 8.12E+11. */
const SHORTENED = /^\s*\d([.,]\d+)?[eE]\+?\d{1,2}\s*$/

/** Ids that a spreadsheet shortened: their last digits are gone, and several customers have become one. */
export async function shortenedIds({ database, sources, currency }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of sources)
    for (const role of ['customer_id', 'order_id']) {
      const column = plainColumn(source, role)
      if (!column || !column.samples.some((value) => SHORTENED.test(value))) continue
      const isText = column.type === 'text'
      const name = identifier(column.name)
      const where = isText
        ? `coalesce(regexp_matches(${name}, '^ *\\d([.,]\\d+)?[eE]\\+?\\d{1,2} *$'), false)`
        : `coalesce(${name} >= 1e7, false)`
      const { rows, money } = await touched(database, source, where)
      if (rows === 0) continue
      findings.push({
        id: `shortened ids ${source.raw.name} ${role}`,
        table: source.raw.name,
        file: tableName(source.raw),
        rule: 'shortened ids',
        claim: `${plural(rows, 'row')} of ${tableName(source.raw)} ${rows === 1 ? 'has' : 'have'} a number that a spreadsheet shortened.`,
        evidence: `${column.header} is written like 8.12E+11: the last digits are lost, and different numbers have become one${money ? `. ${inMoney(money, currency)} stands there` : ''}.`,
        rows,
        money,
        examples: await examples(database, source.raw, where, [column]),
        fix: null,
        advice: 'Export the file again with this column as text. Here nothing can bring the digits back.',
      })
    }
  return findings
}
