import { createSemaphore, type Release } from '../async/semaphore.ts'
import { payloadTooLarge, serviceUnavailable } from '../errors.ts'

const megabyte = 1024 * 1024

export interface LargeBodies {
  /**
   * What `work` makes of a body, whose bytes it reads as they come. Errors: `payload_too_large` as soon as there
   * are too many of them, and `service_unavailable` for a large body that got no turn in time.
   */
  read<T> (body: AsyncIterable<Buffer>, work: (bytes: AsyncIterable<Buffer>) => Promise<T>): Promise<T>
}

interface Limits {
  maxBytes?: number
  /** Beyond this size a body is large. */
  largeBytes?: number
  /** How many large ones are worked on at a time. */
  maxLargeAtOnce?: number
  /** How long another one waits for its turn. */
  maxWaitMs?: number
}

/** Bounds the memory that bodies take which are kept until their end: only a few large ones are read at a time. */
export function createLargeBodies ({
  maxBytes = 64 * megabyte, largeBytes = 8 * megabyte, maxLargeAtOnce = 2, maxWaitMs = 2000
}: Limits = {}): LargeBodies {
  const turns = createSemaphore(maxLargeAtOnce)

  const takeTurn = () => turns.acquire(AbortSignal.timeout(maxWaitMs)).catch((error: unknown) => {
    throw serviceUnavailable('Too many large bodies are being read now: send it again soon, or in parts.', error)
  })

  return {
    async read (body, work) {
      let release: Release | undefined
      async function * bounded () {
        let bytes = 0
        for await (const chunk of body) {
          bytes += chunk.length
          if (bytes > maxBytes) throw payloadTooLarge(`A body may have ${maxBytes / megabyte} MB: send it in parts.`)
          if (bytes > largeBytes) release ??= await takeTurn()
          yield chunk
        }
      }
      try {
        return await work(bounded())
      } finally {
        release?.()
      }
    }
  }
}
