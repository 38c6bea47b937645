import { AsyncLocalStorage } from 'node:async_hooks'

/** What woke the function, for the log lines and for who is trusted; there is none on a local port. */
export interface Invocation {
  /** `function-url`, `api-gateway`, `load-balancer`, `direct`, … */
  source: string
  /** It came through IAM, which let nobody else in: no key is asked for. */
  trusted: boolean
  awsRequestId: string | undefined
  traceId: string | undefined
}

export const invocations = new AsyncLocalStorage<Invocation>()
