import { upstreamTimeout } from '../errors.ts'

export interface DeadlineOptions {
  /** Who is waited for, as a sentence begins: `The model`. */
  service: string
  timeoutMs: number
  /** The error that a caller may see for one that neither they nor the deadline brought about. */
  toAppError: (error: unknown) => unknown
}

export interface Deadline {
  /** Aborts when the caller leaves, and when the time is over. */
  signal: AbortSignal
  /**
   * What to throw for an error that came under the signal: the caller's own reason where they left, `upstream_timeout`
   * where the time was over, else what the options make of it.
   */
  toAppError (error: unknown): unknown
}

/** Starts the time that a service has for an answer; `caller` aborts when whoever waits for it leaves. */
export function startDeadline (caller: AbortSignal, { service, timeoutMs, toAppError }: DeadlineOptions): Deadline {
  const late = AbortSignal.timeout(timeoutMs)
  return {
    signal: AbortSignal.any([caller, late]),
    toAppError: (error) => {
      if (caller.aborted) return caller.reason
      if (late.aborted) return upstreamTimeout(`${service} took longer than ${timeoutMs / 1000} s.`, error)
      return toAppError(error)
    }
  }
}

/** What `work` comes to within a deadline. Throws what `Deadline.toAppError` makes of its error. */
export async function withDeadline<T> (
  caller: AbortSignal, options: DeadlineOptions, work: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const deadline = startDeadline(caller, options)
  try {
    return await work(deadline.signal)
  } catch (error) {
    throw deadline.toAppError(error)
  }
}
