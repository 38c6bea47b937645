import { setTimeout as sleep } from 'node:timers/promises'

export interface Backoff {
  /** The span of the first pause; each later pause has twice the span of the one before. */
  firstPauseMs: number
  maxPauseMs: number
}

export interface RetryOptions extends Backoff {
  /** Ends the tries. */
  signal: AbortSignal
  /** Whether the same work may succeed in a moment. */
  isRetryable: (error: unknown) => boolean
  /** How often the work is begun at most; without it only the signal ends the tries. */
  maxTries?: number
}

/**
 * Waits after `tries` tries that failed: a random part of a span that doubles, so that callers who failed
 * together do not come back together ("full jitter": AWS Architecture Blog, "Exponential Backoff And Jitter").
 * Throws an AbortError when the signal aborts.
 */
export async function backOff (tries: number, backoff: Backoff, signal: AbortSignal): Promise<void> {
  await sleep(Math.random() * pauseSpanMs(tries, backoff), undefined, { signal })
}

/** The longest that the pause after `tries` tries may be. */
export function pauseSpanMs (tries: number, { firstPauseMs, maxPauseMs }: Backoff): number {
  return Math.min(firstPauseMs * 2 ** (tries - 1), maxPauseMs)
}

/**
 * What `work` comes to, tried again after a pause as long as its error is retryable. Throws the last error, and the
 * signal's reason or an AbortError where the signal ended the tries.
 */
export async function retry<T> (
  work: () => Promise<T>, { signal, isRetryable, maxTries = Infinity, ...backoff }: RetryOptions
): Promise<T> {
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      if (signal.aborted || tries >= maxTries || !isRetryable(error)) throw error
    }
    await backOff(tries, backoff, signal)
  }
}
