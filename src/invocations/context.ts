import { AsyncLocalStorage } from 'node:async_hooks'

/** What woke the function, for the log lines, for who is trusted and for what an answer must keep to; there is none on a local port. */
export interface Invocation {
  /** `function-url`, `api-gateway`, `load-balancer`, `bedrock-agent`, `dynamodb`, `direct`. */
  source: string
  /** It came through IAM, which let nobody else in: no key is asked for. */
  trusted: boolean
  awsRequestId: string | undefined
  traceId: string | undefined
  /** Aborts, with the error that the caller gets, shortly before the function's time runs out. */
  signal: AbortSignal
  /** Bytes of an answer as `quotedBytes` counts them; null where nothing bounds it. */
  maxAnswerBytes: number | null
}

export const invocations = new AsyncLocalStorage<Invocation>()
