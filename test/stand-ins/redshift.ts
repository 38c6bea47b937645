import { randomUUID } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import type { Test } from 'tap'
import { toPositional, parametersOf } from '../../src/concerts/warehouse/warehouse.ts'

/** What the stand-in does to the next calls, by operation: each entry is used once. */
export interface Fault {
  operation: 'ExecuteStatement' | 'DescribeStatement' | 'GetStatementResult'
  /** The error's name, with which the call is refused; `reset` breaks the connection. */
  error: string
}

interface Statement {
  status: string
  error?: string
  pid: number | undefined
  rows: unknown[][]
  columns: { name: string, typeName: string }[]
  done: Promise<void>
}

const { builtins } = pg.types
const typeNames = new Map<number, string>([
  [builtins.BOOL, 'bool'],
  [builtins.INT8, 'int8'],
  [builtins.INT2, 'int2'],
  [builtins.INT4, 'int4'],
  [builtins.FLOAT4, 'float4'],
  [builtins.FLOAT8, 'float8'],
  [builtins.DATE, 'date'],
  [builtins.TIMESTAMP, 'timestamp'],
  [builtins.NUMERIC, 'numeric']
])

/**
 * The Amazon Redshift Data API (JSON 1.1 protocol) on a PostgreSQL: statements run there, results come a few rows
 * a page, statuses and long polls are as in the API reference. `waits: false` is a service of before WaitTimeSeconds.
 */
export async function startRedshift (
  t: Pick<Test, 'teardown'>, postgresUrl: string, { pageRows = 3, waits = true, port = 0 } = {}
) {
  const calls: { operation: string, input: Record<string, unknown> }[] = []
  const statements = new Map<string, Statement>()
  const tokens = new Map<string, string>()
  const behaviour = { faults: [] as Fault[], repeatsToken: false, aborts: false, kindless: false, slowStartMs: 0 }

  function start (sql: string, parameters: { name: string, value: string }[]): string {
    const names = parametersOf(sql)
    const client = new pg.Client({ connectionString: postgresUrl, application_name: 'redshift stand-in' })
    const statement: Statement = { status: 'STARTED', pid: undefined, rows: [], columns: [], done: Promise.resolve() }
    const given = new Map(parameters.map(({ name, value }) => [name, value]))
    if (given.size !== names.length || names.some((name) => !given.has(name))) {
      throw new Refusal('ValidationException', 'Parameters list does not fit the statement')
    }
    if (parameters.some(({ value }) => typeof value !== 'string' || value === '')) {
      throw new Refusal('ValidationException', 'Parameter values are texts of at least one character')
    }
    statement.done = (async () => {
      await client.connect()
      statement.pid = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid
      const types = { getTypeParser: () => (value: unknown) => value }
      const values = names.map((name) => given.get(name))
      const query = { text: toPositional(sql, names), values, rowMode: 'array' as const, types }
      const result = await client.query<unknown[]>(query)
      statement.columns = result.fields.map(({ name, dataTypeID }) => {
        return { name, typeName: typeNames.get(dataTypeID) ?? 'varchar' }
      })
      statement.rows = result.rows
      statement.status = behaviour.aborts ? 'ABORTED' : 'FINISHED'
    })().catch((error: Error & { code?: string }) => {
      statement.status = error.code === '57014' ? 'ABORTED' : 'FAILED'
      statement.error = `ERROR: ${error.message}`
    }).finally(() => client.end())
    const id = randomUUID()
    statements.set(id, statement)
    return id
  }

  async function answer (operation: string, input: Record<string, unknown>): Promise<object> {
    if (operation === 'ExecuteStatement') {
      const token = String(input['ClientToken'])
      const parameters = (input['Parameters'] ?? []) as { name: string, value: string }[]
      const id = tokens.get(token) ?? start(String(input['Sql']), parameters)
      tokens.set(token, id)
      await sleep(behaviour.slowStartMs)
      return { Id: id, Database: input['Database'], CreatedAt: Date.now() / 1000 }
    }
    const statement = statements.get(String(input['Id']))
    if (statement === undefined) throw new Refusal('ResourceNotFoundException', 'Query does not exist.')
    if (operation === 'DescribeStatement') {
      const longPollMs = Number(input['WaitTimeSeconds'] ?? 0) * 1000
      if (waits) await Promise.race([statement.done, sleep(longPollMs, undefined, { ref: false })])
      const { status, error } = statement
      return { Id: input['Id'], Status: status, ...(error !== undefined && { Error: error }) }
    }
    if (operation === 'CancelStatement') {
      if (statement.status !== 'STARTED') {
        throw new Refusal('ValidationException', 'Could not cancel a query that is already in FINISHED state')
      }
      const client = new pg.Client({ connectionString: postgresUrl })
      await client.connect()
      await client.query('SELECT pg_cancel_backend($1)', [statement.pid])
      await client.end()
      return { Status: true }
    }
    const from = Number(input['NextToken'] ?? 0)
    const next = from + pageRows < statement.rows.length || behaviour.repeatsToken
    return {
      ColumnMetadata: statement.columns,
      Records: statement.rows.slice(from, from + pageRows).map((row) => row.map((value, place) => {
        return behaviour.kindless ? {} : field(value, statement.columns[place]?.typeName)
      })),
      TotalNumRows: statement.rows.length,
      ...(next && { NextToken: behaviour.repeatsToken ? '1' : String(from + pageRows) })
    }
  }

  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace('RedshiftData.', '')
    const input = JSON.parse(await text(request)) as Record<string, unknown>
    calls.push({ operation, input })
    const fault = behaviour.faults.findIndex((one) => one.operation === operation)
    const [{ error } = { error: null }] = fault === -1 ? [] : behaviour.faults.splice(fault, 1)
    if (error === 'reset') {
      request.socket.destroy()
      return
    }
    try {
      if (error !== null) throw new Refusal(error, `${error} as asked for`)
      reply(response, 200, await answer(operation, input))
    } catch (refusal) {
      const { name, message } = refusal as Error
      reply(response, name === 'InternalServerException' ? 500 : 400, { __type: name, message, Message: message })
    }
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.teardown(async () => {
    server.closeAllConnections()
    server.close()
    await Promise.all([...statements.values()].map(({ done }) => done))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, behaviour }
}

class Refusal extends Error {
  constructor (name: string, message: string) {
    super(message)
    this.name = name
  }
}

function reply (response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
}

function field (value: unknown, typeName = 'varchar'): object {
  if (value === null) return { isNull: true }
  if (typeName.startsWith('int')) return { longValue: Number(value) }
  if (typeName.startsWith('float')) return { doubleValue: Number(value) }
  return typeName === 'bool' ? { booleanValue: value === 't' } : { stringValue: value }
}
