/**
 * Scores our reader on a folder in the layout of the Pollock benchmark (csv/ and clean/, pollock_weights.json in it or beside it).
 * No parameters are given to the reader. The last line is "simple S weighted W files N seconds T".
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readRecords } from '../../src/ingest/load/records'
import { FAILURE, measure, parseClean, type Measures } from './measure'

interface Scored {
  readonly file: string
  readonly weight: number
  readonly measures: Measures
}

const WORST = 25

export function scoreFolder(folder: string): Scored[] {
  const weights = readWeights(folder)
  return readdirSync(join(folder, 'csv'))
    .filter((file) => file.endsWith('.csv'))
    .sort()
    .map((file) => ({ file, weight: weights[file] ?? 1, measures: scoreFile(folder, file) }))
}

function scoreFile(folder: string, file: string): Measures {
  try {
    const { header, rows } = readRecords(file, readFileSync(join(folder, 'csv', file)))
    const clean = parseClean(readFileSync(join(folder, 'clean', file), 'utf8'))
    return measure(clean, header ? [header, ...rows] : rows)
  } catch (error) {
    console.error(`${file}: ${(error as Error).message}`)
    return FAILURE
  }
}

function readWeights(folder: string): Readonly<Record<string, number>> {
  const found = [folder, dirname(resolve(folder)), process.env.POLLOCK_WEIGHTS ?? '']
    .map((place) => join(place, 'pollock_weights.json'))
    .find(existsSync)
  return found ? (JSON.parse(readFileSync(found, 'utf8')) as Record<string, number>) : {}
}

export function simpleScore(scored: readonly Scored[]): number {
  return mean(scored.map(({ measures }) => total(measures)))
}

export function weightedScore(scored: readonly Scored[]): number {
  const weight = scored.reduce((sum, one) => sum + one.weight, 0)
  return scored.reduce((sum, one) => sum + (one.weight / weight) * total(one.measures), 0)
}

function total(measures: Measures): number {
  return Object.values(measures).reduce((sum: number, value: number) => sum + value, 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function main([folder]: readonly string[]): void {
  if (folder === undefined) throw new Error('name the folder that holds csv/ and clean/')
  const begun = performance.now()
  const scored = scoreFolder(folder)
  const seconds = (performance.now() - begun) / 1000
  const worst = scored.filter(({ measures }) => total(measures) < 9.999).sort((a, b) => total(a.measures) - total(b.measures))
  for (const { file, measures } of worst.slice(0, WORST)) console.log(`${total(measures).toFixed(3)} ${file}`)
  console.log(
    `simple ${simpleScore(scored).toFixed(3)} weighted ${weightedScore(scored).toFixed(3)} files ${scored.length} seconds ${seconds.toFixed(1)}`,
  )
}
