import { randomUUID } from 'node:crypto'
import { currentTraceId } from '../config.ts'
import type { Deadline } from './deadline.ts'

/** What woke the function, for the log lines, for who is trusted and for what an answer must keep to; there is none on a local port. */
export interface Invocation {
  /** `function-url`, `api-gateway`, `load-balancer`, `bedrock-agent`, `dynamodb`, `direct`. */
  source: string
  /** It came through IAM, which let nobody else in: no key is asked for. */
  trusted: boolean
  awsRequestId: string | undefined
  /** The same, or one of our own: what errors that no route answered are found by. */
  requestId: string
  traceId: string | undefined
  deadline: Pick<Deadline, 'signal'>
  /** Bytes of an answer as `quotedBytes` counts them; null where nothing bounds it. */
  maxAnswerBytes: number | null
  /** Nothing but JSON is an answer: a route can write other formats where it is asked for one. */
  jsonOnly?: boolean | undefined
  /** The Bedrock agent that asks. */
  agentId?: string | undefined
  /** What must have ended before the invocation has: after it, Lambda may freeze the process. */
  settling: Promise<unknown>[]
  /** The error that cut an answer off behind its head, which HTTP itself cannot carry. */
  cutBy: unknown
  /** The headers of this invocation's requests: the one by which they are told, whose value nobody outside can know, and the credentials that they carry on. */
  ticket: Record<string, string>
  /** Must be called when it has its answer. */
  end (): void
}

/** What Lambda takes of a buffered answer (Lambda quotas). */
export const lambdaBytes = 6 * 1024 * 1024

export const ticketHeader = 'x-atalaya-invocation'
/** What makes the tickets of this process such that nobody can guess them. */
const processId = randomUUID()
let invocations = 0
const running = new Map<string, Invocation>()

export type About = Pick<Invocation, 'source' | 'trusted' | 'maxAnswerBytes' | 'jsonOnly' | 'agentId'> & { credentials?: Record<string, string> }

/**
 * Begins an invocation, which lasts until `end`. Its requests are known by their ticket rather than by an
 * AsyncLocalStorage, which on Node 20 slows every promise of the process: a third of the warm calls.
 */
export function startInvocation ({ source, trusted, maxAnswerBytes, jsonOnly = false, agentId, credentials = {} }: About, awsRequestId: string | undefined, deadline: Pick<Deadline, 'signal'>): Invocation {
  const id = `${processId}-${++invocations}`
  const invocation: Invocation = {
    source,
    trusted,
    awsRequestId,
    requestId: awsRequestId ?? id,
    traceId: currentTraceId(),
    deadline,
    maxAnswerBytes,
    jsonOnly,
    agentId,
    settling: [],
    cutBy: undefined,
    ticket: { ...credentials, [ticketHeader]: id },
    end: () => { running.delete(id) }
  }
  running.set(id, invocation)
  return invocation
}

/** The invocation that a request belongs to; undefined on a local port. */
export function invocationOf (headers: Record<string, unknown>): Invocation | undefined {
  const id = headers[ticketHeader]
  return typeof id === 'string' ? running.get(id) : undefined
}

/** The invocation under way where there is just one, as in Lambda; for lines that no request writes. */
export function onlyInvocation (): Invocation | undefined {
  if (running.size !== 1) return undefined
  const [invocation] = running.values()
  return invocation
}
