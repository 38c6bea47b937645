import type { Catalogue } from '../catalogue/catalogue.ts'
import { QueryBlocked } from '../guard/refusals.ts'
import type { Database } from '../../postgres/database.ts'
import { fenced, QueryStopped, type FenceSettings } from './fence.ts'
import { explain, type Plan } from './plan.ts'
import { run, type Result } from './run.ts'

export interface ReaderSettings {
  statementTimeoutMs: number
  maxBytes: number
  /** The most that the planner may think a query costs, in its own units. */
  costCeiling: number
}

const planTimeoutMs = 2000

/** Runs queries that the guard has let through, behind fences that hold without it. Errors: QueryBlocked, QueryStopped, QueryFault, the database's. */
export interface Reader {
  plan (sql: string, catalogue: Catalogue, signal: AbortSignal): Promise<Plan>
  run (sql: string, catalogue: Catalogue, maxRows: number, signal: AbortSignal): Promise<Result>
}

export function createReader (database: Database, { statementTimeoutMs, maxBytes, costCeiling }: ReaderSettings): Reader {
  const settings = ({ schemas }: Catalogue): FenceSettings => ({ statementTimeoutMs, planTimeoutMs, maxBytes, schemas })
  return {
    async plan (sql, catalogue, signal) {
      const plan = await fenced(database, settings(catalogue), signal, (fence) => explain(fence, sql, planTimeoutMs))
      for (const name of plan.functions) {
        if (catalogue.volatileFunctions.has(name)) throw new QueryBlocked('function', `The plan of the query calls ${name}, which may not be called.`)
      }
      if (plan.cost > costCeiling) throw new QueryStopped('too_expensive', `The planner thinks that the query costs ${Math.round(plan.cost)}, more than ${costCeiling}: narrow the question.`)
      return plan
    },
    run: (sql, catalogue, maxRows, signal) => fenced(database, settings(catalogue), signal, (fence) => run(fence, sql, maxRows, statementTimeoutMs))
  }
}
