import { upstreamTimeout, type AppError } from '../errors.ts'

/** What of Lambda's context object is used. */
export interface LambdaContext {
  awsRequestId?: string
  /** Milliseconds until Lambda ends this invocation. */
  getRemainingTimeInMillis?: () => number
}

export interface Deadline {
  /** Aborts with an `upstream_timeout` AppError (504): a tenth of the time before the end, at least 0.1 s and at most 1 s. Made when first asked for. */
  readonly signal: AbortSignal
  /** Rejected with the same error half of that later, for work that did not heed the signal. */
  late: Promise<never>
  /** Must be called when the work is done. */
  end (): void
}

const longestMarginMs = 1000
const shortestMarginMs = 100

/** Watches the time that Lambda gives to an invocation; where the context tells none, there is no end to it. */
export function startDeadline (context: LambdaContext): Deadline {
  const controller = new AbortController()
  const remaining = context.getRemainingTimeInMillis?.()
  if (remaining === undefined) return { get signal () { return controller.signal }, late: new Promise(() => {}), end: () => {} }
  const margin = Math.min(longestMarginMs, Math.max(shortestMarginMs, remaining / 10))
  let giveUp: (error: AppError) => void = () => {}
  const late = new Promise<never>((_resolve, reject) => { giveUp = reject })
  let timer = setTimeout(() => {
    const error = upstreamTimeout('The function\'s time is nearly up, so the work was stopped: ask for less, or give the function a longer timeout.')
    controller.abort(error)
    timer = setTimeout(giveUp, margin / 2, error)
  }, remaining - margin)
  return { get signal () { return controller.signal }, late, end: () => { clearTimeout(timer) } }
}
