import { setImmediate as nextTurn } from 'node:timers/promises'

const maxHoldMs = 10

/**
 * A function to call between the steps of long work: once the work has held the event loop for 10 ms it lets
 * what else is due run first.
 */
export function createPace (): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < maxHoldMs) return undefined
    return nextTurn().then(() => { since = performance.now() })
  }
}
