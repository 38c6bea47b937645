import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ColumnMetadata, DescribeStatementCommandOutput, Field, RedshiftDataClient, SqlParameter } from '@aws-sdk/client-redshift-data'
import { unlessAborted } from '../../abort.ts'
import { AppError, serviceUnavailable, upstreamError, upstreamTimeout } from '../../errors.ts'
import type { Log } from '../../postgres/database.ts'
import { parametersOf, valueOf, type Row, type Value, type Warehouse, type WarehouseStatement } from './warehouse.ts'

export interface RedshiftSettings {
  /** A Serverless workgroup, or a cluster with the login of a database user or of a secret. */
  target: { WorkgroupName: string, SecretArn?: string } | { ClusterIdentifier: string, DbUser?: string, SecretArn?: string }
  database: string
  statementTimeoutMs: number
}

const longPollSeconds = 20
const firstPauseMs = 50
const longestPauseMs = 1000
const cancelTimeoutMs = 2000
const endStatuses = new Set(['FINISHED', 'FAILED', 'ABORTED'])

type Sdk = typeof import('@aws-sdk/client-redshift-data')

/** The warehouse in Redshift (Amazon Redshift Data API reference). Its client is loaded with the first statement. */
export function createRedshiftWarehouse ({ target, database, statementTimeoutMs }: RedshiftSettings, log: Log): Warehouse {
  let loaded: Promise<{ sdk: Sdk, client: RedshiftDataClient }> | undefined
  const load = () => {
    loaded ??= import('@aws-sdk/client-redshift-data').then((sdk) => ({ sdk, client: new sdk.RedshiftDataClient({}) }))
    return loaded
  }

  async function run (sql: string, parameters: SqlParameter[], signal: AbortSignal): Promise<Row[]> {
    const { sdk, client } = await load()
    // without the signal: what was begun must be known to be cancelled
    const starting = client.send(new sdk.ExecuteStatementCommand({
      ...target,
      Database: database,
      Sql: sql,
      Parameters: parameters,
      ClientToken: randomUUID(),
      StatementName: 'atalaya'
    }))
    try {
      const { Id } = await unlessAborted(starting, signal)
      if (Id === undefined) throw upstreamError('The warehouse started a statement and did not name it.')
      checkEnd(await ended(sdk, client, Id, signal))
      return await pages(sdk, client, Id, signal)
    } catch (error) {
      if (signal.aborted) await cancel(sdk, client, starting)
      throw error
    }
  }

  /** Waited for, since Lambda may freeze the process when the caller is answered. */
  async function cancel (sdk: Sdk, client: RedshiftDataClient, starting: Promise<{ Id?: string | undefined }>): Promise<void> {
    const abortSignal = AbortSignal.timeout(cancelTimeoutMs)
    const cancelled = starting.then(({ Id }) => client.send(new sdk.CancelStatementCommand({ Id }), { abortSignal }))
    // a statement that has ended by then cannot be cancelled
    await unlessAborted(cancelled, abortSignal).catch((error: unknown) => log.debug({ err: error }, 'the statement was not cancelled'))
  }

  return {
    kind: 'redshift',
    async query<R extends Row> ({ sql, parameters: given }: WarehouseStatement, caller: AbortSignal): Promise<R[]> {
      const parameters = parametersOf(sql).map((name) => ({ name, value: valueOf(given, name) }))
      const late = AbortSignal.timeout(statementTimeoutMs)
      try {
        return await run(sql, parameters, AbortSignal.any([caller, late])) as R[]
      } catch (error) {
        caller.throwIfAborted()
        if (late.aborted) throw upstreamTimeout(`The warehouse took longer than ${statementTimeoutMs / 1000} s.`, error)
        throw toCaller(error)
      }
    },
    close: async () => { (await loaded)?.client.destroy() }
  }
}

/** Waits by long polls; where the service answers at once although nothing has ended, by pauses that grow. */
async function ended (sdk: Sdk, client: RedshiftDataClient, id: string, signal: AbortSignal): Promise<DescribeStatementCommandOutput> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const asked = performance.now()
    const statement = await client.send(new sdk.DescribeStatementCommand({ Id: id, WaitTimeSeconds: longPollSeconds }), { abortSignal: signal })
    if (endStatuses.has(statement.Status ?? '')) return statement
    if (performance.now() - asked < pause) await sleep(pause, undefined, { signal })
  }
}

function checkEnd ({ Status: status, Error: reason }: DescribeStatementCommandOutput): void {
  if (status === 'FAILED') throw upstreamError('The warehouse could not run the statement.', new Error(reason ?? 'no reason given'))
  if (status === 'ABORTED') throw upstreamTimeout('The warehouse stopped the statement before its end.', new Error(reason ?? 'no reason given'))
}

async function pages (sdk: Sdk, client: RedshiftDataClient, id: string, signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = []
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const page = await client.send(new sdk.GetStatementResultCommand({ Id: id, ...(token !== undefined && { NextToken: token }) }), { abortSignal: signal })
    const columns = page.ColumnMetadata ?? []
    for (const record of page.Records ?? []) rows.push(rowOf(columns, record))
    token = page.NextToken
    if (token !== undefined && seen.has(token)) throw upstreamError('The warehouse sends the same page of a result again and again.')
    if (token !== undefined) seen.add(token)
  } while (token !== undefined)
  return rows
}

function rowOf (columns: ColumnMetadata[], record: Field[]): Row {
  if (record.length !== columns.length) throw upstreamError('The warehouse sent a row that does not fit its columns.')
  return Object.fromEntries(columns.map(({ name, typeName }, place) => [name ?? `column_${place}`, typed(record[place], typeName)]))
}

/** numeric comes as text, so that no digit is lost on the way; here it is a number, as in the other adapter. */
function typed (field: Field | undefined, typeName: string | undefined): Value {
  const value = field?.stringValue ?? field?.longValue ?? field?.doubleValue ?? field?.booleanValue
  if (value === undefined) {
    if (field?.isNull === true) return null
    throw upstreamError('The warehouse sent a value of a kind that is not known here.')
  }
  return typeName === 'numeric' || typeName === 'decimal' ? Number(value) : value
}

const throttles = new Set(['ThrottlingException', 'ActiveStatementsExceededException', 'ActiveSessionsExceededException', 'TooManyRequestsException'])

function toCaller (error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  if (throttles.has(error.name)) return serviceUnavailable('The warehouse has too much to do now: try again.', error)
  const isNamed = '$metadata' in error && '$fault' in error
  return isNamed ? upstreamError('The warehouse refused the statement.', error) : serviceUnavailable('The warehouse cannot be reached now.', error)
}
