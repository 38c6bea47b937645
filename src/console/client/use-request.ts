import { useCallback, useEffect, useRef, useState } from 'react'
import { Problem } from './problem.ts'

export interface Requested<T> {
  busy: boolean
  /** The latest answer; it stays while the next one is on its way. */
  value: T | null
  problem: Problem | null
}

/**
 * A request that a person starts, with what has become of it. Starting it again, and leaving the page's part that
 * shows it, gives up the one before. `work` stays the same function from one rendering to the next. With `keeps` the
 * latest answer outlives a problem.
 */
export function useRequest<I, T> (work: (input: I, signal: AbortSignal) => Promise<T>, { keeps = false } = {}): [Requested<T>, (input: I) => void] {
  const [state, setState] = useState<Requested<T>>({ busy: false, value: null, problem: null })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const start = useCallback((input: I) => {
    running.current?.abort()
    const own = running.current = new AbortController()
    setState(({ value }) => ({ busy: true, value, problem: null }))
    work(input, own.signal).then(
      (value) => { if (!own.signal.aborted) setState({ busy: false, value, problem: null }) },
      (error: unknown) => {
        if (own.signal.aborted) return
        setState(({ value }) => ({ busy: false, value: keeps ? value : null, problem: asProblem(error) }))
      }
    )
  }, [work, keeps])
  return [state, start]
}

/** An error of this page itself is shown too: nothing is swallowed. */
export function asProblem (error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ error: 'page_error', message: String(error), status: 0 })
}
