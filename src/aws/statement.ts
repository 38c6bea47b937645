import { setTimeout as sleep } from 'node:timers/promises'
import { raceAbort } from '../async/race-abort.ts'
import { upstreamError, upstreamTimeout } from '../errors.ts'

export interface StatementEnd {
  state: 'finished' | 'failed' | 'cancelled'
  /** The service's own words; a caller does not see them. */
  reason: string | undefined
}

export interface ResultPage<R> {
  rows: R[]
  nextToken: string | undefined
}

/** The calls of a service that starts a statement, is asked whether it has ended, and gives its rows page by page. */
export interface StatementCalls<R> {
  /** The service, as a sentence begins, and what it calls a statement. */
  service: string
  statement: string
  /** Whether `findEnd` waits for the end by itself, so that it may be asked again at once. */
  longPolls: boolean
  /** Starts the statement; its id. There is no signal: what was begun must be known, so that it can be cancelled. */
  start (): Promise<string | undefined>
  /** How the statement ended, or null while it runs. */
  findEnd (id: string, signal: AbortSignal): Promise<StatementEnd | null>
  /** A page of rows; the first one has no token. */
  readPage (id: string, token: string | undefined, signal: AbortSignal): Promise<ResultPage<R>>
  cancel (id: string, signal: AbortSignal): Promise<unknown>
  /** Told where a statement could not be cancelled: it may have ended by then. */
  onNotCancelled? (error: unknown): void
}

const firstPauseMs = 50
const maxPauseMs = 1000
const cancelTimeoutMs = 2000

/**
 * Every row of a statement. When the signal aborts, the statement is cancelled before this rejects, since Lambda may
 * freeze the process when the caller is answered. Errors: `upstream_error`, `upstream_timeout`, the SDK's, and
 * the signal's reason.
 */
export async function runStatement<R> (calls: StatementCalls<R>, signal: AbortSignal): Promise<R[]> {
  const starting = calls.start()
  try {
    const id = await raceAbort(starting, signal)
    if (id === undefined) throw upstreamError(`${calls.service} started a ${calls.statement} and did not name it.`)
    checkEnd(calls, await waitForEnd(calls, id, signal))
    return await readPages(calls, id, signal)
  } catch (error) {
    if (signal.aborted) await cancel(calls, starting)
    throw error
  }
}

async function waitForEnd<R> (calls: StatementCalls<R>, id: string, signal: AbortSignal): Promise<StatementEnd> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    const askedAt = performance.now()
    const end = await calls.findEnd(id, signal)
    if (end !== null) return end
    // a service that should have waited may have answered at once
    const hasWaited = calls.longPolls && performance.now() - askedAt >= pauseMs
    if (!hasWaited) await sleep(pauseMs, undefined, { signal })
  }
}

function checkEnd<R> ({ service, statement }: StatementCalls<R>, { state, reason }: StatementEnd): void {
  const cause = new Error(reason ?? 'no reason given')
  if (state === 'failed') throw upstreamError(`${service} could not run the ${statement}.`, cause)
  if (state === 'cancelled') throw upstreamTimeout(`${service} stopped the ${statement} before its end.`, cause)
}

async function readPages<R> (calls: StatementCalls<R>, id: string, signal: AbortSignal): Promise<R[]> {
  const rows: R[] = []
  const seen = new Set<string>()
  for (let token: string | undefined; ;) {
    const page = await calls.readPage(id, token, signal)
    for (const row of page.rows) rows.push(row)
    token = page.nextToken
    if (token === undefined) return rows
    if (seen.has(token)) throw upstreamError(`${calls.service} sends the same page of a result again and again.`)
    seen.add(token)
  }
}

async function cancel<R> (calls: StatementCalls<R>, starting: Promise<string | undefined>): Promise<void> {
  const signal = AbortSignal.timeout(cancelTimeoutMs)
  const cancelled = starting.then((id) => id === undefined ? undefined : calls.cancel(id, signal))
  await raceAbort(cancelled, signal).catch((error: unknown) => calls.onNotCancelled?.(error))
}
