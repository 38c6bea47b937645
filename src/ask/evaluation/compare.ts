import pg from 'pg'

export interface Rows {
  columns: number
  rows: unknown[][]
}

const textTypes = { getTypeParser: () => (value: unknown) => value }

/** Runs a query for its rows as texts. Throws pg's error. */
export async function rowsOf (client: pg.Client, sql: string): Promise<Rows> {
  const { rows, fields } = await client.query<unknown[]>({ text: sql, rowMode: 'array', types: textTypes })
  return { columns: fields.length, rows }
}

const columnEnd = '\u0001'
const rowEnd = '\u0002'

/**
 * Execution accuracy: whether an answer has the same rows as the gold query's, in the same order where that orders. Its
 * columns may stand in another order, and there may be more of them: what was asked for is there. Numbers are the same
 * to 9 digits.
 */
export function sameRows (gold: Rows, answer: Rows, isOrdered: boolean): boolean {
  if (gold.rows.length !== answer.rows.length || answer.columns < gold.columns) return false
  const goldRows = gold.rows.map((row) => row.map(comparable))
  const answerRows = answer.rows.map((row) => row.map(comparable))
  const fits = (from: number, to: number) => sameColumn(goldRows, answerRows, from, to)
  const inOrder = (rows: string[]) => (isOrdered ? rows : [...rows].sort()).join(rowEnd)
  const wanted = inOrder(goldRows.map((row) => row.join(columnEnd)))
  for (const columns of injections(gold.columns, answer.columns, fits)) {
    const picked = answerRows.map((row) => columns.map((column) => row[column]).join(columnEnd))
    if (inOrder(picked) === wanted) return true
  }
  return false
}

function sameColumn (gold: string[][], answer: string[][], from: number, to: number): boolean {
  const sorted = (rows: string[][], column: number) => rows.map((row) => row[column]).sort().join(columnEnd)
  return sorted(gold, from) === sorted(answer, to)
}

/** Every way to give each of `from` columns one of its own of `to`. */
function * injections (
  from: number, to: number, fits: (from: number, to: number) => boolean, chosen: number[] = []
): Generator<number[]> {
  if (chosen.length === from) {
    yield chosen
    return
  }
  for (let column = 0; column < to; column++) {
    if (chosen.includes(column) || !fits(chosen.length, column)) continue
    yield * injections(from, to, fits, [...chosen, column])
  }
}

function comparable (value: unknown): string {
  if (value === null) return '\u0000'
  const text = String(value).replace(/[ T]00:00:00(?:\+00)?$/, '').trimEnd()
  const number = Number(text)
  return text !== '' && Number.isFinite(number) ? String(Number(number.toPrecision(9))) : text
}
