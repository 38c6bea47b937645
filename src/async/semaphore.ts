/** Gives a permit back; a second call does nothing. */
export type Release = () => void

export interface Semaphore {
  /** Waits for a permit, in the order of the calls. Rejects with the signal's reason when that aborts first. */
  acquire (signal: AbortSignal): Promise<Release>
}

/** Lets `permits` of those who ask go on at a time. */
export function createSemaphore (permits: number): Semaphore {
  const waiting = new Set<() => void>()
  let free = permits

  const release = () => {
    const [next] = waiting
    if (next === undefined) free++
    else next()
  }

  const permit = (): Release => {
    let isHeld = true
    return () => {
      if (isHeld) release()
      isHeld = false
    }
  }

  return {
    acquire: (signal) => new Promise((resolve, reject) => {
      signal.throwIfAborted()
      if (free > 0) {
        free--
        resolve(permit())
        return
      }
      const abort = () => {
        waiting.delete(take)
        reject(signal.reason)
      }
      const take = () => {
        waiting.delete(take)
        signal.removeEventListener('abort', abort)
        resolve(permit())
      }
      waiting.add(take)
      signal.addEventListener('abort', abort, { once: true })
    })
  }
}
