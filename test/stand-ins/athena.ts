import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { isObject } from '../../src/json/is-object.ts'
import { createDuckDB } from '../../src/purchases/engine/duckdb.ts'
import type { Row } from '../../src/purchases/engine/engine.ts'
import type { StoredObject } from './s3.ts'

export interface Execution {
  sql: string
  parameters: string[]
  input: Record<string, unknown>
  state: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'
  reason?: string
  rows: Row[]
}

export interface AthenaOptions {
  /** What the S3 stand-in holds, by bucket and key. */
  objects: Map<string, StoredObject>
  bucket: string
  /** Where it lays them out. */
  folder: string
  pageRows?: number
  port?: number
}

/**
 * Amazon Athena's StartQueryExecution, GetQueryExecution, GetQueryResults and StopQueryExecution (API reference). It
 * runs queries by DuckDB on what an S3 stand-in holds, laid out in a folder as Glue's projection would find it.
 */
export async function startAthena (
  t: Pick<Test, 'teardown'>, { objects, bucket, folder, pageRows = 1000, port = 0 }: AthenaOptions
) {
  const executions = new Map<string, Execution>()
  const behaviour: { state: ((execution: Execution) => Execution['state'] | null) } = { state: () => null }
  const engine = createDuckDB((segment) => join(folder, 'compras', segment))

  async function run (execution: Execution): Promise<void> {
    for (const [key, { body }] of objects) {
      const path = join(folder, key.slice(bucket.length + 1))
      if (!key.startsWith(`${bucket}/compras/`) || existsSync(path)) continue
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, body)
    }
    const [whole = '', list = ''] = /tenant_id IN \(([^)]*)\)/.exec(execution.sql) ?? []
    const tenants = [...list.matchAll(/'([^']*)'/g)].map(([, segment]) => segment ?? '')
    const parameters = execution.parameters.map((literal) => {
      const [, quoted] = /^'((?:[^']|'')*)'$/.exec(literal) ?? []
      if (quoted === undefined) throw new Error(`a parameter is an expression of SQL, which ${literal} is not`)
      return quoted.replaceAll("''", "'")
    })
    const sql = execution.sql.replaceAll(whole, "tenant_id IN ('acme')")
    execution.rows = await engine.query({ sql, tenants, parameters }, new AbortController().signal)
  }

  const actions: Record<string, (input: Record<string, unknown>) => object> = {
    StartQueryExecution: (input) => {
      const id = randomUUID()
      const { QueryString: sql, ExecutionParameters: given } = input
      const parameters = Array.isArray(given) ? given.map(String) : []
      const execution: Execution = { sql: String(sql), parameters, input, state: 'RUNNING', rows: [] }
      executions.set(id, execution)
      const forced = behaviour.state(execution)
      if (forced !== null) {
        execution.state = forced
      } else {
        run(execution).then(() => { execution.state = 'SUCCEEDED' }, (error: Error) => {
          Object.assign(execution, { state: 'FAILED', reason: String(error.cause ?? error) })
        })
      }
      return { QueryExecutionId: id }
    },
    GetQueryExecution: ({ QueryExecutionId: id }) => {
      const { state, reason } = found(id)
      return { QueryExecution: { QueryExecutionId: id, Status: { State: state, StateChangeReason: reason } } }
    },
    GetQueryResults: ({ QueryExecutionId: id, NextToken: token }) => {
      const { rows } = found(id)
      const names = Object.keys(rows[0] ?? {})
      const start = Number(token ?? 0)
      const all = [Object.fromEntries(names.map((name) => [name, name])), ...rows]
      const page = all.slice(start, start + pageRows)
      return {
        ...(start + pageRows < all.length && { NextToken: String(start + pageRows) }),
        ResultSet: {
          ResultSetMetadata: { ColumnInfo: names.map((Name) => ({ Name, Type: 'varchar' })) },
          Rows: page.map((row) => ({ Data: names.map((name) => datum(row[name])) }))
        }
      }
    },
    StopQueryExecution: ({ QueryExecutionId: id }) => {
      found(id).state = 'CANCELLED'
      return {}
    }
  }
  const found = (id: unknown) => {
    const execution = executions.get(String(id))
    if (execution === undefined) throw new Error('no such execution')
    return execution
  }

  const server = createServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    const headers = { 'content-type': 'application/x-amz-json-1.1' }
    try {
      const input: unknown = JSON.parse(await text(request))
      const answer = actions[action]?.(isObject(input) ? input : {})
      response.writeHead(200, headers).end(JSON.stringify(answer))
    } catch (error) {
      const fault = { __type: 'InvalidRequestException', Message: String(error) }
      response.writeHead(400, headers).end(JSON.stringify(fault))
    }
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
    engine.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, executions, behaviour }
}

/** A value of a result: without a member where it is null. */
function datum (value: string | null | undefined): object {
  return value === null ? {} : { VarCharValue: value }
}
