import type { Database } from '../../postgres/database.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { QueryBlocked } from '../guard/refusals.ts'
import { QueryStopped } from './failures.ts'
import { explain, type Plan } from './plan.ts'
import { run, type Result } from './run.ts'
import { runSandboxed, type SandboxSettings } from './sandbox.ts'

export interface ReaderSettings {
  statementTimeoutMs: number
  maxBytes: number
  /** The most that the planner may think a query costs, in its own units. */
  costCeiling: number
}

const planTimeoutMs = 2000

/**
 * Runs queries that the guard has let through, in a sandbox that holds without it. Errors: QueryBlocked, QueryStopped,
 * QueryFault, the database's.
 */
export interface Reader {
  plan (sql: string, catalogue: Catalogue, signal: AbortSignal): Promise<Plan>
  run (sql: string, catalogue: Catalogue, maxRows: number, signal: AbortSignal): Promise<Result>
}

export function createReader (database: Database, settings: ReaderSettings): Reader {
  const { statementTimeoutMs, maxBytes, costCeiling } = settings
  const sandboxFor = ({ schemas }: Catalogue): SandboxSettings => (
    { statementTimeoutMs, planTimeoutMs, maxBytes, schemas }
  )
  return {
    async plan (sql, catalogue, signal) {
      const plan = await runSandboxed(
        database, sandboxFor(catalogue), signal, (sandbox) => explain(sandbox, sql, planTimeoutMs)
      )
      checkFunctions(plan, catalogue)
      checkCost(plan, costCeiling)
      return plan
    },
    run: (sql, catalogue, maxRows, signal) => runSandboxed(
      database, sandboxFor(catalogue), signal, (sandbox) => run(sandbox, sql, maxRows, statementTimeoutMs)
    )
  }
}

function checkFunctions ({ functions }: Plan, { volatileFunctions }: Catalogue): void {
  const name = functions.find((name) => volatileFunctions.has(name))
  if (name === undefined) return
  throw new QueryBlocked('function', `The plan of the query calls ${name}, which may not be called.`)
}

function checkCost ({ cost }: Plan, ceiling: number): void {
  if (cost > ceiling) {
    const costs = `${Math.round(cost)}, more than ${ceiling}`
    throw new QueryStopped('too_expensive', `The planner thinks that the query costs ${costs}: narrow the question.`)
  }
}
