import pg from 'pg'
import { AppError } from '../../errors.ts'
import { ask } from '../pipeline/ask.ts'
import type { AskDeps } from '../pipeline/deps.ts'
import { rowsOf, sameRows } from './compare.ts'

export interface Question {
  question: string
  /** null: the data does not hold the answer. */
  sql: string | null
}

export interface Verdict extends Question {
  outcome: 'right' | 'wrong' | 'refused' | 'rightly refused' | 'blocked' | 'failed'
  /** What was written in its place. */
  written: string | null
  ms: number
}

type Judgement = Pick<Verdict, 'outcome' | 'written'>

/**
 * Asks every question as a caller would, and compares its query's rows with the gold's. Errors: the database's own
 * about a gold query.
 */
export async function judgeAll (
  deps: AskDeps, client: pg.Client, questions: readonly Question[]
): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const one of questions) {
    const start = performance.now()
    const { outcome, written } = await judge(deps, client, one)
    verdicts.push({ ...one, outcome, written, ms: performance.now() - start })
  }
  return verdicts
}

async function judge (deps: AskDeps, client: pg.Client, { question, sql: gold }: Question): Promise<Judgement> {
  let written: string
  try {
    written = await writeQuery(deps, question)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'question_not_answerable') {
      return { outcome: gold === null ? 'rightly refused' : 'refused', written: null }
    }
    return { outcome: error.code === 'query_blocked' ? 'blocked' : 'failed', written: null }
  }
  if (gold === null) return { outcome: 'wrong', written }
  const wanted = await rowsOf(client, gold)
  const got = await rowsOf(client, written).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError) return null // it was only planned before; now it failed
    throw error
  })
  const isRight = got !== null && sameRows(wanted, got, /order\s+by/i.test(gold))
  return { outcome: isRight ? 'right' : 'wrong', written }
}

async function writeQuery (deps: AskDeps, question: string): Promise<string> {
  const request = { question, max_rows: 1, dry_run: true }
  const events = ask(deps, 'evaluation', request, new AbortController().signal)
  for (;;) {
    const { done, value } = await events.next()
    if (done === true) return value.sql
  }
}

/** Prints what came of it: execution accuracy, precision, and each kind of failure. */
export function report (name: string, verdicts: readonly Verdict[]): void {
  const count = (...outcomes: Verdict['outcome'][]) => (
    verdicts.filter(({ outcome }) => outcomes.includes(outcome)).length
  )
  const right = count('right', 'rightly refused')
  const answered = count('right', 'wrong')
  const sorted = verdicts.map(({ ms }) => ms).sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  process.stdout.write(`${[
    `${name}: ${percent(right, verdicts.length)} of ${verdicts.length} right`,
    `of ${answered} answered ${percent(count('right'), answered)}`,
    `refused ${count('refused')}, blocked ${count('blocked')}, failed ${count('failed')}`,
    `median ${median.toFixed(1)} ms`
  ].join('; ')}\n`)
}

function percent (part: number, whole: number): string {
  return whole === 0 ? '-' : `${(100 * part / whole).toFixed(1)}%`
}
