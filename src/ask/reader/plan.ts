import { isObject } from '../../json/is-object.ts'
import type { Sandbox } from './sandbox.ts'

export interface Plan {
  cost: number
  rows: number
  /** Functions that stand in the plan's expressions: those of views and defaults too, which the query does not show. */
  functions: string[]
}

/** Keys of a plan whose texts are no expressions. */
const noExpressions = new Set([
  'Node Type', 'Parent Relationship', 'Relation Name', 'Schema', 'Alias', 'Strategy', 'Join Type', 'Scan Direction',
  'Index Name', 'Subplan Name', 'CTE Name', 'Partial Mode', 'Command', 'Function Name', 'Sampling Method'
])

interface PlanRow {
  'QUERY PLAN': [{ Plan: Record<string, unknown> }]
}

/** How PostgreSQL would run a query (EXPLAIN). Errors: the sandbox's. */
export async function explain ({ client, within }: Sandbox, sql: string, timeoutMs: number): Promise<Plan> {
  const statement = { text: `EXPLAIN (FORMAT JSON, VERBOSE) ${sql}`, queryMode: 'extended' }
  const { rows } = await within(timeoutMs, () => client.query<PlanRow>(statement))
  const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {}
  const functions = new Set([...expressionsOf(plan)].flatMap(calledIn))
  return { cost: Number(plan['Total Cost']), rows: Number(plan['Plan Rows']), functions: [...functions] }
}

function * expressionsOf (value: unknown, key = ''): Generator<string> {
  if (typeof value === 'string') {
    if (!noExpressions.has(key)) yield value
  } else if (Array.isArray(value)) {
    for (const item of value) yield * expressionsOf(item, key)
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) yield * expressionsOf(member, name)
  }
}

const text = /'(?:[^']|'')*'/g
const identifier = String.raw`(?:[a-z_][\w$]*|"(?:[^"]|"")*")`
const call = new RegExp(String.raw`(${identifier}(?:\.${identifier})?)\(`, 'g')

/** The names in front of parentheses, with their schema where there is one; what stands in quotes is a text. */
function calledIn (expression: string): string[] {
  const plain = expression.replaceAll(text, "''")
  return [...plain.matchAll(call)].map(([, name = '']) => name.replaceAll('"', ''))
}
