import { useEffect, useState } from 'react'

export interface Aborter {
  /** Gives up what was begun before. Returns the signal for what begins now. */
  begin: () => AbortSignal
  abort: () => void
}

/** What a component has under way, one thing at a time; it is given up when the component is taken off the page. */
export function useAborter (): Aborter {
  const [aborter] = useState(createAborter)
  useEffect(() => aborter.abort, [aborter])
  return aborter
}

function createAborter (): Aborter {
  let controller = new AbortController()
  const abort = () => controller.abort()
  const begin = () => {
    abort()
    controller = new AbortController()
    return controller.signal
  }
  return { begin, abort }
}
