import { randomUUID } from 'node:crypto'
import type { ResultReuseConfiguration, ResultSet } from '@aws-sdk/client-athena'
import { callService } from '../../aws/call.ts'
import { lazyClient } from '../../aws/client.ts'
import { runStatement, type ResultPage, type StatementEnd } from '../../aws/statement.ts'
import type { AthenaSettings } from '../../config/services.ts'
import { withTenants, type QueryEngine, type Row } from './engine.ts'

const maxPageRows = 1000

const errors = {
  service: 'Athena',
  failure: 'Athena refused the query.',
  throttles: ['TooManyRequestsException', 'ThrottlingException']
}

/** Athena's states of a query that has ended; every other one is that of a query under way. */
const endStates: Record<string, StatementEnd['state']> = {
  SUCCEEDED: 'finished',
  FAILED: 'failed',
  CANCELLED: 'cancelled'
}

/** The archive through Athena (Amazon Athena API reference). Its client is loaded with the first query. */
export function createAthena ({ workgroup, database, output, timeoutMs, reuseMinutes }: AthenaSettings): QueryEngine {
  const load = lazyClient(() => import('@aws-sdk/client-athena'), (sdk) => new sdk.AthenaClient({}))

  async function run (sql: string, parameters: readonly string[], signal: AbortSignal): Promise<Row[]> {
    const { sdk, client } = await load()
    return runStatement({
      service: errors.service,
      statement: 'query',
      longPolls: false,
      start: async () => {
        const { QueryExecutionId: id } = await client.send(new sdk.StartQueryExecutionCommand({
          QueryString: sql,
          WorkGroup: workgroup,
          QueryExecutionContext: { Database: database },
          ClientRequestToken: randomUUID(),
          ...(output !== null && { ResultConfiguration: { OutputLocation: output } }),
          ...(parameters.length > 0 && { ExecutionParameters: parameters.map(toLiteral) }),
          ResultReuseConfiguration: reuseOf(reuseMinutes)
        }))
        return id
      },
      findEnd: async (id, abortSignal) => {
        const command = new sdk.GetQueryExecutionCommand({ QueryExecutionId: id })
        const { QueryExecution: execution } = await client.send(command, { abortSignal })
        const { State: state = '', StateChangeReason: reason } = execution?.Status ?? {}
        const end = endStates[state]
        return end === undefined ? null : { state: end, reason }
      },
      readPage: async (id, token, abortSignal): Promise<ResultPage<Row>> => {
        const command = new sdk.GetQueryResultsCommand({
          QueryExecutionId: id, MaxResults: maxPageRows, ...(token !== undefined && { NextToken: token })
        })
        const { ResultSet: result, NextToken: nextToken } = await client.send(command, { abortSignal })
        const rows = rowsOf(result)
        // the first row of the first page holds the names of the columns
        return { rows: token === undefined ? rows.slice(1) : rows, nextToken }
      },
      cancel: (id, abortSignal) => {
        return client.send(new sdk.StopQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal })
      }
    }, signal)
  }

  return {
    kind: 'athena',
    query: ({ sql, tenants, parameters }, caller) => callService(errors, timeoutMs, caller, async (signal) => {
      return run(withTenants(sql, tenants), parameters, signal)
    }),
    close: load.close
  }
}

/** Athena takes each parameter as an expression of SQL. */
function toLiteral (text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function reuseOf (minutes: number): ResultReuseConfiguration {
  const isOn = minutes > 0
  return { ResultReuseByAgeConfiguration: { Enabled: isOn, ...(isOn && { MaxAgeInMinutes: minutes }) } }
}

function rowsOf (result: ResultSet | undefined): Row[] {
  const columns = result?.ResultSetMetadata?.ColumnInfo ?? []
  return (result?.Rows ?? []).map(({ Data: values = [] }) => {
    return Object.fromEntries(columns.map(({ Name: name = '' }, place) => [name, values[place]?.VarCharValue ?? null]))
  })
}
