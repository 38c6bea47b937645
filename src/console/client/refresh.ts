/** A way for one part of a tab to have the others fetch anew what they show. */
export interface Refresh {
  /** Says that what is shown is out of date. */
  request: () => void
  /** Calls `fetchAnew` each time that is said. Returns what ends it. */
  onRequest: (fetchAnew: () => void) => () => void
}

export function createRefresh (): Refresh {
  const events = new EventTarget()
  return {
    request: () => { events.dispatchEvent(new Event('refresh')) },
    onRequest: (fetchAnew) => {
      events.addEventListener('refresh', fetchAnew)
      return () => events.removeEventListener('refresh', fetchAnew)
    }
  }
}
