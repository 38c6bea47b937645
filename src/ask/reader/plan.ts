import type { Fence } from './fence.ts'

export interface Plan {
  cost: number
  rows: number
  /** Functions that stand in the plan's expressions: those of views and defaults too, which the query's text does not show. */
  functions: string[]
}

/** Keys of a plan whose texts are no expressions. */
const noExpressions = new Set(['Node Type', 'Parent Relationship', 'Relation Name', 'Schema', 'Alias', 'Strategy', 'Join Type', 'Scan Direction', 'Index Name', 'Subplan Name', 'CTE Name', 'Partial Mode', 'Command', 'Function Name', 'Sampling Method'])

/** How PostgreSQL would run a query (EXPLAIN). Errors: the fence's. */
export async function explain ({ client, within }: Fence, sql: string, timeoutMs: number): Promise<Plan> {
  const { rows } = await within(timeoutMs, () => client.query<{ 'QUERY PLAN': [{ Plan: Record<string, unknown> }] }>({
    text: `EXPLAIN (FORMAT JSON, VERBOSE) ${sql}`, queryMode: 'extended'
  } as { text: string }))
  const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {}
  const functions = new Set<string>()
  for (const expression of expressionsOf(plan)) for (const name of calledIn(expression)) functions.add(name)
  return { cost: Number(plan['Total Cost']), rows: Number(plan['Plan Rows']), functions: [...functions] }
}

function * expressionsOf (value: unknown, key = ''): Generator<string> {
  if (typeof value === 'string') {
    if (!noExpressions.has(key)) yield value
  } else if (Array.isArray(value)) {
    for (const item of value) yield * expressionsOf(item, key)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) yield * expressionsOf(member, name)
  }
}

/** The names in front of parentheses, with their schema where there is one; what stands in quotes is a text. */
function calledIn (expression: string): string[] {
  const plain = expression.replaceAll(/'(?:[^']|'')*'/g, "''")
  return [...plain.matchAll(/((?:[a-z_][\w$]*|"(?:[^"]|"")*")(?:\.(?:[a-z_][\w$]*|"(?:[^"]|"")*"))?)\(/g)].map(([, name = '']) => name.replaceAll('"', ''))
}
