import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AthenaClient } from '@aws-sdk/client-athena'
import { unlessAborted } from '../../abort.ts'
import { AppError, serviceUnavailable, upstreamError, upstreamTimeout } from '../../errors.ts'
import { withTenants, type Engine, type Row } from './engine.ts'

export interface AthenaSettings {
  workgroup: string
  database: string
  /** Where results are put, where the workgroup does not say. */
  output: string | null
  timeoutMs: number
  /** How old the result of the same query may be that is given again. */
  reuseMinutes: number
}

const firstPauseMs = 50
const longestPauseMs = 1000
const stopTimeoutMs = 2000
const pageRows = 1000

type Sdk = typeof import('@aws-sdk/client-athena')

/** The archive through Athena (Amazon Athena API reference). Its client is loaded with the first query. */
export function createAthena ({ workgroup, database, output, timeoutMs, reuseMinutes }: AthenaSettings): Engine {
  let loaded: Promise<{ sdk: Sdk, client: AthenaClient }> | undefined
  const load = () => {
    loaded ??= import('@aws-sdk/client-athena').then((sdk) => ({ sdk, client: new sdk.AthenaClient({}) }))
    return loaded
  }

  async function run (sql: string, parameters: readonly string[], signal: AbortSignal): Promise<Row[]> {
    const { sdk, client } = await load()
    // without the signal: what was begun must be known to be stopped
    const starting = client.send(new sdk.StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: workgroup,
      QueryExecutionContext: { Database: database },
      ClientRequestToken: randomUUID(),
      ...(output !== null && { ResultConfiguration: { OutputLocation: output } }),
      // each is an expression of SQL
      ...(parameters.length > 0 && { ExecutionParameters: parameters.map((text) => `'${text.replaceAll("'", "''")}'`) }),
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: reuseMinutes > 0, ...(reuseMinutes > 0 && { MaxAgeInMinutes: reuseMinutes }) } }
    }))
    let id: string | undefined
    try {
      id = (await unlessAborted(starting, signal)).QueryExecutionId
      if (id === undefined) throw upstreamError('Athena started a query and did not name it.')
      await ended(sdk, client, id, signal)
      return await pages(sdk, client, id, signal)
    } catch (error) {
      if (signal.aborted) {
        const abortSignal = AbortSignal.timeout(stopTimeoutMs)
        const stopped = starting.then(({ QueryExecutionId }) => client.send(new sdk.StopQueryExecutionCommand({ QueryExecutionId }), { abortSignal }))
        await unlessAborted(stopped, abortSignal).catch(() => {}) // one that has ended by then cannot be stopped
      }
      throw error
    }
  }

  return {
    kind: 'athena',
    async query ({ sql, tenants, parameters }, caller) {
      const late = AbortSignal.timeout(timeoutMs)
      try {
        return await run(withTenants(sql, tenants), parameters, AbortSignal.any([caller, late]))
      } catch (error) {
        caller.throwIfAborted()
        if (late.aborted) throw upstreamTimeout(`Athena took longer than ${timeoutMs / 1000} s.`, error)
        throw toCaller(error)
      }
    },
    close: () => { loaded?.then(({ client }) => client.destroy(), () => {}) }
  }
}

async function ended (sdk: Sdk, client: AthenaClient, id: string, signal: AbortSignal): Promise<void> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const { QueryExecution: execution } = await client.send(new sdk.GetQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal: signal })
    const { State: state, StateChangeReason: reason } = execution?.Status ?? {}
    if (state === 'SUCCEEDED') return
    if (state === 'FAILED') throw upstreamError('Athena could not run the query.', new Error(reason ?? 'no reason given'))
    if (state === 'CANCELLED') throw upstreamTimeout('Athena stopped the query before its end.', new Error(reason ?? 'no reason given'))
    await sleep(pause, undefined, { signal })
  }
}

/** The first row of the first page holds the names of the columns. */
async function pages (sdk: Sdk, client: AthenaClient, id: string, signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = []
  let token: string | undefined
  let isFirst = true
  do {
    const { ResultSet: result, NextToken: next } = await client.send(new sdk.GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: pageRows, ...(token !== undefined && { NextToken: token }) }), { abortSignal: signal })
    const names = result?.ResultSetMetadata?.ColumnInfo?.map(({ Name: name }) => name ?? '') ?? []
    for (const { Data: data = [] } of (result?.Rows ?? []).slice(isFirst ? 1 : 0)) rows.push(Object.fromEntries(names.map((name, place) => [name, data[place]?.VarCharValue ?? null])))
    isFirst = false
    if (next !== undefined && next === token) throw upstreamError('Athena sends the same page of a result again and again.')
    token = next
  } while (token !== undefined)
  return rows
}

function toCaller (error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  if (error.name === 'TooManyRequestsException' || error.name === 'ThrottlingException') return serviceUnavailable('Athena has too much to do now: try again.', error)
  const isNamed = '$metadata' in error && '$fault' in error
  return isNamed ? upstreamError('Athena refused the query.', error) : serviceUnavailable('Athena cannot be reached now.', error)
}
