import { randomUUID } from 'node:crypto'
import type { ColumnMetadata, Field, SqlParameter } from '@aws-sdk/client-redshift-data'
import { callService } from '../../aws/call.ts'
import { lazyClient } from '../../aws/client.ts'
import { runStatement, type ResultPage, type StatementEnd } from '../../aws/statement.ts'
import type { RedshiftSettings } from '../../config/services.ts'
import { upstreamError } from '../../errors.ts'
import type { Log } from '../../postgres/statement.ts'
import { parametersOf, valueOf, type Row, type Value, type Warehouse, type WarehouseStatement } from './warehouse.ts'

const longPollSeconds = 20

const errors = {
  service: 'The warehouse',
  failure: 'The warehouse refused the statement.',
  throttles: [
    'ThrottlingException', 'ActiveStatementsExceededException', 'ActiveSessionsExceededException',
    'TooManyRequestsException'
  ]
}

/** The Data API's states of a statement that has ended; every other one is that of a statement under way. */
const endStates: Record<string, StatementEnd['state']> = {
  FINISHED: 'finished',
  FAILED: 'failed',
  ABORTED: 'cancelled'
}

/** The warehouse in Redshift (Amazon Redshift Data API reference). Its client is loaded with the first statement. */
export function createRedshiftWarehouse (
  { target, database, statementTimeoutMs }: RedshiftSettings, log: Log
): Warehouse {
  const load = lazyClient(() => import('@aws-sdk/client-redshift-data'), (sdk) => new sdk.RedshiftDataClient({}))

  async function run (sql: string, parameters: SqlParameter[], signal: AbortSignal): Promise<Row[]> {
    const { sdk, client } = await load()
    return runStatement({
      service: errors.service,
      statement: 'statement',
      longPolls: true,
      start: async () => {
        const { Id: id } = await client.send(new sdk.ExecuteStatementCommand({
          ...target,
          Database: database,
          Sql: sql,
          Parameters: parameters,
          ClientToken: randomUUID(),
          StatementName: 'atalaya'
        }))
        return id
      },
      findEnd: async (id, abortSignal) => {
        const command = new sdk.DescribeStatementCommand({ Id: id, WaitTimeSeconds: longPollSeconds })
        const { Status: status = '', Error: reason } = await client.send(command, { abortSignal })
        const end = endStates[status]
        return end === undefined ? null : { state: end, reason }
      },
      readPage: async (id, token, abortSignal): Promise<ResultPage<Row>> => {
        const command = new sdk.GetStatementResultCommand({ Id: id, ...(token !== undefined && { NextToken: token }) })
        const page = await client.send(command, { abortSignal })
        const columns = page.ColumnMetadata ?? []
        return { rows: (page.Records ?? []).map((record) => rowOf(columns, record)), nextToken: page.NextToken }
      },
      cancel: (id, abortSignal) => client.send(new sdk.CancelStatementCommand({ Id: id }), { abortSignal }),
      onNotCancelled: (error) => log.debug({ err: error }, 'the statement was not cancelled')
    }, signal)
  }

  return {
    kind: 'redshift',
    async query<R extends Row> ({ sql, parameters: given }: WarehouseStatement, caller: AbortSignal): Promise<R[]> {
      const parameters = parametersOf(sql).map((name) => ({ name, value: valueOf(given, name) }))
      const rows = await callService(errors, statementTimeoutMs, caller, (signal) => run(sql, parameters, signal))
      return rows as R[]
    },
    close: load.close
  }
}

function rowOf (columns: ColumnMetadata[], record: Field[]): Row {
  if (record.length !== columns.length) throw upstreamError('The warehouse sent a row that does not fit its columns.')
  return Object.fromEntries(columns.map(({ name, typeName }, place) => {
    return [name ?? `column_${place}`, readField(record[place], typeName)]
  }))
}

/** numeric comes as text, so that no digit is lost on the way; here it is a number, as in the other adapter. */
function readField (field: Field | undefined, typeName: string | undefined): Value {
  const value = field?.stringValue ?? field?.longValue ?? field?.doubleValue ?? field?.booleanValue
  if (value === undefined) {
    if (field?.isNull === true) return null
    throw upstreamError('The warehouse sent a value of a kind that is not known here.')
  }
  return typeName === 'numeric' || typeName === 'decimal' ? Number(value) : value
}
