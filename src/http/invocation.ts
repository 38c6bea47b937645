import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

/**
 * What woke the function: for the log lines, for who is trusted and for what an answer must keep to. There is none on
 * a local port.
 */
export interface Invocation {
  /** `function-url`, `api-gateway`, `load-balancer`, `bedrock-agent`, `dynamodb`, `direct`. */
  source: string
  /** It came through IAM, which let nobody else in: no key is asked for. */
  trusted: boolean
  awsRequestId: string | undefined
  /** The same, or one of our own: what errors that no route answered are found by. */
  requestId: string
  traceId: string | undefined
  /** Aborts when the function's time is nearly up. */
  deadline: { signal: AbortSignal }
  /** Bytes of an answer as `quotedBytes` counts them; null where nothing bounds it. */
  maxAnswerBytes: number | null
  /** Nothing but JSON is an answer: a route can write other formats where it is asked for one. */
  jsonOnly: boolean
  /** The Bedrock agent that asks. */
  agentId: string | undefined
  /** The headers by which its requests say who calls; empty where they bring their own. */
  credentials: Record<string, string>
  /** What must have ended before the invocation has: after it, Lambda may freeze the process. */
  pending: Promise<unknown>[]
  /** The error that cut an answer off behind its head, which HTTP itself cannot carry. */
  streamError: unknown
}

type RequiredInit = 'source' | 'trusted' | 'awsRequestId' | 'traceId' | 'deadline' | 'maxAnswerBytes'
type OptionalInit = 'jsonOnly' | 'agentId' | 'credentials'
export type InvocationInit = Pick<Invocation, RequiredInit> & Partial<Pick<Invocation, OptionalInit>>

const storage = new AsyncLocalStorage<Invocation>()
const running = new Set<Invocation>()

/** Runs `work` as an invocation, which everything that it starts belongs to, and which lasts until it has ended. */
export async function runInvocation<T> (
  init: InvocationInit, work: (invocation: Invocation) => Promise<T>
): Promise<T> {
  const invocation: Invocation = {
    jsonOnly: false,
    agentId: undefined,
    credentials: {},
    ...init,
    requestId: init.awsRequestId ?? randomUUID(),
    pending: [],
    streamError: undefined
  }
  running.add(invocation)
  try {
    return await storage.run(invocation, work, invocation)
  } finally {
    running.delete(invocation)
  }
}

/** The invocation under way here; undefined on a local port, and where what goes on outlived the one that began it. */
export function currentInvocation (): Invocation | undefined {
  const invocation = storage.getStore()
  return invocation !== undefined && running.has(invocation) ? invocation : undefined
}

/** The invocation under way where there is just one, as in Lambda: for work that none of them began. */
export function onlyInvocation (): Invocation | undefined {
  if (running.size !== 1) return undefined
  const [invocation] = running
  return invocation
}
